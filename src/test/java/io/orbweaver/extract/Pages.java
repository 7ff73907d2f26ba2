package io.orbweaver.extract;

import io.orbweaver.extract.content.HeldPage;
import io.orbweaver.job.spec.Extraction;
import io.orbweaver.job.spec.FieldSelector;
import io.orbweaver.outcome.Extracted;
import io.orbweaver.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pages for tests, and what is taken out of them. */
final class Pages {

    static final Extraction EVERYTHING =
            new Extraction(true, true, true, true, fields("title", "h1", "all", "p[]"), List.of("re:[0-9]+", "a"));
    static final CanonicalUrl URL = CanonicalUrl.ofCanonical("http://a.test/docs/page.html");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Pages() {}

    static Map<String, FieldSelector> fields(String... namesAndSelectors) {
        Map<String, FieldSelector> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndSelectors.length; i += 2) {
            fields.put(namesAndSelectors[i], FieldSelector.parse(namesAndSelectors[i + 1]));
        }
        return fields;
    }

    static HeldPage held(String mediaType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new HeldPage(URL, mediaType, "UTF-8", null, bytes, bytes.length, false, Map.of("a", 3L));
    }

    static HeldPage html(String body) {
        return held("text/html", body);
    }

    static Extracted extract(Extraction asked, HeldPage page) {
        return new PageExtractor(asked, InstantSource.fixed(Instant.EPOCH)).extract(page);
    }

    static JsonNode part(Extracted extracted, String name) {
        String part = extracted.parts().get(name);
        return part == null ? MAPPER.missingNode() : MAPPER.readTree(part);
    }

    static JsonNode json(String json) {
        return MAPPER.readTree(json);
    }

    /** One part of all that an HTML page yields. */
    static JsonNode part(String html, String name) {
        return part(extract(EVERYTHING, html(html)), name);
    }

    static String text(String html) {
        return part(html, "text").stringValue();
    }

    static String markdown(String html) {
        return part(html, "markdown").stringValue();
    }
}
