package io.orbweaver.job.field;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** The check of every RE2 pattern of a client before it is compiled: bounds on its length and its cost. */
public final class CheckedPattern {

    /** Sets the flag {@code i}, alone or with others. */
    private static final Pattern IGNORES_CASE = Pattern.compile("\\(\\?[A-Za-z-]*i");

    /** A character beyond U+00FF, as it is or escaped; octal escapes name none. */
    private static final Pattern BEYOND_LATIN_1 =
            Pattern.compile("[^\\x00-\\xff]|\\\\x\\{0*[1-9A-Fa-f][0-9A-Fa-f]{2,}\\}");

    private CheckedPattern() {}

    /**
     * Compiles a pattern.
     *
     * @param charsMax characters that it may have
     * @param unfoldedMax instructions that its counted repetitions may unfold to; each costs memory and matching time
     * @throws IllegalArgumentException with the reason, fit for the client
     */
    public static Pattern compile(String source, int charsMax, int unfoldedMax) {
        if (source.isEmpty() || FieldReader.chars(source) > charsMax) {
            throw new IllegalArgumentException("must have 1 to " + charsMax + " characters");
        }
        if (PatternCost.unfolded(source) > unfoldedMax) {
            throw new IllegalArgumentException(
                    "its counted repetitions unfold to more than " + unfoldedMax + " instructions");
        }
        // RE2/J folds by tables that are older than Java's, and never ends for some characters (its issue 168)
        if (IGNORES_CASE.matcher(source).find()
                && BEYOND_LATIN_1.matcher(source).find()) {
            throw new IllegalArgumentException("may name no character beyond U+00FF with (?i)");
        }
        try {
            return Pattern.compile(source);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is no RE2 pattern: " + e.getDescription(), e);
        }
    }
}
