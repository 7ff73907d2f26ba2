package io.orbweaver.extract;

import io.orbweaver.extract.MarkdownInlines.Place;
import io.orbweaver.extract.content.Blocks;
import io.orbweaver.extract.content.ContentTree;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A writer of a {@link ContentTree} as Markdown: CommonMark with the tables, strikethrough and task lists of GitHub.
 * What a parser of those reads back has the tree's texts, links and emphasis. Takes time linear in the tree.
 */
final class MarkdownWriter {

    private final StringBuilder out = new StringBuilder();

    /** What every line begins with, in the quotes and items that are open. */
    private String indent = "";

    /** What the next line begins with instead, where it is the first of an item or a quote. */
    private @Nullable String first;

    /** The box of a task, for the paragraph that comes next. */
    private String box = "";

    private MarkdownWriter() {}

    static String of(ContentTree tree) {
        MarkdownWriter writer = new MarkdownWriter();
        writer.blocks(tree.body(), null);
        return writer.out.toString().strip();
    }

    /** @param began what of the container is written already: a paragraph of inlines; null for nothing */
    private void blocks(Element container, @Nullable Element began) {
        Element before = began;
        boolean other = false;
        for (Element block : container.children()) {
            if (!Blocks.is(block)) {
                continue; // a part of an item's own line
            }
            if (before != null && !(before == began && goesOn(block))) {
                line("");
            }
            // two lists of one kind beside each other would be one
            other = before != null && block.normalName().equals(before.normalName()) && !other;
            block(block, other);
            before = block;
        }
    }

    /**
     * Whether a block may follow a line of text without an empty line between them, as a list does that begins at 1.
     */
    private static boolean goesOn(Element block) {
        return block.normalName().equals("ul") || block.normalName().equals("ol") && start(block) == 1;
    }

    private static int start(Element list) {
        return list.hasAttr("start") ? Integer.parseInt(list.attr("start")) : 1;
    }

    private void block(Element block, boolean other) {
        switch (block.normalName()) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(block);
            case "pre" -> code(block);
            case "ul" -> items(block, other ? "* " : "- ", false);
            case "ol" -> items(block, other ? ") " : ". ", true);
            case "blockquote" -> quote(block);
            case "table" -> table(block);
            case "hr" -> line(first == null ? "---" : "***"); // behind a hyphen more of them would be one rule
            default -> paragraph(block);
        }
    }

    private void line(String text) {
        String begin = first == null ? indent : first;
        out.append(text.isEmpty() ? begin.stripTrailing() : begin).append(text).append('\n');
        first = null;
    }

    private void lines(String text) {
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            line(text.substring(from, end));
            from = end + 1;
        }
        line(text.substring(from));
    }

    private void heading(Element heading) {
        int level = heading.normalName().charAt(1) - '0';
        line("#".repeat(level) + ' ' + MarkdownInlines.of(heading, Place.HEADING));
    }

    private void paragraph(Element block) {
        String text = MarkdownInlines.of(block, Place.PARAGRAPH);
        if (!text.isEmpty()) {
            lines(box + text);
            box = "";
        }
    }

    /** A fence longer than any that the code has. */
    private void code(Element pre) {
        String text = pre.wholeText();
        int longest = 2;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        line(fence + pre.attr("language"));
        lines(text);
        line(fence);
    }

    private void items(Element list, String sign, boolean ordered) {
        int number = start(list);
        for (Element item : list.children()) {
            item(item, ordered ? number + sign : sign);
            number = Math.min(number + 1, 999_999_999);
        }
    }

    private void item(Element item, String mark) {
        String outer = indent;
        first = (first == null ? indent : first) + mark;
        indent = outer + " ".repeat(mark.length());
        box = item.hasAttr("task") ? '[' + item.attr("task") + "] " : "";
        String text = MarkdownInlines.of(item, Place.PARAGRAPH);
        if (!text.isEmpty()) {
            lines(box + text);
            box = "";
        }
        blocks(item, text.isEmpty() ? null : item);
        box = "";
        first = null;
        indent = outer;
    }

    private void quote(Element quote) {
        String outer = indent;
        first = (first == null ? indent : first) + "> ";
        indent = outer + "> ";
        blocks(quote, null);
        first = null;
        indent = outer;
    }

    /** The first row is the head, with as many cells as any other has at most. */
    private void table(Element table) {
        boolean head = true;
        for (Element row : table.children()) {
            StringBuilder line = new StringBuilder("|");
            for (Element cell : row.children()) {
                String text = MarkdownInlines.of(cell, Place.CELL);
                line.append(' ').append(text.isEmpty() ? " " : text).append(" |");
            }
            line(line.toString());
            if (head) {
                line('|' + "---|".repeat(row.childrenSize()));
                head = false;
            }
        }
    }
}
