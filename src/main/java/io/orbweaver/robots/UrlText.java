package io.orbweaver.robots;

/**
 * An entry's URL as it arrives in pieces, the white space around it left out however much there is. Held are at most
 * {@link SitemapReader#URL_CHARS_MAX} characters and one.
 */
final class UrlText {

    private final StringBuilder text = new StringBuilder();
    private boolean tooLong;

    void append(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean space = isSpace(c);
            if (text.length() > SitemapReader.URL_CHARS_MAX) {
                tooLong |= !space;
            } else if (!space || text.length() > 0) {
                text.append(c);
            }
        }
    }

    /** Whether it is longer than any may be. */
    boolean isTooLong() {
        return tooLong;
    }

    /** The URL; empty where it is longer than any may be. */
    String written() {
        return tooLong ? "" : trimmed(text.toString());
    }

    /** Without white space at its ends, nor what else is not seen there, as a no-break space. */
    static String trimmed(String written) {
        int from = 0;
        int end = written.length();
        while (from < end && isSpace(written.charAt(from))) {
            from++;
        }
        while (end > from && isSpace(written.charAt(end - 1))) {
            end--;
        }
        return written.substring(from, end);
    }

    private static boolean isSpace(char c) {
        return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200B' || c == '\uFEFF';
    }
}
