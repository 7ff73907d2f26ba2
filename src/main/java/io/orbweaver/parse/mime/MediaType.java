package io.orbweaver.parse.mime;

import io.orbweaver.parse.encoding.Ascii;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The value of a Content-Type field, as far as reading a body needs it: MIME Sniffing §4.4, "parsing a MIME type".
 * Immutable.
 *
 * @param essence type and subtype, {@code text/html}, in lower case
 * @param charset the value of the first charset parameter, quotes removed, as written; null if absent
 */
public record MediaType(String essence, @Nullable String charset) {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /** Reads a field's value in time linear in its length; null if absent or not a media type. */
    public static @Nullable MediaType parse(@Nullable String field) {
        if (field == null) {
            return null;
        }
        int end = stripped(field, 0, field.length());
        int from = skipWhitespace(field, 0, end);
        int slash = field.indexOf('/', from);
        if (slash < 0 || slash >= end || !isToken(field, from, slash)) {
            return null;
        }
        int semicolon = indexOf(field, ';', slash, end);
        int typeEnd = stripped(field, slash + 1, semicolon);
        if (!isToken(field, slash + 1, typeEnd)) {
            return null;
        }
        String essence = field.substring(from, typeEnd).toLowerCase(Locale.ROOT);
        return new MediaType(essence, charset(field, semicolon, end));
    }

    /** Whether a body of this type is read as HTML. */
    public boolean isHtml() {
        return essence.equals("text/html");
    }

    /** Whether a body of this type is read as XHTML. */
    public boolean isXhtml() {
        return essence.equals("application/xhtml+xml");
    }

    /** An XML MIME type (§4.6). */
    public boolean isXml() {
        return essence.endsWith("+xml") || essence.equals("text/xml") || essence.equals("application/xml");
    }

    /** An XML MIME type that does not say of what kind. */
    public boolean isAnyXml() {
        return essence.equals("text/xml") || essence.equals("application/xml");
    }

    private static @Nullable String charset(String field, int parameters, int end) {
        int at = parameters;
        while (at < end) {
            int from = skipWhitespace(field, at + 1, end);
            int nameEnd = from;
            while (nameEnd < end && field.charAt(nameEnd) != ';' && field.charAt(nameEnd) != '=') {
                nameEnd++;
            }
            at = nameEnd;
            if (nameEnd == end || field.charAt(nameEnd) == ';') {
                continue;
            }
            boolean isCharset = nameEnd - from == 7 && field.regionMatches(true, from, "charset", 0, 7);
            int value = nameEnd + 1;
            boolean quoted = value < end && field.charAt(value) == '"';
            int valueEnd = quoted ? quotedEnd(field, value, end) : indexOf(field, ';', value, end);
            at = quoted ? indexOf(field, ';', valueEnd, end) : valueEnd;
            if (isCharset) {
                String text = quoted
                        ? unquoted(field, value, valueEnd)
                        : field.substring(value, stripped(field, value, valueEnd));
                if ((quoted || !text.isEmpty()) && text.chars().allMatch(MediaType::isQuotable)) {
                    return text;
                }
            }
        }
        return null;
    }

    /** Index behind the closing quote, or the end if absent. */
    private static int quotedEnd(String field, int quote, int end) {
        int at = quote + 1;
        while (at < end && field.charAt(at) != '"') {
            at += field.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, end);
    }

    /** Fetch §2.2, "collect an HTTP quoted string": a backslash escapes what follows it. */
    private static String unquoted(String field, int quote, int end) {
        StringBuilder text = new StringBuilder(end - quote);
        for (int at = quote + 1; at < end && field.charAt(at) != '"'; at++) {
            if (field.charAt(at) == '\\' && at + 1 < end) {
                at++;
            }
            text.append(field.charAt(at));
        }
        return text.toString();
    }

    private static int indexOf(String field, char c, int from, int end) {
        int at = field.indexOf(c, from);
        return at < 0 || at > end ? end : at;
    }

    private static int skipWhitespace(String field, int from, int end) {
        int at = from;
        while (at < end && isHttpWhitespace(field.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int stripped(String field, int from, int end) {
        int at = end;
        while (at > from && isHttpWhitespace(field.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isToken(String field, int from, int end) {
        for (int i = from; i < end; i++) {
            char c = field.charAt(i);
            if (!Ascii.isAlphanumeric(c) && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return end > from;
    }

    private static boolean isQuotable(int c) {
        return c == '\t' || c >= ' ' && c <= '~' || c >= 0x80 && c <= 0xFF;
    }

    private static boolean isHttpWhitespace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
