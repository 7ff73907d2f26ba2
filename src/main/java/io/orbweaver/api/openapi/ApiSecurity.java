package io.orbweaver.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** The part of the OpenAPI document for how callers authenticate; refusals are described by {@link ApiAnswers}. */
public final class ApiSecurity implements OpenApiCustomizer {

    private final boolean keyed;

    /** @param keyed whether callers need a key here */
    public ApiSecurity(boolean keyed) {
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
    }

    private static SecurityScheme scheme(SecurityScheme.Type type) {
        return new SecurityScheme().type(type);
    }
}
