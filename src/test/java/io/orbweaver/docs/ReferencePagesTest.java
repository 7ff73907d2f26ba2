package io.orbweaver.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The reference has every call, field and word of the API's document, and none that is not there. */
@ServiceTest
class ReferencePagesTest {

    private static final String REF = "#/components/schemas/";

    /** Parts that a page shows as one, since another table has their fields, or since they are a page's own. */
    private static final Set<String> WHOLE = Set.of("JobSubmission", "Counters", "SitemapCounters", "Wait", "JsonNode");

    @LocalServerPort
    private int port;

    private JsonNode document() {
        return Awaitility.await()
                .until(() -> new Api(port).get("/openapi"), answer -> answer.status() == 200)
                .json();
    }

    private JsonNode schema(String name) {
        return document().at("/components/schemas/" + name);
    }

    @Test
    void everyFieldOfASubmissionIsThereWithItsDefaultAndItsWords() {
        Map<String, JsonNode> fields = fields(schema("JobSubmission"), Set.of());
        Map<String, Markdown.Row> rows = table(DocsPage.JOB, "A submission");
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(fields.keySet());
        fields.forEach((name, field) -> {
            Markdown.Row row = rows.get(name);
            JsonNode declared = field.path("default");
            String said = row.cell(1).replace("`", "");
            if (declared.isMissingNode()) {
                assertThat(said).as(name).matches("|none|where anything else is asked");
            } else {
                assertThat(said).as(name).isEqualTo(declared.isString() ? declared.stringValue() : "" + declared);
            }
            saysEachWord(name, field, row.cells().toString());
        });
    }

    @Test
    void everyFieldOfAJobIsThere() {
        JsonNode job = schema("Job");
        Map<String, Markdown.Row> rows = table(DocsPage.JOB, "What a job says");
        Map<String, JsonNode> fields = fields(job, Set.of("JobSubmission"));
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(fields.keySet());
        fields.forEach((name, field) -> saysEachWord(name, field, rows.get(name).cell(1)));
    }

    @Test
    void everyTypeOfEventAndEachOfItsFieldsIsThere() {
        JsonNode schemas = document().at("/components/schemas");
        Map<String, String> sections = Markdown.of(DocsPage.EVENTS).sections();
        List<String> types = new ArrayList<>();
        schemas.at("/Events/properties/event/enum").forEach(type -> types.add(type.stringValue()));
        assertThat(sections.keySet()).containsAll(types);
        assertThat(sections).as("one section for each, and the head").hasSize(types.size() + 2);
        for (String type : types) {
            Map<String, JsonNode> fields = fields(schemas.get(schemaOf(type)), WHOLE);
            Map<String, Markdown.Row> rows = table(DocsPage.EVENTS, type);
            // what the job asks for is a part of its own, whose reasons stand beside it
            if (type.equals("page")) {
                fields.put("extract", schemas.at("/PageEvent/properties/extract"));
            }
            assertThat(rows.keySet()).as(type).containsExactlyInAnyOrderElementsOf(fields.keySet());
            fields.forEach((name, field) ->
                    saysEachWord(type + "." + name, field, rows.get(name).cell(1)));
        }
    }

