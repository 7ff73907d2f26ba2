package io.orbweaver.extract;

import io.orbweaver.extract.content.ExtractLimits;
import io.orbweaver.extract.content.PageContent;
import java.util.HashSet;
import java.util.Set;
import org.jsoup.internal.StringUtil;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page's links, {@code a} and {@code area} elements, in document order: the URL, absolute and canonical, with its
 * fragment, the text (an image's if the link has none), and {@code rel} as written, left out where it is not. What is
 * no http, https or file URL is left out, and what is there again with the same text and {@code rel}.
 */
final class LinksExtractor implements Extractor {

    private static final Evaluator NAMED_IMAGE = QueryParser.parse("img[alt]");

    private static final Evaluator LINKS = QueryParser.parse("a[href], area[href]");

    private record Link(String url, String text, @Nullable String rel) {}

    @Override
    public String name() {
        return "links";
    }

    @Override
    public @Nullable JsonNode extract(PageContent page) {
        if (!page.isMarkup()) {
            return null;
        }
        Set<Link> seen = new HashSet<>();
        ListBudget budget = new ListBudget(page);
        ArrayNode links = PartJson.array();
        for (Element element : page.document().select(LINKS)) {
            String url = page.absolute(element.attr("href"));
            if (url == null) {
                continue;
            }
            Link link = new Link(
                    url,
                    page.bounded(text(element), ExtractLimits.STRING_CHARS_MAX),
                    element.hasAttr("rel") ? page.bounded(element.attr("rel"), ExtractLimits.STRING_CHARS_MAX) : null);
            if (!seen.add(link)) {
                continue;
            }
            if (!budget.takes(url, link.text(), link.rel())) {
                break;
            }
            if (links.size() == ExtractLimits.LINKS_MAX) {
                page.cut();
                break;
            }
            ObjectNode entry = links.addObject().put("url", url).put("text", link.text());
            if (link.rel() != null) {
                entry.put("rel", link.rel());
            }
        }
        return links;
    }

    private static String text(Element link) {
        String text = link.text();
        if (!text.isEmpty()) {
            return text;
        }
        Element named = link.hasAttr("alt") ? link : link.selectFirst(NAMED_IMAGE);
        return named == null
                ? ""
                : StringUtil.normaliseWhitespace(named.attr("alt")).strip();
    }
}
