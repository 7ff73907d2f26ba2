package io.orbweaver.extract;

import io.orbweaver.extract.content.Blocks;
import io.orbweaver.extract.content.ContentTree;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * A writer of a {@link ContentTree} as plain text: each block on separate lines, white space collapsed but in
 * preformatted text, list items behind {@code "- "} and indented by two spaces a level, a table's cells between tabs.
 */
final class TextLines {

    private final StringBuilder out = new StringBuilder();

    private TextLines() {}

    static String of(ContentTree tree) {
        TextLines lines = new TextLines();
        lines.blocks(tree.body(), "");
        return lines.out.toString().stripTrailing();
    }

    private void blocks(Element container, String indent) {
        for (Element block : container.children()) {
            if (!Blocks.is(block)) {
                continue; // of a list's item, whose own text is written
            }
            switch (block.normalName()) {
                case "pre" -> lines(block.wholeText(), indent);
                case "ul", "ol" -> block.children().forEach(item -> item(item, indent));
                case "blockquote" -> blocks(block, indent);
                case "table" -> block.children().forEach(row -> row(row, indent));
                case "hr" -> {}
                default -> lines(inline(block), indent);
            }
        }
    }

    private void lines(String text, String indent) {
        if (!text.isBlank()) {
            out.append(indent)
                    .append(indent.isEmpty() ? text : text.replace("\n", "\n" + indent))
                    .append('\n');
        }
    }

    private void item(Element item, String indent) {
        String inner = indent + "  ";
        int from = out.length();
        lines(inline(item), inner);
        blocks(item, inner);
        if (out.length() > from) {
            out.setCharAt(from + indent.length(), '-');
        }
    }

    private void row(Element row, String indent) {
        int from = out.length();
        out.append(indent);
        boolean first = true;
        for (Element cell : row.children()) {
            out.append(first ? "" : "\t").append(inline(cell).replace('\n', ' '));
            first = false;
        }
        if (out.substring(from).isBlank()) {
            out.setLength(from);
        } else {
            out.append('\n');
        }
    }

    private static String inline(Element element) {
        StringBuilder text = new StringBuilder();
        append(element, text);
        while (!text.isEmpty() && text.charAt(text.length() - 1) <= ' ') {
            text.setLength(text.length() - 1);
        }
        return text.toString();
    }

    private static void append(Element from, StringBuilder text) {
        for (Node node : from.childNodes()) {
            if (node instanceof TextNode chars) {
                collapse(chars.getWholeText(), text);
            } else if (node instanceof Element element) {
                if (element.normalName().equals("br")) {
                    endLine(text);
                } else if (!Blocks.is(element)) {
                    append(element, text);
                }
            }
        }
    }

    private static void endLine(StringBuilder text) {
        while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    private static void collapse(String chars, StringBuilder text) {
        for (int i = 0; i < chars.length(); i++) {
            char c = chars.charAt(i);
            if (c > ' ' && c != '\u00A0' && c != '\u200B') {
                text.append(c);
            } else if (c != '\u200B'
                    && !text.isEmpty()
                    && text.charAt(text.length() - 1) != ' '
                    && text.charAt(text.length() - 1) != '\n') {
                text.append(' ');
            }
        }
    }
}
