package io.orbweaver.extract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Puts backslashes before what would mean something in Markdown and is meant as it is (CommonMark §2.4), and before
 * nothing else: {@code snake_case}, {@code a[0]}, {@code 5 < 6} and {@code AT&T} stay readable.
 */
final class MarkdownEscapes {

    /** What begins a heading, a list's item, a quote, a rule or the underline of a heading. */
    private static final Pattern LINE_START =
            Pattern.compile("^(\\s*)(?:([#]{1,6}|[-+*])(?=\\s|$)|(\\d{1,9})([.)])(?=\\s|$)|(>|[-=]{2,}\\s*$|=\\s*$))");

    private static final Pattern REFERENCE = Pattern.compile("&#?[A-Za-z0-9]+;");

    private static final int REFERENCE_CHARS_MAX = 36;

    private MarkdownEscapes() {}

    /** A copy of an element with its text escaped, code left as it is. */
    static Element escaped(Element element) {
        Element copy = element.clone();
        escape(copy, false, false);
        return copy;
    }

    private static void escape(Element element, boolean inLink, boolean inCell) {
        for (Node node : element.childNodes()) {
            if (node instanceof TextNode text) {
                text.text(escaped(text.getWholeText(), inLink, inCell, text.nextSibling()));
                if (beginsLine(text)) {
                    text.text(lineStartEscaped(text.getWholeText()));
                }
            } else if (node instanceof Element inner) {
                switch (inner.normalName()) {
                    case "code", "pre" -> {}
                    case "a" -> escape(inner, true, inCell);
                    case "td", "th" -> escape(inner, inLink, true);
                    default -> escape(inner, inLink, inCell);
                }
            }
        }
    }

    private static boolean beginsLine(TextNode text) {
        Node before = text.previousSibling();
        if (before == null) {
            Element outer = text.parent();
            return outer != null && outer.normalName().matches("p|li");
        }
        return before instanceof Element element && element.normalName().equals("br");
    }

    private static String lineStartEscaped(String text) {
        Matcher start = LINE_START.matcher(text);
        if (!start.find()) {
            return text;
        }
        int sign = start.group(3) == null ? start.end(1) : start.end(3);
        return text.substring(0, sign) + '\\' + text.substring(sign);
    }

    private static String escaped(String text, boolean inLink, boolean inCell, @Nullable Node next) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '!' || c > '~' || !means(text, i, inLink, inCell, next)) {
                if (out != null) {
                    out.append(c);
                }
                continue;
            }
            if (out == null) {
                out = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            out.append('\\').append(c);
        }
        return out == null ? text : out.toString();
    }

    private static boolean means(String text, int at, boolean inLink, boolean inCell, @Nullable Node next) {
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        char after = at + 1 == text.length() ? ' ' : text.charAt(at + 1);
        return switch (text.charAt(at)) {
            case '`' -> true;
            case '*' -> before > ' ' || after > ' ';
            case '_' -> !(Character.isLetterOrDigit(before) && Character.isLetterOrDigit(after));
            case '\\' -> after > ' ' && after < 0x7F && !Character.isLetterOrDigit(after) || at + 1 == text.length();
            case '<' -> Character.isLetter(after) || after == '/' || after == '!' || after == '?';
            case '&' -> isReference(text, at);
            case '[' -> inLink;
            case ']' -> inLink || after == '(' || after == '[' || after == ':';
            case '!' ->
                at + 1 == text.length()
                        && next instanceof Element element
                        && element.normalName().equals("a");
            case '~' -> before == '~' || after == '~';
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
