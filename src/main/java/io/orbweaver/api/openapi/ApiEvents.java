package io.orbweaver.api.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * The part of the OpenAPI document that describes events: separate schemas, as the events' JSON is not written from
 * types.
 */
public final class ApiEvents implements OpenApiCustomizer {

    private static final String STREAM = "text/event-stream";

    private final Map<String, Schema<Object>> schemas = read();

    private static Map<String, Schema<Object>> read() {
        try (InputStream in = ApiEvents.class.getResourceAsStream("/io/orbweaver/api/events.json")) {
            if (in == null) {
                throw new IllegalStateException("there is no events.json");
            }
            return Json31.mapper().readValue(in, new TypeReference<Map<String, Schema<Object>>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void customise(OpenAPI document) {
        schemas.forEach(document.getComponents()::addSchemas);
        document.getPaths().forEach((path, item) -> {
            String events = path.equals("/v1/events") ? "LiveEvents" : "Events";
            item.readOperations().forEach(call -> streams(call, events));
        });
    }

    private static void streams(Operation call, String events) {
        for (ApiResponse answer : call.getResponses().values()) {
            Content content = answer.getContent();
            MediaType stream = content == null ? null : content.get(STREAM);
            if (stream != null) {
                stream.setSchema(new Schema<>().$ref("#/components/schemas/" + events));
            }
        }
    }
}
