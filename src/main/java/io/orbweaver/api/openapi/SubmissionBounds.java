package io.orbweaver.api.openapi;

import io.orbweaver.job.spec.Extraction;
import io.orbweaver.job.spec.FieldSelector;
import io.orbweaver.job.spec.HeaderFields;
import io.orbweaver.job.spec.JobSpecReader;
import io.orbweaver.job.spec.LinkSource;
import io.orbweaver.job.spec.OperatorBounds;
import io.orbweaver.job.spec.UrlPatterns;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * The part of the OpenAPI document for the bounds of a submission, from the constants that its reader uses, those of
 * the operator included: what the schema allows is accepted. The reverse does not hold for URLs, selectors and counted
 * patterns, whose languages no schema can say: there the schema has a part of what is accepted.
 */
public final class SubmissionBounds implements OpenApiCustomizer {

    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private final OperatorBounds operator;
    private final List<Path> fileRoots;

    public SubmissionBounds(OperatorBounds operator, List<Path> fileRoots) {
        this.operator = operator;
        this.fileRoots = fileRoots;
    }

    @Override
    @SuppressWarnings("rawtypes") // as swagger's own
    public void customise(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        for (String name : List.of("JobSubmission", "Extract", "CleanUrls", "Traps", "SignIn")) {
            schema(schemas, name).setAdditionalProperties(false);
        }
        submission(schema(schemas, "JobSubmission"));
        extract(schema(schemas, "Extract"));
        for (String name : List.of("JobSubmission", "Extract", "CleanUrls", "Traps")) {
            optional(schema(schemas, name));
        }
    }

    @SuppressWarnings("rawtypes") // as swagger's own
    private static Schema<?> schema(Map<String, Schema> schemas, String name) {
        return Objects.requireNonNull(schemas.get(name), name);
    }

    private void submission(Schema<?> job) {
        field(job, "seeds").minItems(1).maxItems(JobSpecReader.SEEDS_MAX);
        field(job, "seeds").setItems(seed());
        for (String patterns : List.of("include", "exclude")) {
            field(job, patterns).maxItems(UrlPatterns.COUNT_MAX);
            field(job, patterns).setItems(string().format("regex").minLength(1).maxLength(UrlPatterns.CHARS_MAX));
        }
        field(job, "maxDuration").pattern(ValuePatterns.durations(MILLISECOND, JobSpecReader.RUNNING_MAX));
        field(job, "delay").pattern(ValuePatterns.durations(operator.delayMin(), JobSpecReader.DELAY_MAX));
        field(job, "timeout").pattern(ValuePatterns.durations(JobSpecReader.TIMEOUT_MIN, JobSpecReader.TIMEOUT_MAX));
        size(field(job, "maxBytes"), Long.MAX_VALUE);
        size(field(job, "maxBodySize"), JobSpecReader.BODY_BYTES_MAX);
        field(job, "perHost").maximum(BigDecimal.valueOf(operator.perHostMax()));
        if (operator.robotsIgnorableHosts().isEmpty()) {
            enumerated(field(job, "robots"), List.of(Boolean.TRUE));
        }
        headers(field(job, "headers"));
        field(job, "labels").maxProperties(JobSpecReader.LABELS_MAX);
        field(job, "labels")
                .propertyNames(string().minLength(1).maxLength(JobSpecReader.LABEL_NAME_MAX))
                .setAdditionalProperties(string().maxLength(JobSpecReader.LABEL_VALUE_MAX));
        field(job, "follow").minItems(1).maxItems(LinkSource.values().length);
        Schema<?> element = string();
        enumerated(
                element,
                Arrays.stream(LinkSource.values()).map(LinkSource::wireName).toList());
        field(job, "follow").setItems(element);
    }

    private static void extract(Schema<?> extract) {
        field(extract, "fields").maxProperties(Extraction.FIELDS_MAX);
        field(extract, "fields")
                .propertyNames(string().minLength(1).maxLength(Extraction.FIELD_NAME_CHARS_MAX))
                .setAdditionalProperties(
                        string().minLength(1).maxLength(FieldSelector.CHARS_MAX).pattern(SubmissionPatterns.SELECTOR));
        Schema<?> pattern = string().minLength(1).maxLength(Extraction.PATTERN_CHARS_MAX);
        pattern.setAnyOf(List.of(
                new JsonSchema().pattern(SubmissionPatterns.LITERAL),
                new JsonSchema().pattern(SubmissionPatterns.REGULAR)));
        field(extract, "patterns").maxItems(Extraction.PATTERNS_MAX).uniqueItems(true);
        field(extract, "patterns").setItems(pattern);
    }

    private Schema<?> seed() {
        Stream<Schema<?>> http = Stream.of(
                new JsonSchema().pattern(SubmissionPatterns.PLAIN_URL).maxLength(SubmissionPatterns.PLAIN_URL_MAX),
                new JsonSchema().pattern(SubmissionPatterns.ANY_URL).maxLength(SubmissionPatterns.ANY_URL_MAX));
        Stream<Schema<?>> files = fileRoots.stream()
                .map(root -> new JsonSchema()
                        .pattern(SubmissionPatterns.filesBelow(root.toUri().getRawPath()))
                        .maxLength(SubmissionPatterns.PLAIN_URL_MAX));
        Schema<?> seed = string();
        seed.setAnyOf(Stream.concat(http, files).collect(Collectors.toList()));
        return seed;
    }

    private static void headers(Schema<?> headers) {
        String own = HeaderFields.ownNames().stream()
                .map(SubmissionPatterns::anyCase)
                .collect(Collectors.joining("|", "^(?:", ")$"));
        Schema<?> name =
                string().minLength(1).maxLength(HeaderFields.NAME_CHARS_MAX).pattern(HeaderFields.NAME);
        name.setNot(new JsonSchema().pattern(own));
        headers.maxProperties(HeaderFields.COUNT_MAX)
                .propertyNames(name)
                .setAdditionalProperties(
                        string().maxLength(HeaderFields.VALUE_CHARS_MAX).pattern(HeaderFields.VALUE));
    }

    /** A number of bytes, or a string with a unit. */
    private static void size(Schema<?> size, long max) {
        size.setTypes(new LinkedHashSet<>(List.of("string", "integer")));
        size.minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(max)).pattern(ValuePatterns.sizes(1, max));
    }

    /** JSON's null is as good as a field that is left out. */
    @SuppressWarnings({"rawtypes", "unchecked"}) // as swagger's own
    private static void optional(Schema<?> object) {
        Map<String, Schema> fields = object.getProperties();
        List<String> required = object.getRequired() == null ? List.of() : object.getRequired();
        fields.replaceAll((name, field) -> {
            if (required.contains(name)) {
                return field;
            }
            Schema<Object> values = (Schema<Object>) NullabilityConverter.orNull(field);
            if (values.getEnum() != null) {
                List<Object> orNull = new ArrayList<>(values.getEnum());
                orNull.add(null);
                values.setEnum(orNull);
            }
            return values;
        });
    }

    @SuppressWarnings("unchecked") // an enumeration is of whatever its schema is
    private static void enumerated(Schema<?> schema, List<?> values) {
        ((Schema<Object>) schema).setEnum(new ArrayList<>(values));
    }

    private static Schema<?> field(Schema<?> object, String name) {
        Schema<?> field = object.getProperties().get(name);
        if (field == null) {
            throw new IllegalStateException("the document has no field " + name);
        }
        return field;
    }

    private static Schema<?> string() {
        return new JsonSchema().types(Set.of("string"));
    }
}
