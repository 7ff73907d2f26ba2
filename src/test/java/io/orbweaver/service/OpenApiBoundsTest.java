package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.orbweaver.event.EventType;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What the API's document says of a submission and of parameters is what the service accepts. */
@ServiceTest
class OpenApiBoundsTest {

    @LocalServerPort
    private int port;

    private JsonNode document() {
        return Awaitility.await()
                .until(() -> new Api(port).get("/openapi"), answer -> answer.status() == 200)
                .json();
    }

    /** The value of one field, or of more behind it. */
    private void check(String field, boolean good) {
        String body = "{\"start\": false" + (field.startsWith("\"seeds\"") ? "" : ", \"seeds\": [\"http://a.test/\"]")
                + ", " + field + "}";
        if (field.startsWith("\"start\"")) {
            body = "{\"seeds\": [\"http://a.test/\"], " + field + "}";
        }
        String schema = "{\"$ref\": \"#/components/schemas/JobSubmission\", \"components\": "
                + document().get("components") + "}";
        JsonSchema read =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
        assertThat(read.validate(body, InputFormat.JSON).isEmpty())
                .as("the document allows %s", body)
                .isEqualTo(good);
        int status = new Api(port).post("/v1/jobs", body).status();
        assertThat(status).as("the answer to %s", body).isEqualTo(good ? 202 : 422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"seeds\": [\"https://docs.example.org/a?b=c#d\"]",
                "\"seeds\": [\"http://[::1]:8080/\", \"http://127.0.0.1:9/größe\"]",
                "\"scope\": null",
                "\"include\": [\"^https://(a|b)[.]test/\"]",
                "\"maxPages\": 10000000",
                "\"maxPages\": 5.0",
                "\"maxDuration\": \"PT1H30M\"",
                "\"maxDuration\": \"3650d\"",
                "\"maxBytes\": 1000",
                "\"maxBytes\": \"8388607TB\"",
                "\"maxBodySize\": \"100MB\"",
                "\"delay\": \"60s\"",
                "\"delay\": \"PT0.25S\"",
                "\"timeout\": \"10ms\"",
                "\"concurrency\": null",
                "\"headers\": {\"Accept-Language\": \"en\", \"X-Empty\": \"\"}",
                "\"labels\": {\"team\": \"\", \"😀😀\": \"a:b\"}",
                "\"extract\": {\"fields\": {\"n\": \"ul.tags > li:nth-child(2) a[rel=next]@href[]\"}}",
                "\"extract\": {\"patterns\": [\"rust\", \"re:[0-9]+ (EUR|USD)\", \"re\"]}",
                "\"extract\": null",
                "\"traps\": {\"urlLength\": null, \"years\": 0}",
                "\"follow\": [\"a\", \"refresh\"]",
            })
    void valuesThatTheDocumentAllowsAreAccepted(String field) {
        check(field, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"seeds\": []",
                "\"seeds\": [\"ftp://a.test/\"]",
                "\"seeds\": [\"http://user:secret@a.test/\"]",
                "\"seeds\": [\"http://a.test:70000/\"]",
                "\"seeds\": [\"http://1.2.3.256/\"]",
                "\"seeds\": null",
                "\"pages\": 1",
                "\"scope\": \"world\"",
                "\"include\": [\"\"]",
                "\"maxPages\": 0",
                "\"maxPages\": 1.5",
                "\"maxDepth\": 10001",
                "\"maxDuration\": \"0ms\"",
                "\"maxDuration\": \"PT87600H0.1S\"",
                "\"maxBytes\": 0",
                "\"maxBodySize\": \"101MB\"",
                "\"delay\": \"60001ms\"",
                "\"timeout\": \"9ms\"",
                "\"timeout\": 20",
                "\"perHost\": 101",
                "\"retries\": 21",
                "\"headers\": {\"hOsT\": \"a\"}",
                "\"headers\": {\"a b\": \"a\"}",
                "\"headers\": {\"a\": \" b\"}",
                "\"labels\": {\"\": \"a\"}",
                "\"labels\": {\"a\": null}",
                "\"extract\": {\"texts\": true}",
                "\"extract\": {\"fields\": {\"n\": \"\"}}",
                "\"extract\": {\"patterns\": [\"a\", \"a\"]}",
                "\"extract\": {\"patterns\": [\"re:\"]}",
                "\"traps\": {\"urlLength\": 99}",
                "\"cleanUrls\": {\"all\": true}",
                "\"follow\": []",
                "\"follow\": [\"script\"]",
                "\"start\": \"yes\"",
            })
    void valuesThatTheDocumentForbidsAreRefused(String field) {
        check(field, false);
    }

    @Test
    void parametersNameWhatThereIs() {
        JsonNode document = document();
        JsonNode types = parameter(document, "/v1/jobs/{id}/events", "types").at("/schema/items/enum");
        assertThat(types.valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrderElementsOf(
                        EventType.all().stream().map(EventType::wireName).toList());
        for (String path : new String[] {"/v1/jobs", "/v1/hosts", "/v1/jobs/{id}/pages"}) {
            JsonNode limit = parameter(document, path, "limit").get("schema");
            assertThat(limit.get("type").stringValue()).isEqualTo("integer");
            assertThat(limit.get("maximum").intValue()).isEqualTo(1_000);
        }
        assertThat(new Api(port).get("/v1/hosts?limit=1000").status()).isEqualTo(200);
        for (String bad : Arrays.asList("0", "1001", "x", "99999999999999999999")) {
            assertThat(new Api(port).get("/v1/hosts?limit=" + bad).status()).isEqualTo(400);
        }
    }

    @Test
    void aPlaceInALogMayHaveAllDigitsThatTheDocumentAllows() {
        Api api = new Api(port);
        String id = api.post("/v1/jobs", "{\"seeds\": [\"http://a.test/\"], \"start\": false}")
                .json()
                .get("id")
                .stringValue();
        api.post("/v1/jobs/" + id + "/cancel", "");
        assertThat(api.get("/v1/jobs/" + id + "/pages?after=2147483647").status())
                .isEqualTo(200);
        assertThat(api.get("/v1/jobs/" + id + "/pages?after=2147483648").status())
                .isEqualTo(400);
        assertThat(api.get("/v1/jobs/" + id + "/events?after=", "Last-Event-ID", "1")
                        .status())
                .isEqualTo(400);
    }

    private static JsonNode parameter(JsonNode document, String path, String name) {
        return document.get("paths")
                .get(path)
                .get("get")
                .get("parameters")
                .valueStream()
                .filter(parameter -> parameter.get("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
