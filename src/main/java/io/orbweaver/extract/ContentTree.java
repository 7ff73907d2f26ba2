package io.orbweaver.extract;

import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/**
 * A page's main content as a small tree of few kinds of elements, made from the page's own without its noise:
 * {@code h1} to {@code h6}, {@code p}, {@code pre}, {@code ul}, {@code ol}, {@code blockquote}, {@code hr} and
 * {@code table}; in them text and the elements that {@link Inlines} makes. Text is in a block everywhere, containers
 * that say nothing are gone, tables that only lay out are, too, and references are absolute.
 */
final class ContentTree {

    private static final Evaluator IMAGE = QueryParser.parse("img");
    private static final Evaluator BREAK = QueryParser.parse("br");
    private static final Evaluator SECTION = QueryParser.parse("> h1, > h2, > h3, > section");
    private static final Evaluator MARKED = QueryParser.parse("code, tt, kbd, samp, b, strong, a[href]");
    private static final Evaluator CAPTION = QueryParser.parse("> caption");

    /** Lists and quotes in each other. */
    private static final int NESTING_MAX = 20;

    /** What writes Markdown needs time that grows with the square of the blocks that stand beside each other. */
    private static final int SECTION_BLOCKS = 500;

    private static final Set<String> SIGNATURES =
            Set.of("sig", "sig-object", "member-signature", "type-signature", "element-signature");

    /** Empty cells for columns that others span; beyond, columns are out of line. */
    private static final int FILLERS_MAX = 10_000;

    private final Document document = Document.createShell("");
    private final Inlines inlines;
    private int fillersLeft = FILLERS_MAX;

    private ContentTree(PageContent page) {
        this.inlines = new Inlines(page);
    }

    static ContentTree of(Element main, PageContent page) {
        ContentTree tree = new ContentTree(page);
        Flow flow = new Flow(tree.document.body(), false);
        tree.walk(main, flow, 0);
        flow.end();
        tree.divide();
        return tree;
    }

    private void divide() {
        List<Node> blocks = document.body().childNodesCopy();
        document.body().empty();
        Element section = null;
        for (int i = 0; i < blocks.size(); i++) {
            if (section == null || i % SECTION_BLOCKS == 0) {
                section = append(document.body(), "div");
            }
            section.appendChild(blocks.get(i));
        }
    }

    /** The blocks in document order, in elements that hold at most {@value #SECTION_BLOCKS} of them each. */
    List<Element> sections() {
        return document.body().children();
    }

    /** Where blocks are put one after the other, and text between them into paragraphs. */
    private static final class Flow {

        private Element container;
        private @Nullable Element paragraph;
        private boolean bare;
        private int blocks;

        /** @param bare whether the first paragraph is the container itself, as in a list's item */
        private Flow(Element container, boolean bare) {
            this.container = container;
            this.bare = bare;
            this.blocks = container.childNodeSize();
        }

        /** Adds a block; a quote or an item that is full goes on as another one beside it. */
        private Element add(String tag) {
            Element around = container.parent();
            if (++blocks > SECTION_BLOCKS
                    && around != null
                    && !container.normalName().equals("body")) {
                container = append(around, container.normalName());
                blocks = 1;
            }
            return append(container, tag);
        }

        private Element paragraph() {
            Element open = paragraph;
            if (open == null) {
                open = bare ? container : add("p");
                paragraph = open;
            }
            return open;
        }

        private void end() {
            Element open = paragraph;
            if (open == null) {
                return;
            }
            paragraph = null;
            while (lastOf(open) instanceof Element last && last.normalName().equals("br")) {
                last.remove(); // it would break the line before nothing
            }
            if (open == container) {
                bare = false;
            } else if (isEmpty(open)) {
                open.remove();
            }
        }

        private Element block(String tag) {
            end();
            bare = false;
            return add(tag);
        }

