package io.orbweaver.extract;

import io.orbweaver.extract.content.Boilerplate;
import io.orbweaver.extract.content.ExtractLimits;
import io.orbweaver.extract.content.Inlines;
import io.orbweaver.extract.content.PageContent;
import io.orbweaver.url.CanonicalUrl;
import java.util.Map;
import org.jsoup.internal.StringUtil;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The metadata that a page states; what it does not state is left out.
 *
 * <ul>
 *   <li>{@code title}: the title element's, or else Open Graph's
 *   <li>{@code description}: the meta element's, or else Open Graph's
 *   <li>{@code language}: {@code lang} of the html element, {@code xml:lang}, Content-Language, Open Graph's locale; as
 *       written, but with hyphens (BCP 47)
 *   <li>{@code canonical}: absolute (RFC 6596), of the link element, or else of the Link header fields
 *   <li>{@code openGraph}, {@code twitter}: by property without its prefix; what is there more than once is an array;
 *       URLs are absolute
 *   <li>{@code jsonLd}: {@link JsonLd}
 *   <li>{@code headings}: of levels 1 to 3 with their texts, in document order
 *   <li>{@code publishedAt}, {@code modifiedAt}: {@link PageDates}
 * </ul>
 */
final class MetadataExtractor implements Extractor {

    private static final Evaluator HTML = QueryParser.parse("html");

    @Override
    public String name() {
        return "metadata";
    }

    @Override
    public @Nullable JsonNode extract(PageContent page) {
        if (!page.isMarkup()) {
            return null;
        }
        Document document = page.document();
        MetadataElements said = MetadataElements.of(document);
        Map<String, String> meta = said.contents();
        SocialTags social = SocialTags.of(said, page);
        JsonLd jsonLd = JsonLd.of(said, page);
        ObjectNode metadata = PartJson.object();
        put(metadata, "title", firstOf(title(said), meta.get("og:title")), page);
        put(metadata, "description", firstOf(meta.get("description"), meta.get("og:description")), page);
        put(metadata, "language", language(document, meta), page);
        put(metadata, "canonical", canonical(said, page), page);
        putAll(metadata, "openGraph", social.openGraph());
        putAll(metadata, "twitter", social.twitter());
        putAll(metadata, "jsonLd", jsonLd.blocks());
        putAll(metadata, "headings", headings(said, page));
        PageDates times = new PageDates(said, meta, jsonLd);
        put(metadata, "publishedAt", times.published(), page);
        put(metadata, "modifiedAt", times.modified(), page);
        return metadata;
    }

    private static void put(ObjectNode metadata, String name, @Nullable String value, PageContent page) {
        if (value != null && !value.isBlank()) {
            metadata.put(name, page.bounded(value.strip(), ExtractLimits.STRING_CHARS_MAX));
        }
    }

    private static void putAll(ObjectNode metadata, String name, JsonNode values) {
        if (!values.isEmpty()) {
            metadata.set(name, values);
        }
    }

    private static @Nullable String firstOf(@Nullable String first, @Nullable String second) {
        return first == null || first.isEmpty() ? second : first;
    }

    private static @Nullable String title(MetadataElements said) {
        for (Element title : said.titles()) {
            if (title.closest("svg, template") == null) {
                return StringUtil.normaliseWhitespace(title.wholeText());
            }
        }
        return null;
    }

    private static @Nullable String language(Document document, Map<String, String> meta) {
        Element html = document.selectFirst(HTML);
        String language = html == null ? "" : html.attr("lang").strip();
        if (language.isEmpty() && html != null) {
            language = html.attr("xml:lang").strip();
        }
        if (language.isEmpty()) {
            language = meta.getOrDefault("content-language", meta.getOrDefault("og:locale", ""));
        }
        return language.matches("[A-Za-z0-9_-]{2,40}") ? language.replace('_', '-') : null;
    }

    private static @Nullable String canonical(MetadataElements said, PageContent page) {
        for (Element link : said.links()) {
            if (link.hasAttr("href") && Boilerplate.hasToken(link.attr("rel"), "canonical")) {
                CanonicalUrl url = page.resolve(link.attr("href"));
                if (url != null && url.isHttp()) {
                    return url.href();
                }
                break;
            }
        }
        CanonicalUrl given = page.page().canonical();
        return given == null ? null : given.href();
    }

    private static ArrayNode headings(MetadataElements said, PageContent page) {
        ArrayNode headings = PartJson.array();
        for (Element heading : said.headings()) {
            String text = Inlines.textOf(heading);
            if (text.isEmpty()) {
                continue;
            }
            if (headings.size() == ExtractLimits.HEADINGS_MAX) {
                page.cut();
                break;
            }
            headings.addObject()
                    .put("level", heading.normalName().charAt(1) - '0')
                    .put("text", page.bounded(text, ExtractLimits.STRING_CHARS_MAX));
        }
        return headings;
    }
}
