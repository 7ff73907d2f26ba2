package io.orbweaver.parse.encoding;

/** The Infra Standard's ASCII classes, §4.5. */
public final class Ascii {

    private static final long WHITESPACE = 1L << ' ' | 1L << '\n' | 1L << '\t' | 1L << '\r' | 1L << '\f';

    private Ascii() {}

    /** Tab, line feed, form feed, carriage return, space. */
    public static boolean isWhitespace(int c) {
        return c <= ' ' && c >= 0 && (WHITESPACE >>> c & 1) != 0;
    }

    /** Index of the first character in the range that is no whitespace, or its end. */
    public static int skipWhitespace(char[] text, int from, int end) {
        int at = from;
        while (at < end && isWhitespace(text[at])) {
            at++;
        }
        return at;
    }

    public static boolean isLetter(int c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    public static boolean isAlphanumeric(int c) {
        return isLetter(c) || c >= '0' && c <= '9';
    }

    public static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c;
    }

    /** Whether one of the whitespace-separated tokens of a text is this one, in ASCII lower case. */
    public static boolean hasToken(String text, String token) {
        int at = 0;
        while (at < text.length()) {
            if (isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            int from = at;
            while (at < text.length() && !isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at - from == token.length() && equalsIgnoringCase(text, from, token)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text is this token, in ASCII lower case. */
    public static boolean isToken(String text, String token) {
        return text.length() == token.length() && equalsIgnoringCase(text, 0, token);
    }

    private static boolean equalsIgnoringCase(String text, int from, String token) {
        for (int i = 0; i < token.length(); i++) {
            if (lower(text.charAt(from + i)) != token.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes of a range begin with some others. */
    public static boolean startsWith(byte[] bytes, int from, int length, byte[] prefix) {
        if (from < 0 || length - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
