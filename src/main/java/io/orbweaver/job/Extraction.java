package io.orbweaver.job;

import java.util.List;

/**
 * What a job takes out of pages besides their links.
 *
 * @param patterns literal strings whose occurrences in the decoded source are counted, in the order asked
 */
public record Extraction(List<String> patterns) {

    /** Patterns of one job. */
    public static final int PATTERNS_MAX = 50;

    /** Characters of one pattern. */
    public static final int PATTERN_CHARS_MAX = 200;

    /** Nothing. */
    public static final Extraction NONE = new Extraction(List.of());

    /** The patterns that are literals. */
    public List<String> literals() {
        return patterns;
    }

    /** Copies what is mutable. */
    public Extraction {
        patterns = List.copyOf(patterns);
    }
}
