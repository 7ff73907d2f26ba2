package io.orbweaver.job.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts that a job takes out of pages besides the links that it follows.
 *
 * @param metadata title, description, language, canonical URL, Open Graph, Twitter card, JSON-LD, headings and times
 * @param text the main content as plain text
 * @param markdown the main content as Markdown
 * @param links all links with their texts
 * @param fields what CSS selectors find, by the client's names and in its order
 * @param patterns strings whose occurrences in the decoded source are counted, in the order asked: literals, and
 *     regular expressions where {@link SourcePattern#isOne}
 */
public record Extraction(
        boolean metadata,
        boolean text,
        boolean markdown,
        boolean links,
        Map<String, FieldSelector> fields,
        List<String> patterns) {

    /** Fields of one job. */
    public static final int FIELDS_MAX = 50;

    /** Characters of a field's name. */
    public static final int FIELD_NAME_CHARS_MAX = 100;

    /** Patterns of one job. */
    public static final int PATTERNS_MAX = 50;

    /** Characters of one pattern. */
    public static final int PATTERN_CHARS_MAX = 200;

    /** Nothing. */
    public static final Extraction NONE = new Extraction(false, false, false, false, Map.of(), List.of());

    /** Copies what is mutable, and keeps the order. */
    public Extraction {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        patterns = List.copyOf(patterns);
    }

    /** The patterns that are literals, which can be counted while a body arrives; in the order asked. */
    public List<String> literals() {
        return patterns.stream()
                .filter(pattern -> !SourcePattern.isOne(pattern))
                .toList();
    }
}
