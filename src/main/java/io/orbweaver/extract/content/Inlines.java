package io.orbweaver.extract.content;

import io.orbweaver.url.CanonicalUrl;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jsoup.internal.StringUtil;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/**
 * The copier of inline content into a {@link ContentTree}: text, {@code a}, {@code img}, {@code code}, {@code em},
 * {@code strong}, {@code del}, {@code sub}, {@code sup} and {@code br}; of other elements what is in them. White space
 * and breaks at the edges of an element are put outside it, where a browser shows them, too; an element of nothing else
 * is a space. Counts the characters, of which there is a bound.
 */
public final class Inlines {

    private static final Evaluator LINK = QueryParser.parse("a[href]");
    private static final Evaluator ANCHOR = QueryParser.parse("a");
    private static final Evaluator IMAGE = QueryParser.parse("img");

    private static final int NESTING_MAX = 10;

    /** A link of more text is only its first line's. */
    private static final int LINK_CHARS_MAX = 300;

    /** Elements that mean something for what is in them, and what they are in the copy. */
    private static final Map<String, String> TAGS = Map.of(
            "a", "a", "em", "em", "i", "em", "strong", "strong", "b", "strong", "del", "del", "s", "del", "strike",
            "del");

    private static final String SAFE_ADDRESS = "(?i)(?:mailto|tel):[A-Za-z0-9._~!$&'*+,;=:@/?%-]{1,500}";

    private final PageContent page;

    /** The kinds of elements that are open: none is inside another of its kind. */
    private final Set<String> open = new HashSet<>();

    private boolean inCell;
    private int charsLeft = ExtractLimits.TEXT_CHARS_MAX;

    Inlines(PageContent page) {
        this.page = page;
    }

    /** Whether the limit allows more. */
    boolean mayGoOn() {
        return charsLeft > 0;
    }

    /** As much of the text as the limit allows. */
    String take(String text) {
        String taken = charsLeft <= 0 ? "" : page.bounded(text, charsLeft);
        charsLeft -= text.length();
        if (taken.length() < text.length()) {
            page.cut();
        }
        return taken;
    }

    /** Adds text with its white space collapsed: where the page's source breaks a line says nothing. */
    void text(String text, Element into) {
        String taken = take(StringUtil.normaliseWhitespace(text));
        if (taken.equals(" ")) {
            space(into);
        } else if (!taken.isEmpty()) {
            into.appendChild(new TextNode(taken));
        }
    }

    /** One space at most, so that looking back over spaces looks at one; none after a break. */
    static void space(Element into) {
        Node last = into.lastChild();
        boolean spaced = last instanceof TextNode text
                ? text.getWholeText().endsWith(" ")
                : last instanceof Element element && element.normalName().equals("br");
        if (!spaced) {
            into.appendChild(new TextNode(" "));
        }
    }

    void children(Element from, Element into, int nesting) {
        for (Node node : from.childNodes()) {
            if (node instanceof TextNode text) {
                text(text.getWholeText(), into);
            } else if (node instanceof Element element && mayGoOn()) {
                if (!page.isBoilerplate(element)) {
                    element(element, into, nesting);
                } else if (Images.isFallback(element)) {
                    fallback(element, into);
                }
            }
        }
    }

    /** What is in a table's cell: its blocks are lines. */
    void cell(Element cell, Element into) {
        Element copy = new Element("td");
        inCell = true;
        children(cell, copy, 0);
        inCell = false;
        InlineEdges.move(copy, into);
    }

    void element(Element element, Element into, int nesting) {
        switch (element.normalName()) {
            case "br" -> lineBreak(into);
            case "img" -> image(element, into);
            case "a" -> link(element, into, nesting);
            case "code", "tt", "samp", "kbd" -> codeOrLink(element, into);
            case "pre" -> preformatted(element, into);
            case "em", "i", "var", "cite" -> wrapped("em", element, into, nesting);
            case "strong", "b" -> wrapped("strong", element, into, nesting);
            case "del", "s", "strike" -> wrapped("del", element, into, nesting);
            case "sub" -> wrapped("sub", element, into, nesting);
            case "sup" -> raised(element, into, nesting);
            default -> through(element, into, nesting);
        }
    }

    private void through(Element element, Element into, int nesting) {
        boolean block = Blocks.is(element);
        if (block) {
            apart(into);
        }
        children(element, into, nesting);
        if (block) {
            apart(into);
        }
    }

    /** What is before and what comes are two blocks: a cell has lines for them, what is one line only a space. */
    private void apart(Element into) {
        if (inCell) {
            lineBreak(into);
        } else {
            space(into);
        }
    }

    /** Behind another break it says nothing: of two the tree makes paragraphs where there may be some. */
    static void lineBreak(Element into) {
        Node last = into.lastChild();
        if (last instanceof TextNode text && text.isBlank()) {
            last = text.previousSibling();
        }
        if (!(last instanceof Element element && element.normalName().equals("br"))) {
            into.appendChild(new Element("br"));
        }
    }

    void wrapped(String tag, Element element, Element into, int nesting) {
        if (nesting >= NESTING_MAX || !element.hasText() || !open.add(tag)) {
            children(element, into, nesting);
            return;
        }
        Element copy = new Element(tag);
        children(element, copy, nesting + 1);
        open.remove(tag);
        InlineEdges.place(copy, into);
    }

