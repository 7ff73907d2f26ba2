package io.orbweaver.extract;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parts of a result as JSON. */
final class PartJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PartJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static JsonNode string(String value) {
        return MAPPER.getNodeFactory().stringNode(value);
    }

    /** The value encoded, with U+FFFD for each lone surrogate, which UTF-8 could not carry. */
    static String encode(JsonNode value) {
        String json = MAPPER.writeValueAsString(value);
        StringBuilder repaired = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < json.length() && Character.isLowSurrogate(json.charAt(i + 1))) {
                i++;
                continue;
            }
            repaired = repaired == null ? new StringBuilder(json) : repaired;
            repaired.setCharAt(i, '\uFFFD');
        }
        return repaired == null ? json : repaired.toString();
    }

    /** Bytes of a string as a value in JSON, about: with quotes and escapes. */
    static long encodedLength(String text) {
        long escapes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escapes += c < ' ' ? "\\u0000".length() - 1 : c == '"' || c == '\\' ? 1 : 0;
        }
        return utf8Length(text) + escapes + 2;
    }

    /** Bytes of a string without lone surrogates in UTF-8. */
    static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}
