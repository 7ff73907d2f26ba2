package io.orbweaver.extract;

import io.orbweaver.url.CanonicalUrl;
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
 * Copies what stands in lines into a {@link ContentTree}: text, {@code a}, {@code img}, {@code code}, {@code em},
 * {@code strong}, {@code del}, {@code sub}, {@code sup} and {@code br}; of other elements what is in them. Counts the
 * characters, of which there is a bound.
 */
final class Inlines {

    private static final Evaluator LINK = QueryParser.parse("a[href]");
    private static final Evaluator ANCHOR = QueryParser.parse("a");
    private static final Evaluator IMAGE = QueryParser.parse("img");

    private static final int NESTING_MAX = 10;
    private static final int LINK_CHARS_MAX = 300;
    private static final String SAFE_FRAGMENT = "[A-Za-z0-9._~!$&'*+,;=:@/?%-]{1,500}";
    private static final String SAFE_ADDRESS = "(?i)(?:mailto|tel):[A-Za-z0-9._~!$&'*+,;=:@/?%-]{1,500}";

    private final PageContent page;
    private int charsLeft = ExtractLimits.TEXT_CHARS_MAX;

    Inlines(PageContent page) {
        this.page = page;
    }

    /** Whether there is room for more. */
    boolean mayGoOn() {
        return charsLeft > 0;
    }

    /** As much of the text as there is room for. */
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

    /** One space at most, so that whoever looks back over spaces looks at one. */
    private static void space(Element into) {
        if (!(into.lastChild() instanceof TextNode last && last.getWholeText().endsWith(" "))) {
            into.appendChild(new TextNode(" "));
        }
    }

    void children(Element from, Element into, int nesting) {
        for (Node node : from.childNodes()) {
            if (node instanceof TextNode text) {
                text(text.getWholeText(), into);
            } else if (node instanceof Element element && !Noise.is(element) && mayGoOn()) {
                element(element, into, nesting);
            }
        }
    }

    void element(Element element, Element into, int nesting) {
        switch (element.normalName()) {
            case "br" -> lineBreak(into);
            case "img" -> image(element, into);
            case "a" -> link(element, into, nesting);
            case "code", "tt", "samp", "kbd", "pre" -> codeOrLink(element, into, nesting);
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
            space(into);
        }
        children(element, into, nesting);
        if (block) {
            space(into);
        }
    }

    private static void lineBreak(Element into) {
        boolean line = into.normalName().matches("p|li|em|strong");
        into.appendChild(line ? new Element("br") : new TextNode(" "));
    }

    private void wrapped(String tag, Element element, Element into, int nesting) {
        if (nesting >= NESTING_MAX || into.closest(tag) != null || !element.hasText()) {
            children(element, into, nesting);
            return;
        }
        // two of a kind side by side would have their signs run into each other
        Element copy =
                into.lastChild() instanceof Element last && last.normalName().equals(tag)
                        ? last
                        : ContentTree.append(into, tag);
        children(element, copy, nesting + 1);
    }

    /** A raised link is a footnote's mark, and needs no raising. */
    private void raised(Element element, Element into, int nesting) {
        if (element.selectFirst(LINK) != null) {
            children(element, into, nesting);
        } else {
            wrapped("sup", element, into, nesting);
        }
    }

    /** Code that is all of it a link is a link whose text is code; any other is only its text. */
    private void codeOrLink(Element element, Element into, int nesting) {
        Element link = element.selectFirst(LINK);
        if (link != null && link.text().equals(element.text()) && into.closest("a") == null) {
            Element copy = linkTo(link, into);
            code(element, copy == null ? into : copy);
        } else {
            code(element, into);
        }
    }

    void code(Element element, Element into) {
        String text = take(codeText(element).strip());
        if (!text.isEmpty()) {
            ContentTree.append(into, "code").appendChild(new TextNode(text));
        }
    }

    /** The text of an element without links to itself, white space collapsed. */
    static String textOf(Element element) {
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
            } else if (node instanceof Element element && !Noise.is(element)) {
                boolean apart = Blocks.is(element) || element.normalName().equals("br");
                text.append(apart ? " " : "");
                gather(element, text);
                text.append(apart ? " " : "");
            }
        }
    }

    private static String codeText(Element element) {
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
                        return inner.normalName().equals("a") && Noise.is(inner)
                                ? NodeFilter.FilterResult.SKIP_ENTIRELY
                                : NodeFilter.FilterResult.CONTINUE;
                    }
                    return NodeFilter.FilterResult.CONTINUE;
                },
                element);
        return StringUtil.normaliseWhitespace(text.toString());
    }

    private void image(Element element, Element into) {
        String source = element.attr("src");
        if (source.isBlank() || source.startsWith("data:")) {
            source = element.attr("data-src");
        }
        CanonicalUrl url = source.isBlank() ? null : page.resolve(source);
        if (url == null || charsLeft <= 0) {
            return;
        }
        String alt = take(StringUtil.normaliseWhitespace(element.attr("alt")).strip());
        ContentTree.append(into, "img").attr("src", safe(url.href())).attr("alt", alt);
        charsLeft -= url.href().length();
    }

    /** Whether a link's text is a link's, and not a part of the page. */
    static boolean isShort(Element link) {
        return link.text().length() <= LINK_CHARS_MAX;
    }

    private void link(Element element, Element into, int nesting) {
        boolean holdsMore = !element.hasText() && element.selectFirst(IMAGE) == null;
        Element copy = holdsMore || into.closest("a") != null ? null : linkTo(element, into);
        children(element, copy == null ? into : copy, nesting + 1);
    }

    private @Nullable Element linkTo(Element link, Element into) {
        String href = target(link.attr("href").strip());
        if (href == null) {
            return null;
        }
        charsLeft -= href.length();
        return ContentTree.append(into, "a").attr("href", safe(href));
    }

    private @Nullable String target(String reference) {
        if (reference.isEmpty()) {
            return null;
        }
        CanonicalUrl url = page.resolve(reference);
        if (url == null) {
            return reference.matches(SAFE_ADDRESS) ? reference : null;
        }
        int hash = reference.indexOf('#');
        String fragment = hash < 0 ? "" : reference.substring(hash + 1);
        return fragment.matches(SAFE_FRAGMENT) ? url.href() + "#" + fragment : url.href();
    }

    /** Without the parentheses that would end a Markdown link. */
    private static String safe(String href) {
        return href.replace("(", "%28").replace(")", "%29");
    }
}
