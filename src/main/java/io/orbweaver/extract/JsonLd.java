package io.orbweaver.extract;

import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The JSON-LD of a page (JSON-LD 1.1 §7), each script element's as it is there; what is no JSON, or nested too deep, is
 * left out. Line breaks in strings and the comments that once hid scripts are forgiven.
 */
record JsonLd(ArrayNode blocks) {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(ExtractLimits.JSON_LD_DEPTH_MAX)
                            .build())
                    .build())
            .build();

    static JsonLd of(Statements said, PageContent page) {
        JsonLd found = new JsonLd(PartJson.array());
        int chars = 0;
        for (Element script : said.jsonLds()) {
            String data = bare(script.data());
            chars += data.length();
            if (found.blocks.size() == ExtractLimits.JSON_LD_MAX || chars > ExtractLimits.JSON_LD_CHARS_MAX) {
                page.cut();
                break;
            }
            try {
                JsonNode block = MAPPER.readTree(data);
                if (block.isContainer()) {
                    found.blocks.add(block);
                }
            } catch (JacksonException e) {
                // the page's mistake, and no reader of JSON-LD would make more of it
                continue;
            }
        }
        return found;
    }

    private static String bare(String data) {
        String bare = data.strip();
        if (bare.startsWith("<!--") && bare.endsWith("-->")) {
            bare = bare.substring(4, Math.max(4, bare.length() - 3)).strip();
        }
        if (bare.contains("<![CDATA[")) {
            bare = bare.replaceFirst("^(?://|/\\*)?\\s*<!\\[CDATA\\[\\s*(?:\\*/)?", "")
                    .replaceFirst("(?://|/\\*)?\\s*\\]\\]>\\s*(?:\\*/)?$", "");
        }
        return bare.endsWith(";") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** The first string that any object has for a key, outer before inner, in document order; null for none. */
    @Nullable
    String first(String key) {
        return first(blocks, key);
    }

    private static @Nullable String first(JsonNode node, String key) {
        JsonNode own = node.isObject() ? node.get(key) : null;
        if (own != null && own.isString()) {
            return own.stringValue();
        }
        for (JsonNode child : node.values()) {
            String found = child.isContainer() ? first(child, key) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
