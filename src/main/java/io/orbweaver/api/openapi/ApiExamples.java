package io.orbweaver.api.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** The examples of submissions in the OpenAPI document; a test submits them. */
public final class ApiExamples implements OpenApiCustomizer {

    @Override
    public void customise(OpenAPI document) {
        document.getPaths().forEach((path, item) -> {
            if (path.equals("/v1/jobs") && item.getPost() != null) {
                item.getPost().getRequestBody().getContent().values().forEach(ApiExamples::add);
            }
        });
    }

    private static void add(MediaType body) {
        body.addExamples("least", new Example().summary("all defaults").value(least()));
        body.addExamples(
                "whole",
                new Example().summary("a part of a site, with its text").value(whole()));
    }

    private static Map<String, Object> least() {
        return Map.of("seeds", List.of("https://docs.example.org/"));
    }

    private static Map<String, Object> whole() {
        Map<String, Object> extract = new LinkedHashMap<>();
        extract.put("markdown", true);
        extract.put("fields", Map.of("heading", "h1", "next", "a[rel=next]@href"));
        extract.put("patterns", List.of("rust"));
        Map<String, Object> submission = new LinkedHashMap<>();
        submission.put("seeds", List.of("https://docs.example.org/guide/"));
        submission.put("scope", "prefix");
        submission.put("exclude", List.of("[?&]print="));
        submission.put("maxPages", 5_000);
        submission.put("maxDuration", "1h");
        submission.put("delay", "250ms");
        submission.put("extract", extract);
        submission.put("labels", Map.of("team", "search"));
        submission.put("start", false);
        return submission;
    }
}
