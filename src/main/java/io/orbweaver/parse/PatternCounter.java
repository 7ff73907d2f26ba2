package io.orbweaver.parse;

import io.orbweaver.parse.encoding.BodyDecoder;
import io.orbweaver.parse.encoding.EncodingLabels;
import io.orbweaver.parse.encoding.RawText;
import io.orbweaver.parse.encoding.WebEncoding;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A counter of literal strings in the characters of a body as they arrive, as {@code grep -oF} would with each of them
 * alone: leftmost first, case-sensitive, no two of the same pattern overlapping. How the characters are cut makes no
 * difference.
 *
 * <p>Each pattern is searched for by Knuth, Morris and Pratt: linear work, and of the body nothing is held.
 */
final class PatternCounter implements BodyDecoder.Sink {

    private final Set<String> patterns;

    /** By what is searched for: the pattern, or what it is in some encoding as {@link RawText}. */
    private final Map<String, Search> searches = new LinkedHashMap<>();

    private boolean raw;

    /** @param patterns none of them empty; one given twice is counted once */
    PatternCounter(List<String> patterns) {
        this.patterns = new LinkedHashSet<>(patterns);
        this.patterns.forEach(this::search);
    }

    private void search(String text) {
        searches.computeIfAbsent(text, Search::new);
    }

    /** Each pattern is searched for in all encodings that the body may turn out to be in. */
    @Override
    public void undeclared() {
        raw = true;
        for (String name : EncodingLabels.names()) {
            WebEncoding encoding = WebEncoding.forLabel(name);
            if (encoding != null) {
                patterns.forEach(pattern -> searchIn(encoding, pattern));
            }
        }
    }

    private void searchIn(WebEncoding encoding, String pattern) {
        String text = rawOf(pattern, encoding);
        if (text != null) {
            search(text);
        }
    }

    private static @Nullable String rawOf(String pattern, WebEncoding encoding) {
        byte[] bytes = encoding.encoded(pattern);
        return bytes == null ? null : RawText.of(bytes);
    }

    @Override
    public void characters(char[] characters, int length) {
        for (Search search : searches.values()) {
            search.scan(characters, length);
        }
    }

    /**
     * How often each pattern was found so far, in the order asked.
     *
     * @param encoding the body's, as far as it is known
     */
    Map<String, Long> counts(WebEncoding encoding) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String pattern : patterns) {
            Search search = searches.get(raw ? rawOf(pattern, encoding) : pattern);
            counts.put(pattern, search == null ? 0 : search.count);
        }
        return counts;
    }

    private static final class Search {

        private final char[] characters;

        /** For each length of a matched beginning: how much of it is matched still where the next does not match. */
        private final int[] shorter;

        private int matched;
        private long count;

        private Search(String pattern) {
            if (pattern.isEmpty()) {
                throw new IllegalArgumentException("a pattern must not be empty");
            }
            this.characters = pattern.toCharArray();
            this.shorter = shorter(characters);
        }

        private static int[] shorter(char[] pattern) {
            int[] shorter = new int[pattern.length];
            int length = 0;
            for (int i = 1; i < pattern.length; i++) {
                while (length > 0 && pattern[i] != pattern[length]) {
                    length = shorter[length - 1];
                }
                if (pattern[i] == pattern[length]) {
                    length++;
                }
                shorter[i] = length;
            }
            return shorter;
        }

        private void scan(char[] text, int end) {
            int at = 0;
            while (at < end) {
                at = matched == 0 ? skipToFirst(text, at, end) : step(text[at], at);
                if (matched == characters.length) {
                    count++;
                    matched = 0;
                }
            }
        }

        private int skipToFirst(char[] text, int from, int end) {
            char first = characters[0];
            int at = from;
            while (at < end && text[at] != first) {
                at++;
            }
            if (at == end) {
                return end;
            }
            matched = 1;
            return at + 1;
        }

        private int step(char c, int at) {
            int length = matched;
            while (length > 0 && characters[length] != c) {
                length = shorter[length - 1];
            }
            matched = characters[length] == c ? length + 1 : 0;
            return at + 1;
        }
    }
}
