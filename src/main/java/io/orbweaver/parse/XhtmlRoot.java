package io.orbweaver.parse;

import io.orbweaver.parse.encoding.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The test whether an XML document is a page: its root element is {@code html} in the namespace of XHTML, or has the
 * document type of one. Looked at are its first bytes, in an encoding that has ASCII's.
 */
final class XhtmlRoot {

    private static final String NAMESPACE = "http://www.w3.org/1999/xhtml";

    private final String text;
    private int at;

    private XhtmlRoot(String text) {
        this.text = text;
    }

    static boolean isIn(byte[] head, int length) {
        return new XhtmlRoot(new String(head, 0, length, StandardCharsets.ISO_8859_1)).isPage();
    }

    private boolean isPage() {
        boolean byType = false;
        if (text.startsWith("\u00EF\u00BB\u00BF")) {
            at = 3; // a byte order mark
        }
        while (true) {
            while (at < text.length() && Ascii.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (text.startsWith("<?", at)) {
                skipBehind("?>");
            } else if (text.startsWith("<!--", at)) {
                skipBehind("-->");
            } else if (text.startsWith("<!", at)) {
                int from = at;
                skipBehind(">");
                String type = text.substring(from, at).toUpperCase(Locale.ROOT);
                byType = type.startsWith("<!DOCTYPE HTML") && (type.contains("XHTML") || type.length() < 20);
            } else {
                return isRoot(byType);
            }
        }
    }

    private void skipBehind(String end) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + end.length();
    }

    private boolean isRoot(boolean byType) {
        if (at >= text.length() || text.charAt(at) != '<') {
            return false;
        }
        int end = text.indexOf('>', at);
        String tag = text.substring(at + 1, end < 0 ? text.length() : end);
        String[] parts = tag.split("[\\s/]", 2);
        String name = parts[0].substring(parts[0].indexOf(':') + 1);
        return name.equalsIgnoreCase("html") && (byType || tag.contains(NAMESPACE));
    }
}
