package io.orbweaver.job.spec;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.orbweaver.job.field.CheckedPattern;

/**
 * A regular expression whose occurrences are counted in a page's source: RE2 syntax, so that time is linear in the
 * source's length whatever the pattern. In a job's list of patterns it is what begins with {@value #PREFIX}; all else
 * there is a literal. Immutable and thread-safe.
 */
public final class SourcePattern {

    /** The prefix that distinguishes a regular expression from a literal. */
    public static final String PREFIX = "re:";

    /** Instructions that its counted repetitions may unfold to. */
    static final int UNFOLDED_MAX = 1_000;

    private final Pattern pattern;

    private SourcePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Whether a job's pattern is a regular expression and no literal. */
    public static boolean isOne(String asked) {
        return asked.startsWith(PREFIX);
    }

    /**
     * Compiles what a job asks for, its prefix included.
     *
     * @throws IllegalArgumentException with the reason, fit for the client
     */
    public static SourcePattern compile(String asked) {
        if (!isOne(asked)) {
            throw new IllegalArgumentException("must begin with " + PREFIX);
        }
        String source = asked.substring(PREFIX.length());
        return new SourcePattern(CheckedPattern.compile(source, Extraction.PATTERN_CHARS_MAX, UNFOLDED_MAX));
    }

    /**
     * How often it occurs in a line, given without its end: the leftmost first, of several there the one that RE2
     * prefers, no two overlapping; empty matches do not count.
     */
    public long countIn(CharSequence line) {
        long count = 0;
        Matcher matcher = pattern.matcher(line);
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                count++;
            }
        }
        return count;
    }
}
