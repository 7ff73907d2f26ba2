package io.orbweaver.parse.encoding;

import java.io.ByteArrayOutputStream;

/**
 * Text of a body whose encoding is not known yet: ASCII as it is, and each byte beyond it as the character that the
 * Encoding Standard's x-user-defined has for it (§14.5), which no text means. Markup is read from it as from any
 * encoding that is a superset of ASCII; what was read is decoded when the encoding is known.
 */
public final class RawText {

    /** The characters of bytes 0x80 to 0xFF. */
    static final char FIRST = 0xF780;

    private static final char LAST = 0xF7FF;

    private RawText() {}

    /** The text in its encoding. Characters that are no byte's, which references give, stay. */
    public static String decoded(String raw, WebEncoding encoding) {
        boolean ascii = raw.chars().noneMatch(c -> isByte((char) c));
        if (ascii && !encoding.name().equals("ISO-2022-JP")) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c < 0x80 || isByte(c)) {
                bytes.write(c < 0x80 ? c : 0x80 + c - FIRST);
            } else {
                text.append(encoding.decoded(bytes.toByteArray())).append(c);
                bytes.reset();
            }
        }
        return text.append(encoding.decoded(bytes.toByteArray())).toString();
    }

    /** The bytes of a text in some encoding, as raw text. */
    public static String of(byte[] bytes) {
        StringBuilder raw = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            raw.append(b >= 0 ? (char) b : (char) (FIRST + (b & 0x7F)));
        }
        return raw.toString();
    }

    private static boolean isByte(char c) {
        return c >= FIRST && c <= LAST;
    }
}
