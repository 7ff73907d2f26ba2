package io.orbweaver.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Counts literal strings in the characters of a body as they arrive, as {@code grep -oF} would with each of them alone:
 * leftmost first, case-sensitive, no two of the same pattern overlapping. How the characters are cut makes no
 * difference.
 *
 * <p>Each pattern is searched for by Knuth, Morris and Pratt: linear work, and of the body nothing is held.
 */
final class PatternCounter implements BodyDecoder.Sink {

    private final List<Search> searches = new ArrayList<>();

    /** @param patterns none of them empty; one given twice is counted once */
    PatternCounter(List<String> patterns) {
        for (String pattern : new LinkedHashSet<>(patterns)) {
            searches.add(new Search(pattern));
        }
    }

    @Override
    public void characters(char[] characters, int length) {
        for (Search search : searches) {
            search.scan(characters, length);
        }
    }

    /** How often each pattern was found so far, in the order asked. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Search search : searches) {
            counts.put(search.pattern, search.count);
        }
        return counts;
    }

    private static final class Search {

        private final String pattern;
        private final char[] characters;

        /** For each length of a matched beginning: how much of it is matched still where the next does not match. */
        private final int[] shorter;

        private int matched;
        private long count;

        private Search(String pattern) {
            if (pattern.isEmpty()) {
                throw new IllegalArgumentException("a pattern must not be empty");
            }
            this.pattern = pattern;
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
