package io.orbweaver.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the dashboard's source: as short as Java's, every text to translate in one place, nothing inline. */
class DashboardSourceTest {

    private static final Path STATIC = Path.of("src/main/resources/static");
    private static final Path APP = STATIC.resolve("app");
    private static final int FILE_LINES_MAX = 400;
    private static final int LINE_CHARS_MAX = 120;

    private static List<Path> scripts() throws IOException {
        return files(".js");
    }

    private static List<Path> files(String end) throws IOException {
        try (Stream<Path> paths = Files.walk(STATIC)) {
            return paths.filter(path -> path.toString().endsWith(end)).toList();
        }
    }

    @Test
    void filesAndLinesAreShort() throws IOException {
        List<Path> all = new ArrayList<>(scripts());
        all.addAll(files(".css"));
        all.addAll(files(".html"));
        for (Path script : all) {
            List<String> lines = Files.readAllLines(script);
            assertThat(lines).as(script + ": a file holds one idea").hasSizeLessThanOrEqualTo(FILE_LINES_MAX);
            assertThat(lines).as(script.toString()).allMatch(line -> line.length() <= LINE_CHARS_MAX);
        }
    }

    @Test
    void noTextBecomesMarkupAndNoStyleIsInline() throws IOException {
        Pattern banned = Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|unsafe[A-Z]\\w+|document\\.write"
                + "|\\beval\\(|new Function| style=| on[a-z]+=|https?://[\\w.]*(cdn|unpkg|jsdelivr)");
        for (Path script : scripts()) {
            assertThat(Files.readString(script)).as(script.toString()).doesNotContainPattern(banned);
        }
        assertThat(Files.readString(STATIC.resolve("index.html"))).doesNotContainPattern(" style=|<style|<script>");
    }

    @Test
    void everyTextIsThereAndSaidSomewhere() throws IOException {
        Set<String> texts = new HashSet<>();
        StringBuilder code = new StringBuilder();
        for (Path script : scripts()) {
            if (script.startsWith(APP.resolve("messages"))) {
                texts.addAll(found("(?m)^  \"([^\"]+)\":", Files.readString(script)));
            } else {
                code.append(Files.readString(script));
            }
        }
        Set<String> asked = new HashSet<>(found("\\bt\\(\"([^\"]+)\"", code.toString()));
        assertThat(texts).as("texts that are asked for").containsAll(asked);
        Set<String> built = new HashSet<>(found("[`\"]([a-zA-Z.-]+)\\.\\$\\{", code.toString()));
        built.addAll(found("word\\(\"([^\"]+)\"", code.toString()));
        built.addAll(Set.of("failure", "skip"));
        List<String> silent = new ArrayList<>();
        for (String text : texts) {
            if (!code.toString().contains('"' + text + '"')
                    && built.stream().noneMatch(prefix -> text.startsWith(prefix + "."))) {
                silent.add(text);
            }
        }
        assertThat(silent).as("texts that nothing says").isEmpty();
    }

    @Test
    void darkIsTheSameWhetherItIsChosenOrTheSystems() throws IOException {
        String tokens = Files.readString(STATIC.resolve("css/tokens.css"));
        List<String> dark = found("(?s)data-theme=\"(?:dark\"]|light\"]\\)) \\{(.*?)}", tokens);
        assertThat(dark).hasSize(2);
        assertThat(dark.get(0)).contains("--paper").isEqualToIgnoringWhitespace(dark.get(1));
    }

    private static List<String> found(String pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