        /** One break is a line's end, two are a paragraph's. */
        private void lineBreak() {
            Element open = paragraph;
            if (open == null) {
                return;
            }
            Node last = lastOf(open);
            if (last instanceof Element element && element.normalName().equals("br")) {
                element.remove();
                end();
            } else if (last != null) {
                append(open, "br");
            }
        }
    }

    private static @Nullable Node lastOf(Element paragraph) {
        Node last = paragraph.lastChild();
        while (last instanceof TextNode text && text.isBlank()) {
            last = last.previousSibling();
        }
        return last;
    }

    static Element append(Element to, String tag) {
        Element element = new Element(tag);
        to.appendChild(element);
        return element;
    }

    private static boolean isEmpty(Element element) {
        return !element.hasText() && element.selectFirst(IMAGE) == null;
    }

    private void walk(Element from, Flow flow, int nesting) {
        for (Node node : from.childNodes()) {
            if (node instanceof TextNode text) {
                if (!text.isBlank() || flow.paragraph != null) {
                    inlines.text(text.getWholeText(), flow.paragraph());
                }
            } else if (node instanceof Element element && !Noise.is(element) && inlines.mayGoOn()) {
                element(element, flow, nesting);
            }
        }
    }

    private void element(Element element, Flow flow, int nesting) {
        switch (element.normalName()) {
            case "br" -> flow.lineBreak();
            case "hr" -> flow.block("hr");
            case "h1", "h2", "h3", "h4", "h5", "h6" -> leaf(element, flow, element.normalName());
            case "pre", "listing", "xmp", "plaintext" -> code(element, flow);
            case "ul", "ol", "dir" -> list(element, flow, nesting);
            case "blockquote" -> quote(element, flow, nesting);
            case "table" -> table(element, flow, nesting);
            case "dt" -> term(element, flow);
            default -> other(element, flow, nesting);
        }
    }

    private void other(Element element, Flow flow, int nesting) {
        if (Noise.hasName(element, SIGNATURES)) {
            inlines.code(element, flow.block("p"));
        } else if (Blocks.is(element)) {
            flow.end();
            walk(element, flow, nesting);
            flow.end();
        } else if (element.normalName().equals("code") && element.selectFirst(BREAK) != null) {
            code(element, flow);
        } else if (Blocks.in(element) && !(element.normalName().equals("a") && Inlines.isShort(element))) {
            walk(element, flow, nesting);
        } else {
            inlines.element(element, flow.paragraph(), 0);
        }
    }

    private void leaf(Element element, Flow flow, String tag) {
        Element block = flow.block(tag);
        inlines.children(element, block, 0);
        if (isEmpty(block)) {
            block.remove();
        }
    }

    private void code(Element element, Flow flow) {
        CodeBlock code = CodeBlock.of(element);
        String text = inlines.take(code.text());
        if (text.isBlank()) {
            return;
        }
        Element block = flow.block("pre");
        Element lines =
                code.language() == null ? block : append(block, "code").attr("class", "language-" + code.language());
        lines.appendChild(new TextNode(text));
    }

    private void list(Element element, Flow flow, int nesting) {
        if (nesting >= NESTING_MAX || holdsSections(element)) {
            flow.end();
            walk(element, flow, nesting);
            flow.end();
            return;
        }
        Element list = flow.block(element.normalName().equals("ol") ? "ol" : "ul");
        if (element.hasAttr("start") && element.attr("start").matches("[0-9]{1,9}")) {
            list.attr("start", element.attr("start"));
        }
        for (Node node : element.childNodes()) {
            boolean content =
                    node instanceof Element child ? !Noise.is(child) : node instanceof TextNode text && !text.isBlank();
            if (!content || !inlines.mayGoOn()) {
                continue;
            }
            Element before = list.lastElementChild();
            boolean misplaced =
                    node instanceof Element inner && inner.normalName().matches("ul|ol");
            Element item = misplaced && before != null ? before : append(list, "li");
            Flow inside = new Flow(item, item.childNodeSize() == 0);
            if (node instanceof Element child && child.normalName().equals("li")) {
                walk(child, inside, nesting + 1);
            } else if (node instanceof Element child) {
                element(child, inside, nesting + 1);
            } else if (node instanceof TextNode text) {
                inlines.text(text.getWholeText(), inside.paragraph());
            }
            inside.end();
            if (item != before && isEmpty(item)) {
                item.remove();
            }
        }
        list.children().forEach(ContentTree::gather);
        if (list.childrenSize() == 0) {
            list.remove();
        }
    }

