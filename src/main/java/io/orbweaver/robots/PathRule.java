package io.orbweaver.robots;

import io.orbweaver.url.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * An allow or disallow line (RFC 9309 §2.2.2, §2.2.3).
 *
 * @param pattern in its comparable form; {@code *} matches any characters, and a {@code $} at the end matches the end
 * @param allow whether what matches may be fetched
 */
record PathRule(String pattern, boolean allow) {

    /** Longer patterns first; allow before disallow; then any order that puts equal rules together. */
    static final Comparator<PathRule> MOST_SPECIFIC_FIRST = Comparator.comparingInt(
                    (PathRule rule) -> -rule.pattern.length())
            .thenComparing(rule -> !rule.allow)
            .thenComparing(PathRule::pattern);

    /** The rule of a line's value. */
    static PathRule of(String value, boolean allow) {
        boolean anchored = value.endsWith("$");
        String path = anchored ? value.substring(0, value.length() - 1) : value;
        return new PathRule(comparable(path, true) + (anchored ? "$" : ""), allow);
    }

    /** A URL's path and query as patterns are compared with it; {@code *} and {@code $} in it are encoded. */
    static String comparable(String pathAndQuery) {
        return comparable(pathAndQuery, false);
    }

    /**
     * Percent-encoding as §2.2.2 wants it before comparison: what is unreserved is not encoded, what is reserved is
     * left as it is, and all else is encoded.
     */
    private static String comparable(String text, boolean wildcards) {
        if (isComparable(text, wildcards)) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder comparable = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            int octet = bytes[i] & 0xff;
            int encoded = octet == '%' ? decoded(bytes, i) : -1;
            if (encoded >= 0) {
                i += 2;
                append(comparable, encoded, !isUnreserved(encoded));
            } else {
                append(comparable, octet, !(isLiteral(octet) || octet == '%' || (wildcards && octet == '*')));
            }
        }
        return comparable.toString();
    }

    private static boolean isComparable(String text, boolean wildcards) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLiteral(c) && !(wildcards && c == '*')) {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder text, int octet, boolean encode) {
        if (encode) {
            PercentEncoding.appendByte(text, octet);
        } else {
            text.append((char) octet);
        }
    }

    private static int decoded(byte[] bytes, int percent) {
        if (percent + 2 >= bytes.length) {
            return -1;
        }
        int high = Character.digit(bytes[percent + 1], 16);
        int low = Character.digit(bytes[percent + 2], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /** Unreserved or reserved (RFC 3986 §2.2), except the two that mean something in a pattern. */
    private static boolean isLiteral(int c) {
        return isUnreserved(c) || (c < 128 && ":/?#[]@!&'()+,;=".indexOf(c) >= 0);
    }

    /** Whether a path in its comparable form matches, as far as the budget reaches. */
    boolean matches(String path, MatchBudget budget) {
        boolean anchored = pattern.endsWith("$");
        int end = anchored ? pattern.length() - 1 : pattern.length();
        int star = pattern.indexOf('*');
        if (star < 0) {
            budget.spend(1 + Math.min(end, path.length()) / 16);
            return (anchored ? path.length() == end : path.length() >= end) && path.regionMatches(0, pattern, 0, end);
        }
        budget.spend(star + 1);
        if (!path.regionMatches(0, pattern, 0, star)) {
            return false;
        }
        return matchesAfterStar(path, star, end, anchored, budget);
    }

    /**
     * Each piece between stars is looked for as early as it may be; the last one of an anchored pattern, at the end.
     */
    private boolean matchesAfterStar(String path, int firstStar, int end, boolean anchored, MatchBudget budget) {
        int at = firstStar;
        int piece = firstStar + 1;
        while (piece <= end) {
            int star = pattern.indexOf('*', piece);
            int pieceEnd = star < 0 ? end : star;
            int length = pieceEnd - piece;
            if (star < 0 && anchored) {
                budget.spend(length + 1);
                int last = path.length() - length;
                return last >= at && path.regionMatches(last, pattern, piece, length);
            }
            at = find(path, at, piece, length, budget);
            if (at < 0) {
                return false;
            }
            at += length;
            piece = pieceEnd + 1;
        }
        return true;
    }

    /**
     * Where a piece of the pattern is next found, by Knuth, Morris and Pratt (1977): a pattern that is made to be
     * compared for ever costs no more than its length and the path's.
     */
    private int find(String path, int from, int piece, int length, MatchBudget budget) {
        if (length == 0 || path.length() - from < length) {
            budget.spend(1);
            return length == 0 ? from : -1;
        }
        int[] shorter = borders(piece, length);
        budget.spend(length);
        int same = 0;
        for (int at = from; at < path.length() && !budget.isSpent(); at++) {
            char c = path.charAt(at);
            while (same > 0 && c != pattern.charAt(piece + same)) {
                same = shorter[same - 1];
            }
            same += c == pattern.charAt(piece + same) ? 1 : 0;
            budget.spend(1);
            if (same == length) {
                return at - length + 1;
            }
        }
        return -1;
    }

    /** For each beginning of a piece, how long its longest beginning is that is also its end. */
    private int[] borders(int piece, int length) {
        int[] borders = new int[length];
        int same = 0;
        for (int i = 1; i < length; i++) {
            char c = pattern.charAt(piece + i);
            while (same > 0 && c != pattern.charAt(piece + same)) {
                same = borders[same - 1];
            }
            same += c == pattern.charAt(piece + same) ? 1 : 0;
            borders[i] = same;
        }
        return borders;
    }
}
