package io.orbweaver.extract.content;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * The amount of text in each element of a page, hidden or not, and how much of it is in links, in characters that are
 * not white space. Scripts, styles and controls hold none; what is in {@code noscript} counts for that alone. Made in
 * one pass over the tree.
 */
final class PageWeights {

    private static final Set<String> NO_TEXT =
            Set.of("script", "style", "template", "svg", "select", "textarea", "iframe", "button");

    private static final Weight NOTHING = new Weight();

    private final Map<Element, Weight> weights = new IdentityHashMap<>();
    private final Element body;

    /** What an element holds. */
    private static final class Weight {
        private int text;
        private int linked;
    }

    PageWeights(Element body) {
        this.body = body;
        NodeTraversor.traverse(
                new NodeVisitor() {
                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof Element element) {
                            weights.put(element, new Weight());
                        } else if (node instanceof TextNode text && text.parentNode() instanceof Element parent) {
                            weightOf(parent).text += count(text.getWholeText());
                        }
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        if (node instanceof Element element && element != body) {
                            close(element);
                        }
                    }
                },
                body);
    }

    private void close(Element element) {
        Weight own = weightOf(element);
        String tag = element.normalName();
        if (NO_TEXT.contains(tag)) {
            own.text = 0;
            own.linked = 0;
        } else if (tag.equals("a")) {
            own.linked = own.text;
        }
        Element parent = element.parent();
        if (parent != null && !tag.equals("noscript")) {
            Weight outer = weightOf(parent);
            outer.text += own.text;
            outer.linked += own.linked;
        }
    }

    private static int count(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            count += text.charAt(i) > ' ' ? 1 : 0;
        }
        return count;
    }

    private Weight weightOf(Element element) {
        return weights.getOrDefault(element, NOTHING);
    }

    /** Characters of text. */
    int text(Element element) {
        return weightOf(element).text;
    }

    /** Characters of text that is in no link. */
    int prose(Element element) {
        Weight weight = weightOf(element);
        return weight.text - weight.linked;
    }

    /** The part of the page's prose that an element holds, from 0 to 1. */
    double shareOfProse(Element element) {
        int all = prose(body);
        return all == 0 ? 0 : (double) prose(element) / all;
    }
}
