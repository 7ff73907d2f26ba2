package io.orbweaver.extract;

import java.nio.charset.StandardCharsets;

/** Fragments of URLs, which nobody fetches and readers follow. */
final class Fragments {

    /** A longer one is left out. */
    private static final int CHARS_MAX = 2_000;

    /** Besides controls and what is not ASCII: the fragment percent-encode set (URL §1.3), and the backslash. */
    private static final String ENCODED = " \"<>`\\";

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Fragments() {}

    /** A fragment as it stands in a URL, its own percent signs as they are. */
    static String encoded(String fragment) {
        if (fragment.length() > CHARS_MAX) {
            return "";
        }
        StringBuilder out = new StringBuilder(fragment.length() + 16);
        for (byte octet : fragment.getBytes(StandardCharsets.UTF_8)) {
            int value = octet & 0xFF;
            if (value == '\t' || value == '\n' || value == '\r') {
                continue; // left out of URLs, wherever they are
            }
            if (value < ' ' || value > '~' || ENCODED.indexOf(value) >= 0) {
                out.append('%').append(HEX[value >> 4]).append(HEX[value & 15]);
            } else {
                out.append((char) value);
            }
        }
        return out.toString();
    }
}
