package io.orbweaver.robots;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A converter of UTF-16 into UTF-8 while it arrives; the XML declaration is left out, as it would name the other
 * encoding. A surrogate without its other half becomes a question mark, as Java encodes it. Holds a character, and a
 * declaration of {@value #DECLARATION_MAX} characters.
 */
final class Utf16Input {

    private static final int DECLARATION_MAX = 256;
    private static final String DECLARATION = "<?xml";

    private final boolean bigEndian;
    private final StringBuilder text = new StringBuilder();
    private int odd = -1;
    private boolean begun;

    Utf16Input(Charset charset) {
        this.bigEndian = charset == StandardCharsets.UTF_16BE;
    }

    /** What the next bytes say, as UTF-8; what is not whole yet comes with the next. */
    byte[] accept(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            int next = bytes[i] & 0xff;
            if (odd < 0) {
                odd = next;
            } else {
                text.append((char) (bigEndian ? odd << 8 | next : next << 8 | odd));
                odd = -1;
            }
        }
        if (!begun && !skipDeclaration()) {
            return new byte[0];
        }
        int end = text.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        byte[] utf8 = text.substring(0, end).getBytes(StandardCharsets.UTF_8);
        text.delete(0, end);
        return utf8;
    }

    /** What is left at the end. */
    byte[] complete() {
        begun = true;
        byte[] rest = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return rest;
    }

    /** Whether what comes first is decided. */
    private boolean skipDeclaration() {
        int end = text.indexOf("?>");
        boolean declaration = text.length() >= DECLARATION.length() && text.indexOf(DECLARATION) == 0;
        if (declaration && end > 0) {
            text.delete(0, end + 2);
        }
        begun = end > 0 || text.length() > DECLARATION_MAX || text.length() >= DECLARATION.length() && !declaration;
        return begun;
    }
}
