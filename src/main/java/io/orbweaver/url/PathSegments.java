package io.orbweaver.url;

/**
 * The path state (URL §4.4), straight into the href: a path is the text from some index on, each of its segments with a
 * slash before it, the empty path no text at all.
 */
final class PathSegments {

    private PathSegments() {}

    /**
     * Appends the segments from start to end, of which there is at least one, maybe empty. Dot segments are resolved
     * against the path that is there.
     *
     * @param file whether drive letters matter
     */
    static void append(StringBuilder href, int pathStart, String input, int start, int end, boolean file) {
        int from = start;
        while (true) {
            int to = from;
            while (to < end && !isSlash(input.charAt(to))) {
                to++;
            }
            int dots = dots(input, from, to);
            if (dots == 2) {
                shorten(href, pathStart, file);
            }
            if (dots == 0) {
                appendSegment(href, pathStart, input, from, to, file);
            } else if (to == end) {
                href.append('/');
            }
            if (to == end) {
                return;
            }
            from = to + 1;
        }
    }

    private static void appendSegment(StringBuilder href, int pathStart, String input, int from, int to, boolean file) {
        boolean first = href.length() == pathStart;
        href.append('/');
        if (file && first && to - from == 2 && isDriveLetter(input, from)) {
            href.append(input.charAt(from)).append(':');
        } else {
            PercentEncoding.PATH.append(href, input, from, to);
        }
    }

    /** Drops the last segment, if any; a drive letter that is alone stays (URL §4.2, "shorten a URL's path"). */
    static void shorten(StringBuilder href, int pathStart, boolean file) {
        int lastSlash = href.length() - 1;
        while (lastSlash >= pathStart && href.charAt(lastSlash) != '/') {
            lastSlash--;
        }
        if (lastSlash < pathStart || file && lastSlash == pathStart && isDrive(href, pathStart, href.length())) {
            return;
        }
        href.setLength(lastSlash);
    }

    /** True if the path's first segment is a normalised drive letter, as {@code /C:} (URL §4.2). */
    static boolean startsWithDrive(CharSequence href, int pathStart, int pathEnd) {
        int length = pathEnd - pathStart;
        return length >= 3
                && isDrive(href, pathStart, pathStart + 3)
                && (length == 3 || href.charAt(pathStart + 3) == '/');
    }

    private static boolean isDrive(CharSequence href, int start, int end) {
        return end - start == 3 && href.charAt(start + 2) == ':' && isAlpha(href.charAt(start + 1));
    }

    /** True if the input there starts with a drive letter, normalised or not (URL §4.2). */
    static boolean startsWithDriveLetter(String input, int at, int end) {
        return end - at >= 2
                && isDriveLetter(input, at)
                && (end - at == 2 || isSlash(input.charAt(at + 2)) || input.charAt(at + 2) == '?');
    }

    /** True if these two characters are a letter and a colon or bar. There must be two. */
    static boolean isDriveLetter(String input, int at) {
        char second = input.charAt(at + 1);
        return (second == ':' || second == '|') && isAlpha(input.charAt(at));
    }

    private static boolean isAlpha(char c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    /** True for both slashes, which are one in special URLs. */
    static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    /** 1 or 2 for a single-dot or double-dot segment, whose dots may be written %2e; 0 for any other. */
    private static int dots(String input, int from, int to) {
        int dots = 0;
        int i = from;
        while (i < to) {
            if (input.charAt(i) == '.') {
                i++;
            } else if (to - i >= 3
                    && input.charAt(i) == '%'
                    && input.charAt(i + 1) == '2'
                    && (input.charAt(i + 2) | 0x20) == 'e') {
                i += 3;
            } else {
                return 0;
            }
            if (++dots > 2) {
                return 0;
            }
        }
        return dots;
    }
}
