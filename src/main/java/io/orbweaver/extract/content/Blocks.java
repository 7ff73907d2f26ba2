package io.orbweaver.extract.content;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;

/** The block elements (HTML §15.3, "display: block" and tables). */
public final class Blocks {

    private static final Set<String> NAMES = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hgroup",
            "hr",
            "html",
            "legend",
            "li",
            "listing",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "plaintext",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul",
            "xmp");

    private static final Evaluator ANY = new Evaluator() {
        @Override
        public boolean matches(Element root, Element element) {
            return element != root && is(element);
        }
    };

    private Blocks() {}

    public static boolean is(Element element) {
        return NAMES.contains(element.normalName());
    }

    /** Whether there is one somewhere inside. */
    static boolean in(Element element) {
        return element.childrenSize() > 0 && element.selectFirst(ANY) != null;
    }
}
