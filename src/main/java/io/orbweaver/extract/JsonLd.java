package io.orbweaver.extract;

import io.orbweaver.extract.content.ExtractLimits;
import io.orbweaver.extract.content.PageContent;
import java.util.Set;
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

    private static final String CDATA = "<![CDATA[";
    private static final String CDATA_END = "]]>";
    private static final Set<String> COMMENTS = Set.of("", "//", "/*");
    private static final Set<String> COMMENT_ENDS = Set.of("", "*/");

    static JsonLd of(MetadataElements said, PageContent page) {
        JsonLd found = new JsonLd(PartJson.array());
        int chars = 0;
        for (Element script : said.jsonLds()) {
            String written = script.data();
            chars += written.length();
            if (found.blocks.size() == ExtractLimits.JSON_LD_MAX || chars > ExtractLimits.JSON_LD_CHARS_MAX) {
                page.cut();
                break;
            }
            try {
                JsonNode block = MAPPER.readTree(bare(written));
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
        bare = withoutEnd(withoutBegin(bare));
        return bare.endsWith(";") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** Without the sign that begins a CDATA section, and what hid that from scripts. */
    private static String withoutBegin(String data) {
        int at = data.indexOf(CDATA);
        if (at < 0 || !COMMENTS.contains(data.substring(0, at).strip())) {
            return data;
        }
        String inside = data.substring(at + CDATA.length()).stripLeading();
        return inside.startsWith("*/") ? inside.substring(2) : inside;
    }

    /** Without the sign that ends a CDATA section, and what hid that from scripts. */
    private static String withoutEnd(String data) {
        int at = data.lastIndexOf(CDATA_END);
        if (at < 0
                || !COMMENT_ENDS.contains(
                        data.substring(at + CDATA_END.length()).strip())) {
            return data;
        }
        String inside = data.substring(0, at).stripTrailing();
        return inside.endsWith("//") || inside.endsWith("/*") ? inside.substring(0, inside.length() - 2) : inside;
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
