package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.orbweaver.service.Api.Answer;
import io.orbweaver.service.Api.Event;
import io.orbweaver.site.FakeSite;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What events hold is what the API's document says that they hold, no less and no more. */
@ServiceTest
class EventSchemasTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> TYPES = Set.of("state", "page", "failure", "skip", "progress", "end");

    private static final String SUBMISSION = """
            {"seeds": ["%s"], "delay": "50ms", "keepBodies": true,
             "extract": {"text": true, "links": true, "patterns": ["a"], "fields": {"t": "title"}}}""";

    @LocalServerPort
    private int port;

    private String document() {
        return Awaitility.await()
                .until(() -> new Api(port).get("/openapi"), answer -> answer.status() == 200)
                .body();
    }

    private static JsonSchema schema(String document, String name) throws Exception {
        String whole = "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":\"urn:test\","
                + "\"components\":" + JSON.readTree(document).get("components") + ",\"$ref\":\"#/components/schemas/"
                + name
                + "\"}";
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("urn:test"), JSON.readTree(whole));
    }

    @Test
    void everyEventIsAsItsSchemaSays() throws Exception {
        String document = document();
        Set<String> seen = new HashSet<>();
        try (FakeSite site = FakeSite.start()) {
            site.page("/robots.txt", "User-agent: *\nDisallow: /private\n");
            site.page(
                    "/",
                    "<title>Home</title><link rel=canonical href=/><a href=/a>a</a><a href=/gone>g</a>"
                            + "<a href=/private>p</a><a href=/a?again>same</a>");
            site.page("/a", "<title>A</title>");
            site.page("/a?again", "<title>A</title>");
            Api api = new Api(port);
            String job = api.submit(SUBMISSION.formatted(site.url("/").href()));
            List<Event> events = api.events(job);
            for (Event event : events) {
                String name = Character.toUpperCase(event.type().charAt(0))
                        + event.type().substring(1) + "Event";
                assertThat(schema(document, name).validate(JSON.readTree(event.raw())))
                        .as(event.raw())
                        .isEmpty();
                seen.add(event.type());
            }
        }
        seen.add("progress"); // comes only where there is time for it
        assertThat(seen).isEqualTo(TYPES);
    }

    @Test
    void aSchemaRefusesWhatItDoesNotKnow() throws Exception {
        JsonSchema end = schema(document(), "EndEvent");
        assertThat(end.validate(JSON.readTree("{\"state\":\"running\",\"more\":1}")))
                .isNotEmpty();
    }

    @Test
    void examplesAreAsTheirSchemasSay() throws Exception {
        String document = document();
        for (String name : List.of("StateEvent", "PageEvent", "FailureEvent", "SkipEvent")) {
            assertThat(schema(document, name)
                            .validate(JSON.readTree(document).at("/components/schemas/" + name + "/example")))
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void theExampleOfASubmissionIsTaken() {
        Api api = new Api(port);
        String example = Awaitility.await()
                .until(() -> api.get("/openapi"), answer -> answer.status() == 200)
                .json()
                .at("/paths/~1v1~1jobs/post/requestBody/content/application~1json/examples/whole/value")
                .toString();
        Answer answer = api.post("/v1/jobs", example);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(api.post("/v1/jobs/" + answer.json().get("id").stringValue() + "/cancel", "")
                        .status())
                .isEqualTo(200);
    }
}
