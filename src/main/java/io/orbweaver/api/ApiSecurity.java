package io.orbweaver.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Writes into the API's document how callers show who they are, and how each call refuses those who may not. */
final class ApiSecurity implements OpenApiCustomizer {

    private static final Map<String, String> REFUSALS = new LinkedHashMap<>();

    static {
        REFUSALS.put("401", "where there are keys: none was sent, or a wrong one");
        REFUSALS.put("403", "the key's role does not allow it, or a page of another site asks");
        REFUSALS.put("429", "too many requests, wrong keys, or jobs of this key; see Retry-After");
    }

    private final boolean keyed;

    /** @param keyed whether callers need a key here */
    ApiSecurity(boolean keyed) {
        this.keyed = keyed;
    }

    @Override
    public void customise(OpenAPI document) {
        Components components = document.getComponents();
        components.addSecuritySchemes(
                "apiKey",
                scheme(SecurityScheme.Type.APIKEY).in(SecurityScheme.In.HEADER).name("X-Api-Key"));
        components.addSecuritySchemes("bearer", scheme(SecurityScheme.Type.HTTP).scheme("bearer"));
        components.addSecuritySchemes(
                "session",
                scheme(SecurityScheme.Type.APIKEY).in(SecurityScheme.In.COOKIE).name("orbweaver-session"));
        if (keyed) {
            for (String name : components.getSecuritySchemes().keySet()) {
                document.addSecurityItem(new SecurityRequirement().addList(name));
            }
        }
        document.getPaths().values().forEach(path -> path.readOperations().forEach(ApiSecurity::refusals));
    }

    private static SecurityScheme scheme(SecurityScheme.Type type) {
        return new SecurityScheme().type(type);
    }

    private static void refusals(Operation operation) {
        REFUSALS.forEach((status, description) -> operation
                .getResponses()
                .computeIfAbsent(
                        status,
                        none -> new ApiResponse().description(description).content(problem())));
    }

    private static Content problem() {
        return new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
    }
}
