package io.orbweaver.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The root package's text is the map of the code with its glossary, and true; each other fits one screen. */
class PackageMapTest {

    private static final Path ROOT = Path.of("src/main/java/io/orbweaver");
    private static final int SCREEN_LINES = 42;
    private static final int MAP_LINES = 90;
    private static final int GLOSSARY_WORDS_MAX = 40;

    /** The words of the design, which the glossary must define. */
    private static final List<String> WORDS = List.of(
            "job",
            "seed",
            "scope",
            "known",
            "frontier",
            "host",
            "origin",
            "politeness",
            "turn",
            "slot",
            "lease",
            "visit",
            "outcome",
            "commit",
            "event log",
            "cursor",
            "egress guard",
            "instance");

    /** Where a thread, or a scheduler, gets its name. */
    private static final Pattern THREADS = Pattern.compile(
            "(?:Schedulers\\s*\\.new\\w+|LoopResources\\.create|new Thread)\\((?:[^;\"]*?)\"([a-z-]+)\"");

    private static List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(name)).toList();
        }
    }

    private static String map() throws IOException {
        return Files.readString(ROOT.resolve("package-info.java"));
    }

    private static String part(String from, String to) throws IOException {
        String map = map();
        int start = map.indexOf(from);
        int end = map.indexOf(to, start + 1);
        assertThat(start).as(from).isPositive();
        return map.substring(start, end < 0 ? map.length() : end);
    }

    @Test
    void everyPackageIsInTheReadingOrder() throws IOException {
        String order = part("<b>Reading order</b>", "<b>Threads</b>");
        for (Path info : files("package-info.java")) {
            String name = ROOT.relativize(info.getParent()).toString().replace('/', '.');
            if (!name.isEmpty()) {
                assertThat(order).contains("{@code " + name + "}");
            }
        }
    }

    @Test
    void nothingIsInItThatIsNoPackage() throws IOException {
        Pattern.compile("\\{@code ([a-z.]+)}")
                .matcher(part("<b>Reading order</b>", "<b>Threads</b>"))
                .results()
                .map(found -> found.group(1))
                .forEach(
                        name -> assertThat(ROOT.resolve(name.replace('.', '/'))).isDirectory());
    }

    @Test
    void everyThreadIsInTheMap() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path source : files(".java")) {
            THREADS.matcher(Files.readString(source)).results().forEach(found -> names.add(found.group(1)));
        }
        assertThat(names).contains("store", "store-sync", "parse", "fetch", "export");
        String threads = part("<b>Threads</b>", "<b>Glossary</b>");
        assertThat(names).allSatisfy(name -> assertThat(threads).contains("{@code " + name + "}"));
    }

    @Test
    void theGlossaryIsShortAndHasTheWordsOfTheDesign() throws IOException {
        List<String> words = Pattern.compile("(?m)^ \\* ([a-z]+(?: [a-z]+)*) {2,}\\S")
                .matcher(part("<b>Glossary</b>", "@NullMarked"))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(words).doesNotHaveDuplicates().containsAll(WORDS).hasSizeLessThanOrEqualTo(GLOSSARY_WORDS_MAX);
    }

    @Test
    void theMapAndEachPackageFitTheirScreens() throws IOException {
        for (Path info : files("package-info.java")) {
            int most = info.getParent().equals(ROOT) ? MAP_LINES : SCREEN_LINES;
            assertThat(Files.readAllLines(info)).as(info.toString()).hasSizeLessThanOrEqualTo(most);
        }
    }
}
