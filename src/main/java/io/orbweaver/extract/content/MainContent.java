package io.orbweaver.extract.content;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/**
 * The search for the element that holds a page's main content. What the page says of itself comes first: {@code main}
 * or its ARIA role, {@code article}, then ids and classes that many sites use, each only where a good part of the
 * page's text is in it. Where the page says nothing, paragraphs vote for the elements around them, by length and commas
 * and against links, in the spirit of the readability algorithms; and where that finds nothing, or less than half of
 * the text, it is the innermost element that holds nearly all of it.
 */
final class MainContent {

    private static final Evaluator MAIN = QueryParser.parse("main, [role=main]");
    private static final Evaluator ARTICLE = QueryParser.parse("article, [role=article]");
    private static final List<Evaluator> USUAL_PLACES = Stream.of(
                    "#mw-content-text",
                    "[itemprop=articleBody]",
                    ".markdown-body, .article-body, .article-content, .story-body",
                    ".post-content, .entry-content, .post-body",
                    "#main-content, .main-content, #maincontent",
                    "#content, .content, #contents",
                    "#main, .main",
                    "div.body, div.document, #article, .article, .post")
            .map(QueryParser::parse)
            .toList();

    private static final Set<String> PARAGRAPHS = Set.of("p", "pre", "td", "blockquote", "li", "dd");

    private static final int PARAGRAPH_CHARS_MIN = 25;

    /** Of the page's text: what paragraphs vote for is a part of the content only, where it holds less. */
    private static final double VOTED_SHARE_MIN = 0.5;

    private static final double CONTAINER_SHARE_MIN = 0.85;

    private final Map<Element, Weight> weights = new IdentityHashMap<>();
    private final List<Weight> closed = new ArrayList<>();
    private final Element body;
    private final Predicate<Element> boilerplate;

    private MainContent(Document document, Predicate<Element> boilerplate) {
        this.body = document.body();
        this.boilerplate = boilerplate;
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

    /**
     * The element; its noise is still in it.
     *
     * @param boilerplate whether an element is no content of the page
     */
    static Element in(Document document, Predicate<Element> boilerplate) {
        MainContent search = new MainContent(document, boilerplate);
        search.weigh();
        return search.find();
    }

    private Element find() {
        Element main = largest(MAIN, body);
        if (main != null && holds(main, 0.2)) {
            Element article = largest(ARTICLE, main);
            return article != null && text(article) >= 0.6 * text(main) ? article : main;
        }
        Element article = largest(ARTICLE, body);
        if (article != null && holds(article, 0.4)) {
            return article;
        }
        for (Evaluator place : USUAL_PLACES) {
            Element usual = largest(place, body);
            if (usual != null && holds(usual, 0.5)) {
                return usual;
            }
        }
        return voted();
    }

    /** Of the elements that match, the one with the most text; the last of several, which is the outermost. */
    private @Nullable Element largest(Evaluator place, Element within) {
        Weight largest = null;
        for (Weight weight : closed) {
            if (weight.text > 0
                    && (largest == null || weight.text >= largest.text)
                    && place.matches(body, weight.element)
                    && isIn(within, weight.element)) {
                largest = weight;
            }
        }
        return largest == null ? null : largest.element;
    }

    private boolean isIn(Element outer, Element element) {
        if (outer == body) {
            return true;
        }
        for (Element at = element; at != null; at = at.parent()) {
            if (at == outer) {
                return true;
            }
        }
        return false;
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
        for (Weight weight : closed) {
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
        return holds(chosen.element, VOTED_SHARE_MIN) ? chosen.element : container();
    }

    /** The innermost element that holds nearly all of the text: of a page that is many alike, none of them. */
    private Element container() {
        Element at = body;
        for (Element inner = body; inner != null; inner = holding(at)) {
            at = inner;
        }
        return at;
    }

    private @Nullable Element holding(Element outer) {
        for (Element child : outer.children()) {
            if (holds(child, CONTAINER_SHARE_MIN)) {
                return child;
            }
        }
        return null;
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
                            if (boilerplate.test(element)) {
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
        Weight ended = open.pop();
        String tag = ended.element.normalName();
        ended.text += ended.own;
        if (tag.equals("a")) {
            ended.linked = ended.text;
        }
        Weight outer = open.peek();
        if (outer == null || Blocks.is(ended.element)) {
            weights.put(ended.element, ended);
            closed.add(ended);
        }
        if (outer == null) {
            return;
        }
        outer.text += ended.text;
        outer.linked += ended.linked;
        if (!Blocks.is(ended.element)) {
            outer.commas += ended.commas;
            outer.own += ended.own;
            outer.text -= ended.own; // it is added when that closes
        }
        int prose = ended.own - ended.linked;
        if (PARAGRAPHS.contains(tag) && prose >= PARAGRAPH_CHARS_MIN) {
            vote(ended, outer, open);
        } else if (Blocks.is(ended.element) && prose >= 3 * PARAGRAPH_CHARS_MIN) {
            ended.votes += worth(ended);
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