    /** In an item with paragraphs what stands before them is one, too. */
    private static void gather(Element item) {
        if (item.children().stream().noneMatch(child -> child.normalName().equals("p"))) {
            return;
        }
        // taken out all at once, for each one that is taken out alone makes those behind it move up
        List<Node> nodes = List.copyOf(item.childNodes());
        item.empty();
        Element first = new Element("p");
        int at = 0;
        while (at < nodes.size() && !(nodes.get(at) instanceof Element child && Blocks.is(child))) {
            first.appendChild(nodes.get(at++));
        }
        if (!isEmpty(first)) {
            item.appendChild(first);
        }
        nodes.subList(at, nodes.size()).forEach(item::appendChild);
    }

    /** Whether a list only lays sections out, as javadoc's pages do. */
    private static boolean holdsSections(Element list) {
        return list.children().stream().anyMatch(item -> item.childrenSize() > 0 && item.selectFirst(SECTION) != null);
    }

    private void quote(Element element, Flow flow, int nesting) {
        if (nesting >= NESTING_MAX) {
            other(element, flow, nesting);
            return;
        }
        Element quote = flow.block("blockquote");
        Flow inside = new Flow(quote, false);
        walk(element, inside, nesting + 1);
        inside.end();
        if (quote.childrenSize() == 0) {
            quote.remove();
        }
    }

    /** A term of a description list: a line of its own, strong unless it is code. */
    private void term(Element element, Flow flow) {
        if (Noise.hasName(element, SIGNATURES)) {
            inlines.code(element, flow.block("p"));
            return;
        }
        flow.end();
        Element line = flow.block("p");
        boolean plain = element.selectFirst(MARKED) != null;
        inlines.children(element, plain ? line : append(line, "strong"), 0);
        if (isEmpty(line)) {
            line.remove();
        }
    }

    private void table(Element element, Flow flow, int nesting) {
        List<TableShape.Row> rows = TableShape.rows(element);
        if (!TableShape.isOfData(element, rows)) {
            flow.end();
            walk(element, flow, nesting);
            flow.end();
            return;
        }
        Element caption = element.selectFirst(CAPTION);
        if (caption != null && !Noise.is(caption)) {
            leaf(caption, flow, "p");
        }
        rows(rows, flow.block("table"));
    }

    /** Markdown has no table without a head, nor one whose head has fewer columns than what is below it. */
    private void rows(List<TableShape.Row> rows, Element table) {
        Element head = append(table, "tr");
        int columns = 0;
        for (TableShape.Row row : rows) {
            boolean isHead = row == rows.get(0) && row.isHeader();
            Element line = isHead ? head : append(table, "tr");
            cells(row, line, isHead ? "th" : "td");
            columns = Math.max(columns, line.childrenSize());
            if (!inlines.mayGoOn()) {
                break;
            }
        }
        for (int more = head.childrenSize(); more < columns; more++) {
            append(head, "th");
        }
    }

    private void cells(TableShape.Row row, Element line, String tag) {
        for (Element cell : row.cells()) {
            inlines.children(cell, append(line, tag), 0);
            for (int more = 1; more < TableShape.columns(cell) && fillersLeft > 0; more++) {
                append(line, tag);
                fillersLeft--;
            }
        }
    }
}
