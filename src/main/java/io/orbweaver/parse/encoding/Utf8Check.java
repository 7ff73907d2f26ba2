package io.orbweaver.parse.encoding;

/** The test whether a stream of bytes is well-formed UTF-8 (Unicode table 3-7), however it is cut. */
final class Utf8Check {

    private int trailing;
    private int low = 0x80;
    private int high = 0xBF;
    private boolean broken;

    void accept(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length && !broken; i++) {
            if (bytes[i] < 0 || trailing > 0) {
                next(bytes[i] & 0xFF);
            }
        }
    }

    private void next(int value) {
        if (trailing > 0) {
            broken = value < low || value > high;
            trailing--;
            low = 0x80;
            high = 0xBF;
            return;
        }
        trailing = value < 0xC2 || value > 0xF4 ? 0 : value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
        broken = trailing == 0;
        low = value == 0xE0 ? 0xA0 : value == 0xF0 ? 0x90 : 0x80;
        high = value == 0xED ? 0x9F : value == 0xF4 ? 0x8F : 0xBF;
    }

    /** Whether all of it is, its last character included. */
    boolean isValid() {
        return !broken && trailing == 0;
    }

    /** Whether it is so far; its last character may be cut. */
    boolean isValidSoFar() {
        return !broken;
    }
}
