package io.orbweaver.job;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.orbweaver.url.CanonicalUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RE2 patterns that are searched for in canonical URLs, in time linear in the URL's length whatever the pattern.
 * Immutable; equal where the sources are.
 */
public final class UrlPatterns {

    /** Patterns in one list. */
    public static final int COUNT_MAX = 100;
    /** Characters of one pattern. */
    public static final int CHARS_MAX = 1_000;
    /** Instructions that a pattern's counted repetitions may unfold to; each costs memory and matching time. */
    static final int UNFOLDED_MAX = 10_000;

    /** Sets the flag {@code i}, alone or with others. */
    private static final Pattern IGNORES_CASE = Pattern.compile("\\(\\?[A-Za-z-]*i");

    /** A character beyond U+00FF, as it is or escaped; octal escapes name none. */
    private static final Pattern BEYOND_LATIN_1 =
            Pattern.compile("[^\\x00-\\xff]|\\\\x\\{0*[1-9A-Fa-f][0-9A-Fa-f]{2,}\\}");

    /** No pattern. */
    public static final UrlPatterns NONE = new UrlPatterns(List.of(), List.of());

    private final List<String> sources;
    private final List<Pattern> patterns;

    private UrlPatterns(List<String> sources, List<Pattern> patterns) {
        this.sources = sources;
        this.patterns = patterns;
    }

    /**
     * Compiles patterns.
     *
     * @throws IllegalArgumentException where one is too long, too costly or no RE2 pattern; the message says which
     */
    public static UrlPatterns of(List<String> sources) {
        return sources.isEmpty()
                ? NONE
                : new UrlPatterns(
                        List.copyOf(sources),
                        sources.stream().map(UrlPatterns::compile).toList());
    }

    /**
     * Compiles one pattern.
     *
     * @throws IllegalArgumentException with the reason, fit for the client
     */
    static Pattern compile(String source) {
        if (source.isEmpty() || source.length() > CHARS_MAX) {
            throw new IllegalArgumentException("must have 1 to " + CHARS_MAX + " characters");
        }
        if (PatternCost.unfolded(source) > UNFOLDED_MAX) {
            throw new IllegalArgumentException(
                    "its counted repetitions unfold to more than " + UNFOLDED_MAX + " instructions");
        }
        // RE2/J folds by tables that are older than Java's, and never ends for some characters (its issue 168)
        if (IGNORES_CASE.matcher(source).find()
                && BEYOND_LATIN_1.matcher(source).find()) {
            throw new IllegalArgumentException("may name no character beyond U+00FF with (?i); URLs are ASCII");
        }
        try {
            return Pattern.compile(source);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is no RE2 pattern: " + e.getDescription(), e);
        }
    }

    /** Whether there is no pattern at all. */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether one of the patterns occurs in the URL. */
    public boolean find(CanonicalUrl url) {
        return firstIn(url) != null;
    }

    /** The first pattern that occurs in the URL, as it was given; null where none does. */
    public @Nullable String firstIn(CanonicalUrl url) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matcher(url.href()).find()) {
                return sources.get(i);
            }
        }
        return null;
    }

    /** The patterns as they were given. */
    public List<String> sources() {
        return sources;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UrlPatterns that && sources.equals(that.sources);
    }

    @Override
    public int hashCode() {
        return sources.hashCode();
    }

    @Override
    public String toString() {
        return sources.toString();
    }
}
