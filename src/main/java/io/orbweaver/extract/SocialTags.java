package io.orbweaver.extract;

import io.orbweaver.extract.content.ExtractLimits;
import io.orbweaver.extract.content.PageContent;
import io.orbweaver.url.CanonicalUrl;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The properties of Open Graph (https://ogp.me), with those of its object types under their whole names, and of Twitter
 * cards, whether a page has them in {@code property} or in {@code name}.
 */
record SocialTags(ObjectNode openGraph, ObjectNode twitter) {

    private static final Set<String> OBJECT_TYPES = Set.of("article", "book", "profile", "video", "music", "product");

    private static final Set<String> URLS = Set.of(
            "url",
            "image",
            "image:url",
            "image:secure_url",
            "video",
            "video:url",
            "video:secure_url",
            "audio",
            "audio:url",
            "image:src",
            "player");

    static SocialTags of(MetadataElements said, PageContent page) {
        SocialTags tags = new SocialTags(PartJson.object(), PartJson.object());
        int count = 0;
        for (Element meta : said.metas()) {
            String name = meta.attr(meta.hasAttr("property") ? "property" : "name")
                    .strip()
                    .toLowerCase(Locale.ROOT);
            String content = MetadataElements.content(meta);
            int colon = name.indexOf(':');
            if (colon < 0 || name.length() > 100 || content.isEmpty()) {
                continue;
            }
            String prefix = name.substring(0, colon);
            boolean twitter = prefix.equals("twitter");
            if (!twitter && !prefix.equals("og") && !OBJECT_TYPES.contains(prefix)) {
                continue;
            }
            if (++count > ExtractLimits.PROPERTIES_MAX) {
                page.cut();
                break;
            }
            String key = OBJECT_TYPES.contains(prefix) ? name : name.substring(colon + 1);
            add(twitter ? tags.twitter : tags.openGraph, key, value(key, content, page));
        }
        return tags;
    }

    private static String value(String key, String content, PageContent page) {
        CanonicalUrl url = URLS.contains(key) ? page.resolve(content) : null;
        return page.bounded(url == null ? content : url.href(), ExtractLimits.STRING_CHARS_MAX);
    }

    private static void add(ObjectNode properties, String key, String value) {
        JsonNode known = properties.get(key);
        if (known == null) {
            properties.put(key, value);
        } else if (known instanceof ArrayNode values) {
            values.add(value);
        } else {
            properties.putArray(key).add(known).add(value);
        }
    }
}
