package io.orbweaver.extract;

import io.orbweaver.extract.content.Blocks;
import io.orbweaver.extract.content.Inlines;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * A writer of one block's inline content as Markdown: text, links, images, code, emphasis and line breaks, as
 * {@link Inlines} left them. Where signs would not be read as what they are meant for, which CommonMark decides by the
 * characters around them (§6.2), HTML's elements are written instead: they are Markdown, too.
 */
final class MarkdownInlines {

    /** What the line is; it decides what a line break is, and which signs have a meaning. */
    enum Place {
        PARAGRAPH,
        HEADING,
        CELL
    }

    private static final String BREAK = "  \n";
    private static final String CELL_BREAK = "<br>";
    private static final char NONE = 0;

    private final StringBuilder out = new StringBuilder();
    private final Place place;

    private MarkdownInlines(Place place) {
        this.place = place;
    }

    /** The inline content of a block, blocks in it left out; of several lines in a paragraph only. */
    static String of(Element block, Place place) {
        MarkdownInlines line = new MarkdownInlines(place);
        line.children(block, false, NONE);
        return line.finished();
    }

    private String finished() {
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) <= ' ') {
            end--;
        }
        out.setLength(end);
        return place == Place.HEADING ? MarkdownEscapes.atHeadingEnd(out.toString()) : out.toString();
    }

    /** @param outer the sign of the emphasis that is open; {@link #NONE} where none is */
    private void children(Element from, boolean inLink, char outer) {
        StringBuilder run = new StringBuilder();
        for (Node node : from.childNodes()) {
            if (node instanceof TextNode text) {
                run.append(text.getWholeText()); // what is no sign alone may be one with what follows
            } else if (node instanceof Element element && !Blocks.is(element)) {
                text(run, inLink, element.normalName().equals("a"));
                run.setLength(0);
                element(element, inLink, outer);
            }
        }
        text(run, inLink, false);
    }

    private void text(StringBuilder run, boolean inLink, boolean beforeLink) {
        boolean begins = isAtLineStart();
        String text = collapsed(run, begins || endsWith(' '));
        if (text.isEmpty()) {
            return;
        }
        String escaped = MarkdownEscapes.inLine(text, inLink, place == Place.CELL, beforeLink);
        boolean first = begins && !inLink && place == Place.PARAGRAPH;
        out.append(first ? MarkdownEscapes.atLineStart(escaped) : escaped);
    }

    private static String collapsed(StringBuilder run, boolean afterSpace) {
        StringBuilder text = new StringBuilder(run.length());
        boolean space = afterSpace;
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            boolean blank = c <= ' ' || c == '\u00A0';
            if (!blank && c != '\u200B') {
                text.append(c);
            } else if (blank && !space) {
                text.append(' ');
            }
            space = blank || space && c == '\u200B';
        }
        return text.toString();
    }

    private void element(Element element, boolean inLink, char outer) {
        switch (element.normalName()) {
            case "br" -> lineBreak();
            case "img" -> image(element);
            case "a" -> link(element, outer);
            case "code" -> code(element);
            case "em" -> emphasis(element, 1, inLink, outer);
            case "strong" -> emphasis(element, 2, inLink, outer);
            case "del" -> struck(element, inLink, outer);
            case "sub", "sup" -> tagged(element, inLink, outer);
            default -> children(element, inLink, outer);
        }
    }

    private void lineBreak() {
        if (isAtLineStart()) {
            return;
        }
        if (place == Place.HEADING) {
            out.append(endsWith(' ') ? "" : " ");
            return;
        }
        while (endsWith(' ')) {
            out.setLength(out.length() - 1);
        }
        out.append(place == Place.CELL ? CELL_BREAK : BREAK);
    }

    /** Strong in emphasis and the like have the other sign, so that no run of signs could be read in two ways. */
    private void emphasis(Element element, int width, boolean inLink, char outer) {
        char sign = outer == '*' || outer == NONE && endsWith('*') ? '_' : '*';
        between(element, String.valueOf(sign).repeat(width), inLink, sign);
    }

    private void struck(Element element, boolean inLink, char outer) {
        between(element, "~~", inLink, outer);
    }

    private void between(Element element, String signs, boolean inLink, char outer) {
        int from = out.length();
        boolean touches = endsWith(signs.charAt(0));
        out.append(signs);
        children(element, inLink, outer);
        DelimiterRun around = new DelimiterRun(out, from, signs.length(), following(element));
        if (!touches && around.holds(signs.charAt(0))) {
            out.append(signs);
        } else {
            out.replace(from, from + signs.length(), '<' + element.normalName() + '>');
            out.append("</").append(element.normalName()).append('>');
        }
    }

    /** Markdown has no signs for these, and takes HTML's. */
    private void tagged(Element element, boolean inLink, char outer) {
        out.append('<').append(element.normalName()).append('>');
        children(element, inLink, outer);
        out.append("</").append(element.normalName()).append('>');
    }

    /** The character behind an element's end, or one of its kind: a space for a line's end, a sign for an element. */
    private static int following(Element element) {
        Node next = element.nextSibling();
        if (next instanceof TextNode text && !text.getWholeText().isEmpty()) {
            return text.getWholeText().codePointAt(0);
        }
        if (next instanceof Element sibling) {
            return Blocks.is(sibling) || sibling.normalName().equals("br") ? ' ' : '*';
        }
        Element outer = element.parent();
        return outer == null || Blocks.is(outer) ? ' ' : '*';
    }

    private void link(Element link, char outer) {
        String href = link.attr("href");
        if (isAutolink(link, href)) {
            out.append('<').append(href).append('>');
            return;
        }
        out.append('[');
        children(link, true, outer);
        out.append("](").append(destination(href)).append(')');
    }

    private String destination(String href) {
        return MarkdownEscapes.destination(href, place == Place.CELL);
    }

    private static boolean isAutolink(Element link, String href) {
        return link.childNodeSize() == 1
                && link.childNode(0) instanceof TextNode text
                && text.getWholeText().equals(href)
                && href.startsWith("http")
                && href.indexOf('&') < 0
                && href.indexOf('|') < 0;
    }

    private void image(Element image) {
        String alt = MarkdownEscapes.inLine(image.attr("alt"), true, place == Place.CELL, false);
        out.append("![")
                .append(alt)
                .append("](")
                .append(destination(image.attr("src")))
                .append(')');
    }

    /** As many backticks as the code has not, and a space where it begins or ends with one (CommonMark §6.1). */
    private void code(Element code) {
        String text = code.wholeText();
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String marks = "`".repeat(longest == 0 ? 1 : longest + 1);
        String pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
        out.append(marks)
                .append(pad)
                .append(place == Place.CELL ? text.replace("|", "\\|") : text)
                .append(pad)
                .append(marks);
    }

    private boolean isAtLineStart() {
        return out.isEmpty() || endsWith('\n');
    }

    private boolean endsWith(char c) {
        return !out.isEmpty() && out.charAt(out.length() - 1) == c;
    }
}
