package io.orbweaver.job.field;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates, before a pattern is compiled, how many instructions its counted repetitions unfold to: RE2 writes
 * {@code (a{100}){100}} out ten thousand times. The estimate reads brackets, escapes and classes roughly and never
 * falls below the truth by more than the pattern's own length.
 */
public final class PatternCost {

    private PatternCost() {}

    /** The estimate, saturating at {@link Integer#MAX_VALUE}. */
    public static int unfolded(String pattern) {
        Deque<long[]> open = new ArrayDeque<>();
        long total = 0;
        long last = 0;
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            int next = i + 1;
            if (c == '(') {
                open.push(new long[] {total + last});
                total = 0;
                last = 0;
            } else if (c == ')' && !open.isEmpty()) {
                last = total + last + 2;
                total = open.pop()[0];
            } else if (c == '{' && count(pattern, i) > 0) {
                last *= count(pattern, i);
                next = pattern.indexOf('}', i) + 1;
            } else {
                next = atomEnd(pattern, i);
                total += last;
                last = 1;
            }
            if (total + last > Integer.MAX_VALUE) {
                return Integer.MAX_VALUE;
            }
            i = next;
        }
        while (!open.isEmpty()) {
            total += open.pop()[0];
        }
        return (int) Math.min(Integer.MAX_VALUE, total + last);
    }

    private static int atomEnd(String pattern, int start) {
        char c = pattern.charAt(start);
        if (c == '\\') {
            return Math.min(pattern.length(), start + 2);
        }
        if (c != '[') {
            return start + 1;
        }
        int i = start + 1;
        while (i < pattern.length() && (pattern.charAt(i) != ']' || i == start + 1)) {
            i += pattern.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(pattern.length(), i + 1);
    }

    /** The larger bound of the repetition that begins at a brace, or 0 if the brace begins no repetition. */
    private static int count(String pattern, int brace) {
        int end = pattern.indexOf('}', brace);
        if (end < 0) {
            return 0;
        }
        int max = 0;
        for (String bound : pattern.substring(brace + 1, end).split(",", -1)) {
            if (bound.length() > 4 || !bound.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return 0;
            }
            max = bound.isEmpty() ? max : Math.max(max, Integer.parseInt(bound));
        }
        return max;
    }
}
