package io.orbweaver.api.openapi;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A converter that brings the nullability of records into the OpenAPI document: what may be null (JSpecify) may be null
 * there, and what an answer always has is required. Submissions state themselves what they need.
 */
public final class NullabilityConverter implements ModelConverter {

    private static final String OURS = "io.orbweaver.";
    private static final String REQUEST = JobSubmission.class.getName();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        JavaType java = Json.mapper().constructType(type.getType());
        Class<?> raw = java == null ? null : java.getRawClass();
        if (raw != null
                && raw.isRecord()
                && raw.getName().startsWith(OURS)
                && !raw.getName().startsWith(REQUEST)) {
            Schema<?> model = model(resolved, context.getDefinedModels());
            if (model != null && model.getProperties() != null) {
                describe(raw, model);
            }
        }
        return resolved;
    }

    @SuppressWarnings("rawtypes") // as swagger's own
    private static @Nullable Schema<?> model(@Nullable Schema<?> resolved, Map<String, Schema> defined) {
        String ref = resolved == null ? null : resolved.get$ref();
        if (ref == null) {
            return resolved;
        }
        return defined.get(ref.substring(ref.lastIndexOf('/') + 1));
    }

    private static void describe(Class<?> raw, Schema<?> model) {
        List<String> required = new ArrayList<>();
        for (RecordComponent component : raw.getRecordComponents()) {
            Schema<?> property = model.getProperties().get(component.getName());
            if (property == null) {
                continue;
            }
            required.add(component.getName());
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                model.getProperties().put(component.getName(), orNull(property));
            }
        }
        model.setRequired(required);
    }

    /** The same, or null. */
    static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() == null && property.getTypes() != null) {
            Set<String> types = new LinkedHashSet<>(property.getTypes());
            types.add("null");
            property.setTypes(types);
            return property;
        }
        return isOrNull(property) ? property : new JsonSchema().anyOf(List.of(property, nothing()));
    }

    private static boolean isOrNull(Schema<?> property) {
        return property.getAnyOf() != null;
    }

    private static Schema<?> nothing() {
        return new JsonSchema().types(Set.of("null"));
    }
}