    /** What an element with blocks in it says of their lines, which then is open; null where that is nothing. */
    @Nullable
    InlineWrapping open(Element element) {
        String tag = TAGS.getOrDefault(element.normalName(), "");
        if (tag.isEmpty() || open.contains(tag)) {
            return null;
        }
        Element pattern = tag.equals("a") ? linkTo(element) : new Element(tag);
        if (pattern == null) {
            return null;
        }
        open.add(tag);
        return new InlineWrapping(pattern, !tag.equals("a") || isShort(element));
    }

    void close(InlineWrapping wrapping) {
        open.remove(wrapping.tag());
    }

    /** A superscript link is a footnote's number, and needs no superscript. */
    private void raised(Element element, Element into, int nesting) {
        if (element.selectFirst(LINK) != null) {
            children(element, into, nesting);
        } else {
            wrapped("sup", element, into, nesting);
        }
    }

    /** Code that is all of it a link is a link whose text is code; any other is only its text. */
    private void codeOrLink(Element element, Element into) {
        Element link = open.contains("a") ? null : element.selectFirst(LINK);
        Element copy = link != null && link.text().equals(element.text()) ? linkTo(link) : null;
        if (copy == null) {
            code(element, into);
        } else {
            code(element, copy);
            InlineEdges.place(copy, into);
        }
    }

    void code(Element element, Element into) {
        code(codeText(element), into);
    }

    private void code(String written, Element into) {
        if (written.startsWith(" ")) {
            space(into);
        }
        String text = take(written.strip());
        if (!text.isEmpty()) {
            Element code = new Element("code");
            code.appendChild(new TextNode(text));
            InlineEdges.place(code, into);
        }
        if (written.length() > 1 && written.endsWith(" ")) {
            space(into);
        }
    }

    /** Preformatted text within a line keeps its lines where that has some. */
    private void preformatted(Element element, Element into) {
        if (!inCell) {
            codeOrLink(element, into);
            return;
        }
        apart(into);
        for (String line : CodeBlock.of(element).text().split("\n", -1)) {
            code(line.stripTrailing(), into);
            apart(into);
        }
    }

    /** The text of an element without links to itself, white space collapsed. */
    public static String textOf(Element element) {
        if (element.childrenSize() == 0) {
            return element.text();
        }
        StringBuilder text = new StringBuilder();
        gather(element, text);
        return StringUtil.normaliseWhitespace(text.toString()).strip();
    }

    private static void gather(Element from, StringBuilder text) {
        for (Node node : from.childNodes()) {
            if (node instanceof TextNode chars) {
                text.append(chars.getWholeText());
            } else if (node instanceof Element element && !Boilerplate.is(element)) {
                boolean apart = Blocks.is(element) || element.normalName().equals("br");
                text.append(apart ? " " : "");
                gather(element, text);
                text.append(apart ? " " : "");
            }
        }
    }

    private String codeText(Element element) {
        if (element.selectFirst(ANCHOR) == null) {
            return StringUtil.normaliseWhitespace(element.wholeText());
        }
        StringBuilder text = new StringBuilder();
        NodeTraversor.filter(
                (node, depth) -> {
                    if (node instanceof TextNode chars) {
                        text.append(chars.getWholeText());
                    } else if (node instanceof Element inner) {
                        text.append(inner.normalName().equals("br") ? "\n" : "");
                        return inner.normalName().equals("a") && page.isBoilerplate(inner)
                                ? NodeFilter.FilterResult.SKIP_ENTIRELY
                                : NodeFilter.FilterResult.CONTINUE;
                    }
                    return NodeFilter.FilterResult.CONTINUE;
                },
                element);
        return StringUtil.normaliseWhitespace(text.toString());
    }

    private void image(Element element, Element into) {
        String source = Images.source(element);
        CanonicalUrl url = source == null ? null : page.resolve(source);
        if (url == null || charsLeft <= 0) {
            return;
        }
        String href = safe(url.href());
        if (into.lastChild() instanceof Element last
                && last.normalName().equals("img")
                && last.attr("src").equals(href)) {
            return; // the same again, for browsers without scripts
        }
        String alt = take(StringUtil.normaliseWhitespace(element.attr("alt")).strip());
        ContentTree.append(into, "img").attr("src", href).attr("alt", alt);
        charsLeft -= href.length();
    }

    /** The images that a page has for browsers without scripts, as this is one. */
    void fallback(Element noscript, Element into) {
        Images.in(noscript).forEach(image -> image(image, into));
    }

    /** Whether a link's text is a link's, and not a part of the page. */
    private static boolean isShort(Element link) {
        return link.text().length() <= LINK_CHARS_MAX;
    }

    private void link(Element element, Element into, int nesting) {
        boolean holdsMore = !element.hasText() && element.selectFirst(IMAGE) == null;
        Element copy = holdsMore || open.contains("a") ? null : linkTo(element);
        if (copy == null) {
            children(element, into, nesting + 1);
            return;
        }
        open.add("a");
        children(element, copy, nesting + 1);
        open.remove("a");
        InlineEdges.place(copy, into);
    }

    private @Nullable Element linkTo(Element link) {
        String href = target(link.attr("href").strip());
        if (href == null) {
            return null;
        }
        charsLeft -= href.length();
        return new Element("a").attr("href", safe(href));
    }

    private @Nullable String target(String reference) {
        if (reference.isEmpty()) {
            return null;
        }
        String url = page.absolute(reference);
        return url == null && reference.matches(SAFE_ADDRESS) ? reference : url;
    }

    /** Without the parentheses that would end a Markdown link. */
    private static String safe(String href) {
        return href.replace("(", "%28").replace(")", "%29");
    }
}
