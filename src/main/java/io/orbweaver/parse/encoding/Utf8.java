package io.orbweaver.parse.encoding;

/** The test whether bytes are UTF-8. */
public final class Utf8 {

    private Utf8() {}

    /**
     * Whether the bytes are well-formed UTF-8 (Unicode table 3-7).
     *
     * @param whole whether the text ends there; otherwise its last character may be cut
     */
    public static boolean isValid(byte[] bytes, int length, boolean whole) {
        int at = 0;
        while (at < length) {
            int first = bytes[at] & 0xFF;
            if (first < 0x80) {
                at++;
                continue;
            }
            int trail = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
            if (trail == 0) {
                return false;
            }
            for (int i = 1; i <= trail; i++) {
                if (at + i >= length) {
                    return !whole;
                }
                int low = i > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
                int high = i > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
                int next = bytes[at + i] & 0xFF;
                if (next < low || next > high) {
                    return false;
                }
            }
            at += trail + 1;
        }
        return true;
    }
}
