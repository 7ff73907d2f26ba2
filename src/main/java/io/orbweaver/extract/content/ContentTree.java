package io.orbweaver.extract.content;

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
 * without meaning are removed, tables used for layout, too, and references are absolute.
 */
public final class ContentTree {

    private static final Evaluator IMAGE = QueryParser.parse("img");
    private static final Evaluator BREAK = QueryParser.parse("br");
    private static final Evaluator SECTION = QueryParser.parse("> h1, > h2, > h3, > section");
    private static final Evaluator MARKED = QueryParser.parse("code, tt, kbd, samp, b, strong, a[href]");
    private static final Evaluator CAPTION = QueryParser.parse("> caption");

    /** Lists and quotes in each other. */
    private static final int NESTING_MAX = 20;

    private static final Set<String> SIGNATURES =
            Set.of("sig", "sig-object", "member-signature", "type-signature", "element-signature");

    /** Empty cells for columns that others span; beyond, columns are out of line. */
    private static final int FILLERS_MAX = 10_000;

    private final Document document = Document.createShell("");
    private final PageContent page;
    private final Inlines inlines;
    private int fillersLeft = FILLERS_MAX;

    private ContentTree(PageContent page) {
        this.page = page;
        this.inlines = new Inlines(page);
    }

    static ContentTree of(Element main, PageContent page) {
        ContentTree tree = new ContentTree(page);
        Flow flow = new Flow(tree.document.body(), false);
        tree.walk(main, flow, 0);
        flow.end();
        return tree;
    }

    /** The blocks in document order. */
    public Element body() {
        return document.body();
    }

    /** Where blocks are put one after the other, and text between them into paragraphs. */
    private static final class Flow {

        private final Element container;
        private @Nullable Element paragraph;
        private boolean bare;

        /** @param bare whether the first paragraph is the container itself, as in a list's item */
        private Flow(Element container, boolean bare) {
            this.container = container;
            this.bare = bare;
        }

        private Element paragraph() {
            Element open = paragraph;
            if (open == null) {
                open = bare ? container : append(container, "p");
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
            return append(container, tag);
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
            } else if (node instanceof Element element && inlines.mayGoOn()) {
                if (!page.isBoilerplate(element)) {
                    element(element, flow, nesting);
                } else if (Images.isFallback(element)) {
                    inlines.fallback(element, flow.paragraph());
                }
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
        if (Boilerplate.hasName(element, SIGNATURES)) {
            inlines.code(element, flow.block("p"));
        } else if (Blocks.is(element)) {
            flow.end();
            walk(element, flow, nesting);
            flow.end();
        } else if (element.normalName().equals("code") && hasLines(element)) {
            code(element, flow);
        } else if (Blocks.in(element)) {
            aroundBlocks(element, flow, nesting);
        } else {
            inlines.element(element, flow.paragraph(), 0);
        }
    }

    private static boolean hasLines(Element code) {
        return code.selectFirst(BREAK) != null && code.wholeText().strip().indexOf('\n') >= 0;
    }

    /** An inline element with blocks in it: what it says of them it says of the lines in each, as Markdown has it. */
    private void aroundBlocks(Element element, Flow flow, int nesting) {
        InlineWrapping wrapping = inlines.open(element);
        if (wrapping == null) {
            walk(element, flow, nesting);
            return;
        }
        flow.end();
        int from = flow.container.childNodeSize();
        walk(element, flow, nesting);
        flow.end();
        inlines.close(wrapping);
        wrapping.wrap(flow.container, from);
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
        block.appendChild(new TextNode(text));
        if (code.language() != null) {
            block.attr("language", code.language());
        }
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
            boolean content = node instanceof Element child
                    ? !page.isBoilerplate(child)
                    : node instanceof TextNode text && !text.isBlank();
            if (!content || !inlines.mayGoOn()) {
                continue;
            }
            Element before = list.lastElementChild();
            boolean misplaced =
                    node instanceof Element inner && inner.normalName().matches("ul|ol");
            Element item = misplaced && before != null ? before : append(list, "li");
            Flow inside = new Flow(item, item.childNodeSize() == 0);
            if (node instanceof Element child && child.normalName().equals("li")) {
                task(child, item);
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

    /** An item that begins with a box to tick is a task, done or not. */
    private static void task(Element from, Element item) {
        for (Node node = from; node != null; node = firstIn(node)) {
            if (node instanceof Element box
                    && box.normalName().equals("input")
                    && box.attr("type").equalsIgnoreCase("checkbox")) {
                item.attr("task", box.hasAttr("checked") ? "x" : " ");
            }
        }
    }

    /** The first child that is not blank. */
    private static @Nullable Node firstIn(Node node) {
        for (Node child : node.childNodes()) {
            if (!(child instanceof TextNode text && text.isBlank())) {
                return child;
            }
        }
        return null;
    }

    /** In an item with paragraphs the content before them is a paragraph, too. */
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

    /** A term of a description list: a separate line, strong unless it is code. */
    private void term(Element element, Flow flow) {
        if (Boilerplate.hasName(element, SIGNATURES)) {
            inlines.code(element, flow.block("p"));
            return;
        }
        flow.end();
        Element line = flow.block("p");
        boolean plain = element.selectFirst(MARKED) != null;
        if (plain) {
            inlines.children(element, line, 0);
        } else {
            inlines.wrapped("strong", element, line, 0);
        }
        if (isEmpty(line)) {
            line.remove();
        }
    }

    private void table(Element element, Flow flow, int nesting) {
        List<TableShape.Row> rows = TableShape.rows(element, page::isBoilerplate);
        if (!TableShape.isOfData(element, rows)) {
            flow.end();
            walk(element, flow, nesting);
            flow.end();
            return;
        }
        Element caption = element.selectFirst(CAPTION);
        if (caption != null && !page.isBoilerplate(caption)) {
            leaf(caption, flow, "p");
        }
        rows(rows, flow.block("table"));
    }

    /** Markdown has no table without a head, nor one whose head has fewer columns than what is below it. */
    private void rows(List<TableShape.Row> rows, Element table) {
        Element head = append(table, "tr");
        int headColumns = 0;
        int columns = 0;
        for (TableShape.Row row : rows) {
            boolean isHead = row == rows.get(0) && row.isHeader();
            int added = cells(row, isHead ? head : append(table, "tr"), isHead ? "th" : "td");
            headColumns = isHead ? added : headColumns;
            columns = Math.max(columns, added);
            if (!inlines.mayGoOn()) {
                break;
            }
        }
        for (int more = headColumns; more < columns; more++) {
            append(head, "th");
        }
    }

    /** Adds a row's cells, with empty ones where others span columns or rows, and returns how many they are. */
    private int cells(TableShape.Row row, Element line, String tag) {
        int columns = 0;
        for (TableShape.Cell cell : row.cells()) {
            for (; columns < cell.column() && fillersLeft > 0; columns++) {
                append(line, tag);
                fillersLeft--;
            }
            inlines.cell(cell.element(), append(line, tag));
            columns++;
        }
        return columns;
    }
}
