package io.orbweaver.export;

import io.orbweaver.event.LoggedEvent;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The link graph line by line: for each outcome a node, whose id is its URL, and behind it its edges. An edge may lead
 * to a URL that is no node: one out of scope, or that has no outcome yet.
 */
final class GraphLines {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonFactory FACTORY = new JsonFactory();

    private final PageLinks links;

    GraphLines(PageLinks links) {
        this.links = links;
    }

    /** The lines of an outcome. */
    byte[] lines(LoggedEvent event) {
        JsonNode data = JSON.readTree(event.json());
        ByteArrayOutputStream lines = new ByteArrayOutputStream(512);
        line(lines, json -> {
            json.writeStringProperty("type", "node");
            json.writeStringProperty("id", data.path("url").stringValue());
            json.writeNumberProperty("seq", event.seq());
            json.writeStringProperty("outcome", event.type().wireName());
            number(json, "status", data.path("status"));
            text(json, "title", data.path("title").stringValue(null));
            number(json, "depth", data.path("depth"));
        });
        for (PageLinks.Edge edge : links.of(data)) {
            line(lines, json -> {
                json.writeStringProperty("type", "edge");
                json.writeStringProperty("from", edge.from());
                json.writeStringProperty("to", edge.to());
                text(json, "text", edge.text());
                text(json, "rel", edge.rel());
                json.writeStringProperty("kind", edge.kind());
            });
        }
        return lines.toByteArray();
    }

    private static void number(JsonGenerator json, String name, JsonNode value) {
        if (value.isNumber()) {
            json.writeNumberProperty(name, value.longValue());
        } else {
            json.writeNullProperty(name);
        }
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }

    private interface Body {
        void write(JsonGenerator json);
    }

    private static void line(ByteArrayOutputStream lines, Body body) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), lines)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        }
        lines.write('\n');
    }
}
