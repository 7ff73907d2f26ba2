package io.orbweaver.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.internal.StringUtil;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The elements in which a page says something of itself, found in one walk over it; each list in document order. */
final class MetadataElements {

    private static final String JSON_LD = "application/ld+json";

    private final List<Element> metas = new ArrayList<>();
    private final List<Element> links = new ArrayList<>();
    private final List<Element> titles = new ArrayList<>();
    private final List<Element> headings = new ArrayList<>();
    private final List<Element> jsonLds = new ArrayList<>();
    private final List<Element> times = new ArrayList<>();
    private final Map<String, Element> items = new HashMap<>();

    private MetadataElements() {}

    static MetadataElements of(Document document) {
        MetadataElements found = new MetadataElements();
        document.stream().forEach(found::take);
        return found;
    }

    private void take(Element element) {
        switch (element.normalName()) {
            case "meta" -> metas.add(element);
            case "link" -> links.add(element);
            case "title" -> titles.add(element);
            case "h1", "h2", "h3" -> headings.add(element);
            case "script" -> addJsonLd(element);
            case "time" -> times.add(element);
            default -> {}
        }
        if (element.attributesSize() > 0) {
            String item = element.attr("itemprop");
            if (item.equals("datePublished") || item.equals("dateModified")) {
                items.putIfAbsent(item, element);
            }
        }
    }

    private void addJsonLd(Element script) {
        if (script.attr("type").strip().regionMatches(true, 0, JSON_LD, 0, JSON_LD.length())) {
            jsonLds.add(script);
        }
    }

    List<Element> metas() {
        return metas;
    }

    List<Element> links() {
        return links;
    }

    List<Element> titles() {
        return titles;
    }

    List<Element> headings() {
        return headings;
    }

    List<Element> jsonLds() {
        return jsonLds;
    }

    List<Element> times() {
        return times;
    }

    /** The first element of a microdata property, of the two that are times. */
    @Nullable
    Element item(String property) {
        return items.get(property);
    }

    /** The first content of each name, property, http-equiv and itemprop of meta elements, in lower case. */
    Map<String, String> contents() {
        Map<String, String> contents = new HashMap<>();
        for (Element meta : metas) {
            String content = content(meta);
            for (String key : List.of("name", "property", "http-equiv", "itemprop")) {
                String name = meta.attr(key).strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && name.length() <= 100 && !content.isEmpty()) {
                    contents.putIfAbsent(name, content);
                }
            }
        }
        return contents;
    }

    static String content(Element meta) {
        return StringUtil.normaliseWhitespace(meta.attr("content")).strip();
    }
}
