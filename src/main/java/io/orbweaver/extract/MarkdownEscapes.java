package io.orbweaver.extract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Backslash escapes for characters that Markdown would interpret (CommonMark §2.4), and for no others:
 * {@code snake_case}, {@code a[0]}, {@code 5 < 6} and {@code AT&T} stay readable.
 */
final class MarkdownEscapes {

    /** What begins a heading, a list's item, a quote, a rule or the underline of a heading. */
    private static final Pattern LINE_START = Pattern.compile(
            "(?:([#]{1,6}|[-+*])(?=\\s|$)|(\\d{1,9})([.)])(?=\\s|$)|(>|[-=]{2,}+\\s*+$|=\\s*+$|\\[[ xX]\\](?=\\s|$)))");

    private static final Pattern REFERENCE = Pattern.compile("&#?[A-Za-z0-9]+;");

    private static final int REFERENCE_CHARS_MAX = 36;

    private MarkdownEscapes() {}

    /**
     * A text within a line.
     *
     * @param inLink whether it is a link's or an image's text
     * @param inCell whether it is in a cell of a table
     * @param beforeLink whether a link follows it at once
     */
    static String inLine(String text, boolean inLink, boolean inCell, boolean beforeLink) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escaped = c >= '!' && c <= '~' && means(text, i, inLink, inCell, beforeLink);
            if (escaped) {
                out = out == null ? new StringBuilder(text.length() + 16).append(text, 0, i) : out;
                out.append('\\');
            }
            if (out != null) {
                out.append(c);
            }
        }
        return out == null ? text : out.toString();
    }

    /** A text that begins a line, {@link #inLine} done already. */
    static String atLineStart(String text) {
        Matcher start = LINE_START.matcher(text);
        if (start.lookingAt()) {
            int sign = start.group(2) == null ? 0 : start.end(2);
            return text.substring(0, sign) + '\\' + text.substring(sign);
        }
        return isDelimiterRow(text) ? '\\' + text : text;
    }

    /** Whether it is the row below a table's head, which makes a table of the line above it. */
    private static boolean isDelimiterRow(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (" |:-".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return text.indexOf('-') >= 0;
    }

    /** A heading's line, whose last number signs would close it (§4.2). */
    static String atHeadingEnd(String line) {
        int from = line.length();
        while (from > 0 && line.charAt(from - 1) == '#') {
            from--;
        }
        boolean closes = from < line.length() && (from == 0 || line.charAt(from - 1) == ' ');
        return closes ? line.substring(0, line.length() - 1) + "\\#" : line;
    }

    /** A link's destination (§6.3), in which references are read as they are in text. */
    static String destination(String href, boolean inCell) {
        String safe = href;
        for (int at = safe.indexOf('&'); at >= 0; at = safe.indexOf('&', at + 1)) {
            if (isReference(safe, at)) {
                safe = safe.substring(0, at) + "&amp;" + safe.substring(at + 1);
            }
        }
        return inCell ? safe.replace("|", "%7C") : safe;
    }

    private static boolean means(String text, int at, boolean inLink, boolean inCell, boolean beforeLink) {
        boolean first = at == 0;
        boolean last = at + 1 == text.length();
        char before = first ? ' ' : text.charAt(at - 1);
        char after = last ? ' ' : text.charAt(at + 1);
        return switch (text.charAt(at)) {
            case '`' -> true;
            case '*', '~' -> first || last || before > ' ' || after > ' ';
            case '_' ->
                first
                        || last
                        || (before > ' ' || after > ' ')
                                && !(Character.isLetterOrDigit(before) && Character.isLetterOrDigit(after));
            case '\\' -> last || after > ' ' && after < 0x7F && !Character.isLetterOrDigit(after);
            case '<' -> last || Character.isLetter(after) || after == '/' || after == '!' || after == '?';
            case '&' -> isReference(text, at);
            case '[' -> inLink;
            case ']' -> inLink || last || after == '(' || after == '[' || after == ':';
            case '!' -> last && beforeLink;
            case '|' -> inCell;
            default -> false;
        };
    }

    private static boolean isReference(String text, int at) {
        // a text of nothing but these signs is searched once for each
        String near = text.substring(at, Math.min(text.length(), at + REFERENCE_CHARS_MAX));
        return REFERENCE.matcher(near).lookingAt();
    }
}
