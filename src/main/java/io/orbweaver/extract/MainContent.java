package io.orbweaver.extract;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the element that holds a page's main content. What the page says of itself comes first: {@code main} or its
 * ARIA role, {@code article}, then ids and classes that many sites use, each only where a good part of the page's text
 * is in it. Where the page says nothing, paragraphs vote for the elements around them, by length and commas and against
 * links, in the spirit of the readability algorithms; and where that finds nothing it is the whole body.
 */
final class MainContent {

    private static final List<String> USUAL_PLACES = List.of(
            "#mw-content-text",
            "[itemprop=articleBody]",
            ".markdown-body, .article-body, .article-content, .post-content, .entry-content, .post-body, .story-body",
            "#main-content, .main-content, #maincontent",
            "#content, .content, #contents",
            "#main, .main",
            "div.body, div.document, #article, .article, .post");

    private static final Set<String> PARAGRAPHS = Set.of("p", "pre", "td", "blockquote", "li", "dd");

    private static final int PARAGRAPH_CHARS_MIN = 25;

    private final Map<Element, Weight> weights = new IdentityHashMap<>();
    private final Document document;
    private final Element body;

    private MainContent(Document document) {
        this.document = document;
        this.body = document.body();
    }

    /** What an element holds: characters besides white space, those of them in links, and the votes for it. */
    private static final class Weight {

        private final Element element;
        private int text;
        private int linked;
        private int own;
        private int commas;
        private double votes;

        private Weight(Element element) {
            this.element = element;
        }

        private double score() {
            return text == 0 ? 0 : votes * (1 - (double) linked / text);
        }
    }

    /** The element; its noise is still in it. */
    static Element in(Document document) {
        MainContent search = new MainContent(document);
        search.weigh();
        return search.find();
    }

    private Element find() {
        Element main = largest("main, [role=main]");
        if (main != null && holds(main, 0.2)) {
            Element article = largest(main, "article");
            return article != null && text(article) >= 0.6 * text(main) ? article : main;
        }
        Element article = largest("article, [role=article]");
        if (article != null && holds(article, 0.4)) {
            return article;
        }
        for (String place : USUAL_PLACES) {
            Element usual = largest(place);
            if (usual != null && holds(usual, 0.5)) {
                return usual;
            }
        }
        return voted();
    }

    private @Nullable Element largest(String selector) {
        return largest(body, selector);
    }

    private @Nullable Element largest(Element within, String selector) {
        Element largest = null;
        for (Element candidate : within.select(selector)) {
            if (text(candidate) > 0 && (largest == null || text(candidate) > text(largest))) {
                largest = candidate;
            }
        }
        return largest;
    }

    private int text(Element element) {
        Weight weight = weights.get(element);
        return weight == null ? 0 : weight.text;
    }

    private boolean holds(Element element, double share) {
        return text(element) >= share * text(body);
    }

    /** The element with the most votes, or one around it that has more of the same. */
    private Element voted() {
        Weight best = null;
        for (Weight weight : weights.values()) {
            if (best == null || weight.score() > best.score()) {
                best = weight;
            }
        }
        if (best == null || best.score() <= 0) {
            return body;
        }
        Weight chosen = best;
        for (Element at = best.element.parent(); at != null; at = at.parent()) {
            Weight around = weights.get(at);
            if (around != null && addsProse(around, chosen)) {
                chosen = around;
            }
        }
        return chosen.element;
    }

    /** Whether what is around an element and not in it is worth having, and mostly no links. */
    private static boolean addsProse(Weight around, Weight chosen) {
        int added = around.text - chosen.text;
        return added > 0.1 * chosen.text && around.linked - chosen.linked < 0.3 * added;
    }

    private void weigh() {
        Deque<Weight> open = new ArrayDeque<>();
        NodeTraversor.filter(
                new NodeFilter() {
                    @Override
                    public FilterResult head(Node node, int depth) {
                        if (node instanceof TextNode text && !open.isEmpty()) {
                            count(text.getWholeText(), open.peek());
                        } else if (node instanceof Element element) {
                            if (Noise.is(element)) {
                                return FilterResult.SKIP_ENTIRELY;
                            }
                            open.push(new Weight(element));
                        }
                        return FilterResult.CONTINUE;
                    }

                    @Override
                    public FilterResult tail(Node node, int depth) {
                        if (node instanceof Element) {
                            close(open);
                        }
                        return FilterResult.CONTINUE;
                    }
                },
                body);
    }

    private static void count(String text, Weight weight) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                weight.own++;
                weight.commas += c == ',' || c == '\u3001' || c == '\uFF0C' ? 1 : 0;
            }
        }
    }

    private void close(Deque<Weight> open) {
        Weight closed = open.pop();
        String tag = closed.element.normalName();
        closed.text += closed.own;
        if (tag.equals("a")) {
            closed.linked = closed.text;
        }
        Weight outer = open.peek();
        if (outer == null || Blocks.is(closed.element)) {
            weights.put(closed.element, closed);
        }
        if (outer == null) {
            return;
        }
        outer.text += closed.text;
        outer.linked += closed.linked;
        if (!Blocks.is(closed.element)) {
            outer.commas += closed.commas;
            outer.own += closed.own;
            outer.text -= closed.own; // it is added when that closes
        }
        int prose = closed.own - closed.linked;
        if (PARAGRAPHS.contains(tag) && prose >= PARAGRAPH_CHARS_MIN) {
            vote(closed, outer, open);
        } else if (Blocks.is(closed.element) && prose >= 3 * PARAGRAPH_CHARS_MIN) {
            closed.votes += worth(closed);
        }
    }

    private static void vote(Weight paragraph, Weight outer, Deque<Weight> open) {
        double worth = worth(paragraph);
        outer.votes += worth;
        open.stream().skip(1).findFirst().ifPresent(next -> next.votes += worth / 2);
    }

    private static double worth(Weight paragraph) {
        return 1 + paragraph.commas + Math.min(3, paragraph.own / 100.0);
    }
}
