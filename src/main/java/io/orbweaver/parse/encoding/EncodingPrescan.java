package io.orbweaver.parse.encoding;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The search for an encoding declaration in a page's first bytes: HTML §13.2.3.2, "prescan a byte stream to determine
 * its encoding", and where it runs out of bytes "get an XML encoding".
 */
public final class EncodingPrescan {

    private final byte[] bytes;
    private final int length;
    private int at;

    // the attribute last read by nextAttribute(), in lower case
    private String name = "";
    private String value = "";

    EncodingPrescan(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** The declared encoding; null if absent or unknown. Call once. */
    @Nullable
    WebEncoding declared() {
        WebEncoding declared = inUnitsOfTwo();
        if (declared == null) {
            declared = inMarkup();
        }
        return declared != null ? declared : inXmlDeclaration();
    }

    /** The encoding of an XML document, by its declaration. */
    @Nullable
    WebEncoding declaredAsXml() {
        WebEncoding declared = inUnitsOfTwo();
        return declared != null ? declared : inXmlDeclaration();
    }

    private @Nullable WebEncoding inUnitsOfTwo() {
        if (begins("<\0?\0x\0")) {
            return WebEncoding.UTF_16LE;
        }
        return begins("\0<\0?\0x") ? WebEncoding.UTF_16BE : null;
    }

    private @Nullable WebEncoding inMarkup() {
        while (at < length) {
            if (bytes[at] != '<') {
                at++;
            } else if (startsWith(at, "<!--")) {
                skipComment();
            } else if (startsWith(at, "<meta") && isWhitespaceOrSlash(at + 5)) {
                at += 5;
                WebEncoding declared = inMeta();
                if (declared != null) {
                    return declared;
                }
            } else if (isTag()) {
                skipTag();
            } else if (peek(1) == '!' || peek(1) == '/' || peek(1) == '?') {
                skipPast('>');
            } else {
                at++;
            }
        }
        return null;
    }

    /** To the first {@code >} whose two dashes may be those that opened the comment. */
    private void skipComment() {
        at += 4;
        while (at < length && !(bytes[at] == '>' && bytes[at - 1] == '-' && bytes[at - 2] == '-')) {
            at++;
        }
        at++;
    }

    private void skipTag() {
        while (at < length && !Ascii.isWhitespace(bytes[at]) && bytes[at] != '>') {
            at++;
        }
        while (nextAttribute()) {
            // only to find the tag's end
        }
        at++;
    }

    private boolean isTag() {
        return Ascii.isLetter(peek(1)) || peek(1) == '/' && Ascii.isLetter(peek(2));
    }

    private @Nullable WebEncoding inMeta() {
        int seen = 0;
        boolean gotPragma = false;
        Boolean needPragma = null;
        String label = null;
        while (nextAttribute()) {
            int bit = name.equals("http-equiv") ? 1 : name.equals("content") ? 2 : name.equals("charset") ? 4 : 0;
            if ((seen & bit) != 0) {
                continue;
            }
            seen |= bit;
            if (bit == 1) {
                gotPragma = value.equals("content-type");
            } else if (bit == 2 && label == null) {
                label = charsetIn(value);
                needPragma = label == null ? null : Boolean.TRUE;
            } else if (bit == 4) {
                label = value;
                needPragma = Boolean.FALSE;
            }
        }
        if (at >= length) {
            return null;
        }
        at++;
        if (label == null || needPragma == null || needPragma && !gotPragma) {
            return null;
        }
        return declaredBy(label);
    }

    /** A declaration that could be read as ASCII cannot be in UTF-16. */
    public static @Nullable WebEncoding declaredBy(String label) {
        WebEncoding encoding = WebEncoding.forLabel(label);
        if (encoding == null) {
            return null;
        }
        if (encoding.isUtf16()) {
            return WebEncoding.UTF_8;
        }
        return encoding.name().equals("x-user-defined") ? WebEncoding.WINDOWS_1252 : encoding;
    }

    /** "Get an attribute"; false at the tag's end, which is not consumed, and at the end of the bytes. */
    private boolean nextAttribute() {
        while (isWhitespaceOrSlash(at)) {
            at++;
        }
        if (at >= length || bytes[at] == '>') {
            return false;
        }
        int from = at;
        while (at < length && !(bytes[at] == '=' && at > from) && !isWhitespaceOrSlash(at) && bytes[at] != '>') {
            at++;
        }
        name = lowerCase(from, at);
        value = "";
        skipWhitespace();
        if (at < length && bytes[at] == '=') {
            at++;
            skipWhitespace();
            readValue();
        }
        // an attribute cut by the end of the bytes ends the prescan
        return at < length;
    }

    private void readValue() {
        if (at >= length) {
            return;
        }
        byte quote = bytes[at];
        int from = at;
        if (quote == '"' || quote == '\'') {
            from = ++at;
            while (at < length && bytes[at] != quote) {
                at++;
            }
            value = lowerCase(from, at);
            at++;
            return;
        }
        while (at < length && !Ascii.isWhitespace(bytes[at]) && bytes[at] != '>') {
            at++;
        }
        value = lowerCase(from, at);
    }

    /** §2.4.3, "extracting a character encoding from a meta element", up to the label. */
    public static @Nullable String charsetIn(String content) {
        int at = 0;
        while (true) {
            at = content.indexOf("charset", at);
            if (at < 0) {
                return null;
            }
            at = skipWhitespace(content, at + 7);
            if (at < content.length() && content.charAt(at) == '=') {
                break;
            }
        }
        at = skipWhitespace(content, at + 1);
        if (at >= content.length()) {
            return null;
        }
        char quote = content.charAt(at);
        if (quote == '"' || quote == '\'') {
            int end = content.indexOf(quote, at + 1);
            return end < 0 ? null : content.substring(at + 1, end);
        }
        int from = at;
        while (at < content.length() && !Ascii.isWhitespace(content.charAt(at)) && content.charAt(at) != ';') {
            at++;
        }
        return content.substring(from, at);
    }

    private @Nullable WebEncoding inXmlDeclaration() {
        if (!begins("<?xml")) {
            return null;
        }
        String head = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        int end = head.indexOf('>');
        int from = head.indexOf("encoding");
        if (end < 0 || from < 0 || from >= end) {
            return null;
        }
        from = skipControls(head, from + 8);
        if (from >= length || head.charAt(from) != '=') {
            return null;
        }
        from = skipControls(head, from + 1);
        if (from >= length || head.charAt(from) != '"' && head.charAt(from) != '\'') {
            return null;
        }
        int close = head.indexOf(head.charAt(from), from + 1);
        if (close < 0 || close > end) {
            return null;
        }
        String label = head.substring(from + 1, close);
        if (label.chars().anyMatch(c -> c <= ' ')) {
            return null;
        }
        WebEncoding encoding = WebEncoding.forLabel(label);
        return encoding != null && encoding.isUtf16() ? WebEncoding.UTF_8 : encoding;
    }

    private static int skipControls(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static int skipWhitespace(String text, int from) {
        int at = from;
        while (at < text.length() && Ascii.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private void skipWhitespace() {
        while (at < length && Ascii.isWhitespace(bytes[at])) {
            at++;
        }
    }

    private void skipPast(char c) {
        while (at < length && bytes[at] != c) {
            at++;
        }
        at++;
    }

    private boolean isWhitespaceOrSlash(int index) {
        return index < length && (Ascii.isWhitespace(bytes[index]) || bytes[index] == '/');
    }

    private int peek(int ahead) {
        return at + ahead < length ? bytes[at + ahead] : -1;
    }

    /** Whether these are the first bytes, in this case. */
    private boolean begins(String ascii) {
        return Ascii.startsWith(bytes, 0, length, ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** ASCII case-insensitive; the pattern is in lower case. */
    private boolean startsWith(int from, String pattern) {
        if (from + pattern.length() > length) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            if (Ascii.lower((char) (bytes[from + i] & 0xFF)) != pattern.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String lowerCase(int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            text.append(Ascii.lower((char) (bytes[i] & 0xFF)));
        }
        return text.toString();
    }
}
