package io.orbweaver.job.spec;

import com.google.re2j.Pattern;
import io.orbweaver.job.field.CheckedPattern;
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
        return CheckedPattern.compile(source, CHARS_MAX, UNFOLDED_MAX);
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
