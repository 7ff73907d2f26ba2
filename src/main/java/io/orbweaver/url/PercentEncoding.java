package io.orbweaver.url;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Percent-encoding and its sets (URL §1.3). Encoding leaves a percent sign as it is. */
public enum PercentEncoding {
    /** The path percent-encode set. */
    PATH(" \"#<>?^`{}"),

    /** The fragment percent-encode set, and the backslash: it escapes where fragments are written as Markdown. */
    FRAGMENT(" \"<>`\\"),

    /** The special-query percent-encode set, for queries of special schemes. */
    SPECIAL_QUERY(" \"#<>'");

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final boolean[] kept = new boolean[0x80];

    PercentEncoding(String encoded) {
        for (char c = 0x20; c < 0x7f; c++) {
            kept[c] = encoded.indexOf(c) < 0;
        }
    }

    /** True if the character is not encoded: it is ASCII and not in this set. */
    boolean keeps(char c) {
        return c < 0x80 && kept[c];
    }

    /** A string with its characters of the set encoded, as {@link #append} does. */
    public String encoded(String input) {
        StringBuilder out = new StringBuilder(input.length() + 16);
        append(out, input, 0, input.length());
        return out.toString();
    }

    /** Appends the characters from start to end, those of the set as UTF-8; a lone surrogate counts as U+FFFD. */
    void append(StringBuilder out, String input, int start, int end) {
        int i = start;
        while (i < end) {
            char c = input.charAt(i);
            if (keeps(c)) {
                out.append(c);
                i++;
            } else if (c < 0x80) {
                appendByte(out, c);
                i++;
            } else {
                int codePoint = i + 1 < end ? input.codePointAt(i) : c;
                appendUtf8(out, codePoint);
                i += Character.charCount(codePoint);
            }
        }
    }

    /**
     * Appends as {@link #append} does, but in the bytes of some charset (URL §1.3, "percent-encode after encoding").
     * UTF-8 is used for the UTF-16 encodings, and for those that cannot encode (Encoding §4.3).
     */
    void append(StringBuilder out, String input, int start, int end, Charset charset) {
        boolean shifting = charset.name().equals("ISO-2022-JP");
        if (charset.name().contains("UTF-") || !charset.canEncode() || !shifting && isAscii(input, start, end)) {
            append(out, input, start, end);
            return;
        }
        CharsetEncoder encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.wrap(shifting ? withoutShifts(input) : input, start, end);
        ByteBuffer bytes = ByteBuffer.allocate((int) ((end - start) * (double) encoder.maxBytesPerChar()) + 16);
        CoderResult result = encoder.encode(chars, bytes, true);
        while (result.isError()) {
            encoder.flush(bytes); // back to ASCII, where the encoding shifts
            appendBytes(out, bytes);
            int codePoint = result.isUnmappable() ? Character.codePointAt(chars, 0) : 0xFFFD;
            out.append("%26%23").append(codePoint).append("%3B");
            chars.position(chars.position() + result.length());
            encoder.reset();
            result = encoder.encode(chars, bytes, true);
        }
        encoder.flush(bytes);
        appendBytes(out, bytes);
    }

    /** What would steer the encoding itself is an error there (Encoding §12.2.2). */
    private static String withoutShifts(String input) {
        return input.replace('\u000e', '\uFFFD').replace('\u000f', '\uFFFD').replace('\u001b', '\uFFFD');
    }

    private void appendBytes(StringBuilder out, ByteBuffer bytes) {
        bytes.flip();
        while (bytes.hasRemaining()) {
            char isomorph = (char) (bytes.get() & 0xff);
            if (keeps(isomorph)) {
                out.append(isomorph);
            } else {
                appendByte(out, isomorph);
            }
        }
        bytes.clear();
    }

    private static boolean isAscii(String input, int start, int end) {
        for (int i = start; i < end; i++) {
            if (input.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static void appendUtf8(StringBuilder out, int codePoint) {
        if (codePoint < 0x800) {
            appendByte(out, 0xc0 | codePoint >> 6);
        } else if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            out.append("%EF%BF%BD");
            return;
        } else {
            if (codePoint < 0x10000) {
                appendByte(out, 0xe0 | codePoint >> 12);
            } else {
                appendByte(out, 0xf0 | codePoint >> 18);
                appendByte(out, 0x80 | codePoint >> 12 & 0x3f);
            }
            appendByte(out, 0x80 | codePoint >> 6 & 0x3f);
        }
        appendByte(out, 0x80 | codePoint & 0x3f);
    }

    /**
     * Appends a byte, percent-encoded whatever it is.
     *
     * @param value 0 to 255
     */
    public static void appendByte(StringBuilder out, int value) {
        out.append('%').append(HEX[value >> 4]).append(HEX[value & 0xf]);
    }

    /** The string with its percent-encoded bytes read as UTF-8; what is no UTF-8 becomes U+FFFD (URL §1.3). */
    static String decode(String input) {
        if (input.indexOf('%') < 0) {
            return input;
        }
        byte[] encoded = input.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            int value = encoded[i] == '%' && i + 2 < encoded.length ? hexPair(encoded[i + 1], encoded[i + 2]) : -1;
            if (value < 0) {
                decoded.write(encoded[i]);
            } else {
                decoded.write(value);
                i += 2;
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static int hexPair(byte high, byte low) {
        int h = hex(high);
        int l = hex(low);
        return h < 0 || l < 0 ? -1 : h << 4 | l;
    }

    /** The value of an ASCII hex digit, -1 for any other character. */
    static int hex(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
