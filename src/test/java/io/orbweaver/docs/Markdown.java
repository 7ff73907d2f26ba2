package io.orbweaver.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A text of the documentation, as tests look at it: its tables, its links, what it names in code. */
record Markdown(Path file, String text) {

    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    /** The cells of one row. */
    record Row(List<String> cells) {
        /** What the first cell names, without the marks of code. */
        String name() {
            return cells.get(0).replace("`", "");
        }

        String cell(int index) {
            return cells.get(index);
        }
    }

    static Markdown of(Path file) {
        try {
            return new Markdown(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Markdown of(DocsPage page) {
        return of(Path.of(page.source()));
    }

    /** Every text of the repository that is shown at {@code /docs}. */
    static List<Markdown> all() {
        return Stream.of(DocsPage.values()).map(Markdown::of).toList();
    }

    /** The text below a heading, up to the next one; the first heading is the page's own. */
    Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String part : text.split("(?m)^#+ ")) {
            String[] lines = part.split("\n", 2);
            sections.merge(lines[0].replace("`", ""), lines.length > 1 ? lines[1] : "", String::concat);
        }
        return sections;
    }

    /** The rows of all tables in a part of a text whose first cell is as it should be; heads and lines are none. */
    static List<Row> rows(String part, Predicate<String> first) {
        List<Row> rows = new ArrayList<>();
        for (String line : part.lines().toList()) {
            if (line.startsWith("| `")) {
                String[] cells = line.substring(2, line.length() - 1).split(" ?\\| ?", -1);
                if (first.test(cells[0])) {
                    rows.add(new Row(List.of(cells)));
                }
            }
        }
        return rows;
    }

    /** What stands in marks of code. */
    List<String> code() {
        return CODE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** Where its links lead to. */
    Stream<String> links() {
        return LINK.matcher(text).results().map((MatchResult found) -> found.group(1));
    }
}
