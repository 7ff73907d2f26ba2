package io.orbweaver.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README is short and true: what it and the other texts name is there, and its numbers are the code's. */
class ReadmeTest {

    private static final int LINES_MAX = 200;
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");

    /** A class in its package, as {@code crawl/Visit}; perhaps with a method. */
    private static final Pattern BY_PATH = Pattern.compile("((?:[a-z]+/)+)([A-Z]\\w+)(?:[.#]\\w+)*");

    private static final Pattern BY_NAME = Pattern.compile("([A-Z][a-z]+(?:[A-Z][a-z]+)*)(?:[.#][\\w.#]+)?");
    private static final Pattern CONSTANT = Pattern.compile("([\\d,]+)[^\\d`()]*\\(`(\\w+)\\.([A-Z_]+)`\\)");
    private static final Pattern PROPERTY = Pattern.compile("([\\d,]+(?:MB)?)[^\\d`()]*\\(`(orbweaver\\.[a-z.-]+)`\\)");

    /** Words of other people's that look like classes of ours. */
    private static final Set<String> OTHERS = Set.of("Accept", "Link", "Origin", "Flux", "Mono", "Scheduler");

    @Test
    void theReadmeLeadsIn() {
        Markdown readme = Markdown.of(DocsPage.START);
        assertThat(readme.text().lines()).hasSizeLessThanOrEqualTo(LINES_MAX);
        String demo = readme.sections().get("Two commands");
        assertThat(demo)
                .contains("./mvnw spring-boot:run -Dspring-boot.run.profiles=demo", "port 8080", "./mvnw verify");
        assertThat(readme.text().split("!\\[[^\\]]{20,}\\]\\(", -1))
                .as("two pictures, each with words for those who do not see it")
                .hasSize(3);
        assertThat(rows(readme, "Why this one")).as("comparison").isEqualTo(10);
        assertThat(readme.sections()
                        .get("How it works")
                        .split("The five problems", 2)[0]
                        .lines()
                        .filter(line -> line.startsWith("| ")))
                .as("ideas, and the table's head")
                .hasSize(14);
    }

    private static long rows(Markdown text, String section) {
        return text.sections()
                        .get(section)
                        .lines()
                        .filter(line -> line.startsWith("| "))
                        .count()
                - 2;
    }

    @ParameterizedTest
    @EnumSource
    void everyLinkLeadsToAFile(DocsPage page) {
        Path folder = Path.of("/" + page.source()).getParent();
        assertThat(Markdown.of(page)
                        .links()
                        .filter(link -> !link.startsWith("#") && !link.startsWith("http"))
                        .map(link -> folder.resolve(link.replaceAll("#.*", "")).normalize())
                        .map(path -> Path.of(path.toString().substring(1)))
                        .filter(path -> !Files.exists(path)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyClassThatIsNamedIsThere(DocsPage page) throws IOException {
        Map<String, Path> classes = classes();
        List<String> missing = new ArrayList<>();
        for (String code : Markdown.of(page).code()) {
            Matcher path = BY_PATH.matcher(code);
            Matcher name = BY_NAME.matcher(code);
            if (path.matches()) {
                String file = "io/orbweaver/" + path.group(1) + path.group(2) + ".java";
                if (!Files.exists(MAIN.resolve(file)) && !Files.exists(TEST.resolve(file))) {
                    missing.add(code);
                }
            } else if (isOfOurs(page, name, code) && !classes.containsKey(name.group(1))) {
                missing.add(code);
            }
        }
        assertThat(missing).isEmpty();
    }

    /** Everywhere the tests; where the code is explained, all names with a capital in them. */
    private static boolean isOfOurs(DocsPage page, Matcher name, String code) {
        if (!name.matches() || OTHERS.contains(name.group(1))) {
            return false;
        }
        boolean ofCode =
                page.sort() == DocsPage.Sort.EXPLANATION && page != DocsPage.CONCEPTS || page == DocsPage.START;
        return code.matches("[A-Z]\\w+Test(#\\w+)?") || ofCode;
    }

    private static Map<String, Path> classes() throws IOException {
        Map<String, Path> classes = new TreeMap<>();
        for (Path root : List.of(MAIN, TEST)) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                    String name = file.getFileName().toString();
                    classes.put(name.substring(0, name.length() - ".java".length()), root.relativize(file));
                });
            }
        }
        return classes;
    }

    @Test
    void everyGuaranteeIsInTheReadme() throws IOException {
        try (Stream<Path> files = Files.list(TEST.resolve("io/orbweaver/guarantee"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("Test.java"))
                            .map(name -> name.replace(".java", "")))
                    .allSatisfy(name -> assertThat(
                                    Markdown.of(DocsPage.START).sections().get("Guarantees"))
                            .contains("`" + name + "`"));
        }
    }

    @Test
    void theModelOfMemoryAndThreadsHasTheNumbersOfTheCode() throws Exception {
        String model = Markdown.of(DocsPage.START)
                .text()
                .lines()
                .filter(line -> line.startsWith("Memory: ") || line.startsWith("Threads "))
                .reduce("", (all, line) -> all + line + "\n");
        assertThat(model.lines()).hasSize(2);
        Map<String, Path> classes = classes();
        int compared = 0;
        Matcher constant = CONSTANT.matcher(model);
        while (constant.find()) {
            assertThat(number(constant.group(1)))
                    .as(constant.group())
                    .isEqualTo(value(classes.get(constant.group(2)), constant.group(3)));
            compared++;
        }
        Map<String, String> defaults = new TreeMap<>();
        Markdown.rows(Markdown.of(DocsPage.CONFIGURATION).text(), name -> true)
                .forEach(row -> defaults.put(row.name(), row.cell(1).replace("`", "")));
        Matcher property = PROPERTY.matcher(model);
        while (property.find()) {
            assertThat(property.group(1)).as(property.group()).isEqualTo(defaults.get(property.group(2)));
            compared++;
        }
        assertThat(compared).as("numbers that have a name beside them").isEqualTo((int)
                Pattern.compile("\\(`[^`]+`\\)").matcher(model).results().count());
        assertThat(compared).isGreaterThanOrEqualTo(8);
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    private static long value(Path file, String constant) throws ReflectiveOperationException {
        String name = file.toString().replace(".java", "").replace('/', '.');
        Field field = Class.forName(name).getDeclaredField(constant);
        field.setAccessible(true);
        return ((Number) field.get(null)).longValue();
    }
}
