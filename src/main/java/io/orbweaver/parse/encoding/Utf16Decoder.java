package io.orbweaver.parse.encoding;

/**
 * The shared UTF-16 decoder, Encoding §14.2, resumable at every byte. Java's own takes the unit after a lone lead
 * surrogate for part of the error, and with it a quote or a {@code <}.
 */
final class Utf16Decoder {

    private static final char REPLACEMENT = '\uFFFD';

    private final boolean bigEndian;

    /** The first byte of a unit; -1 for none. */
    private int firstByte = -1;

    /** A lead surrogate without its trail yet; 0 for none. */
    private char lead;

    Utf16Decoder(boolean bigEndian) {
        this.bigEndian = bigEndian;
    }

    /**
     * Decodes these bytes.
     *
     * @param out has space for one character more than bytes
     * @return number of characters
     */
    int decode(byte[] bytes, int from, int end, char[] out) {
        int length = 0;
        for (int at = from; at < end; at++) {
            int b = bytes[at] & 0xFF;
            if (firstByte < 0) {
                firstByte = b;
                continue;
            }
            char unit = (char) (bigEndian ? firstByte << 8 | b : b << 8 | firstByte);
            firstByte = -1;
            length = unit(unit, out, length);
        }
        return length;
    }

    /** Whether the bytes ended within a character, for which one replacement character is written. */
    boolean isCut() {
        return firstByte >= 0 || lead != 0;
    }

    private int unit(char unit, char[] out, int from) {
        int length = from;
        if (lead != 0) {
            boolean pair = Character.isLowSurrogate(unit);
            out[length++] = pair ? lead : REPLACEMENT;
            lead = 0;
            if (pair) {
                out[length++] = unit;
                return length;
            }
        }
        if (Character.isHighSurrogate(unit)) {
            lead = unit;
        } else {
            out[length++] = Character.isLowSurrogate(unit) ? REPLACEMENT : unit;
        }
        return length;
    }
}