    private static String schemaOf(String type) {
        StringBuilder name = new StringBuilder();
        for (String word : type.split("-")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.append("Event").toString();
    }

    @Test
    void everyFieldOfAnExplanationAndOfAHostIsThere() {
        Map<String, JsonNode> explanation = fields(schema("Explanation"), Set.of("JsonNode"));
        assertThat(table(DocsPage.CALLS, "Why a URL is crawled").keySet())
                .containsExactlyInAnyOrderElementsOf(explanation.keySet());
        Map<String, JsonNode> host = fields(schema("Host"), Set.of());
        Map<String, Markdown.Row> rows = table(DocsPage.CALLS, "Hosts");
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(host.keySet());
        host.forEach((name, field) -> saysEachWord(name, field, rows.get(name).cell(1)));
    }

    @Test
    void everyReasonToWaitIsExplainedAndNoOther() throws IOException {
        Set<String> reasons = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/orbweaver"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Pattern.compile("new Wait\\(\\s*\"([a-z-]+)\"")
                        .matcher(Files.readString(source))
                        .results()
                        .forEach(found -> reasons.add(found.group(1)));
            }
        }
        assertThat(reasons).contains("politeness", "store");
        assertThat(table(DocsPage.TROUBLE, "A job does not move").keySet())
                .containsExactlyInAnyOrderElementsOf(reasons);
        assertThat(table(DocsPage.JOB, "What a job says").get("waits.reason").cell(1))
                .contains(reasons.stream().map(reason -> "`" + reason + "`").toList());
    }

    @Test
    void everyCallIsThereWithItsParameters() {
        Map<String, Markdown.Row> rows = table(DocsPage.CALLS, "Calls");
        Map<String, List<String>> calls = new LinkedHashMap<>();
        Set<String> refusals = new TreeSet<>();
        document()
                .get("paths")
                .propertyStream()
                .forEach(path -> path.getValue().propertyStream().forEach(method -> {
                    List<String> parameters = new ArrayList<>();
                    method.getValue().path("parameters").forEach(parameter -> {
                        if (!parameter.path("in").stringValue().equals("path")) {
                            parameters.add(parameter.path("name").stringValue());
                        }
                    });
                    calls.put(method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(), parameters);
                    method.getValue().path("responses").propertyNames().stream()
                            .filter(status -> status.compareTo("400") >= 0)
                            .forEach(refusals::add);
                }));
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(calls.keySet());
        calls.forEach((call, parameters) -> parameters.forEach(
                name -> assertThat(rows.get(call).cell(1)).as(call).contains("`" + name + "`")));
        String said = Markdown.of(DocsPage.CALLS).sections().get("Refusals");
        assertThat(refusals).allSatisfy(status -> assertThat(said).containsPattern("\\| [0-9, ]*" + status));
    }

    private static Map<String, Markdown.Row> table(DocsPage page, String section) {
        Map<String, Markdown.Row> rows = new LinkedHashMap<>();
        Markdown.rows(Markdown.of(page).sections().get(section), name -> true)
                .forEach(row -> assertThat(rows.put(row.name(), row))
                        .as("twice: " + row.name())
                        .isNull());
        return rows;
    }

    /** The leaves of a schema by their paths; what is named as whole is one. */
    private Map<String, JsonNode> fields(JsonNode schema, Set<String> whole) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        collect("", schema, whole, found);
        return found;
    }

    private void collect(String path, JsonNode schema, Set<String> whole, Map<String, JsonNode> found) {
        schema.path("properties").propertyStream().forEach(property -> {
            JsonNode field = property.getValue();
            String name = path + property.getKey();
            String ref = ref(field);
            JsonNode inner = ref == null ? field : schema(ref);
            if (ref != null && whole.contains(ref) || inner.path("properties").isEmpty()) {
                found.put(name, field);
            } else {
                collect(name + ".", inner, whole, found);
            }
        });
    }

    /** The schema that a field is, or a list of, or that beside null; or null. */
    private static String ref(JsonNode field) {
        for (JsonNode where : List.of(field, field.path("items"), field.at("/anyOf/0"))) {
            String ref = where.path("$ref").asString("");
            if (ref.startsWith(REF)) {
                return ref.substring(REF.length());
            }
        }
        return null;
    }

    private static void saysEachWord(String name, JsonNode field, String said) {
        for (JsonNode words : List.of(field.path("enum"), field.path("items").path("enum"))) {
            for (JsonNode word : words) {
                if (word.isString()) {
                    assertThat(said).as(name).contains("`" + word.stringValue() + "`");
                }
            }
        }
    }
}
