package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.spec.JobSpecReader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The API's document says what the code does. */
@ServiceTest
class OpenApiTest {

    @LocalServerPort
    private int port;

    /** It is made on a thread of its own when the service starts; a request that comes before is early. */
    private JsonNode document() {
        return Awaitility.await()
                .until(() -> new Api(port).get("/openapi"), answer -> answer.status() == 200)
                .json();
    }

    @Test
    void theDocumentIsOpenApi31AndNamesEveryCall() {
        JsonNode document = document();
        assertThat(document.get("openapi").stringValue()).startsWith("3.1");
        assertThat(document.get("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/v1/jobs",
                        "/v1/jobs/{id}",
                        "/v1/jobs/{id}/start",
                        "/v1/jobs/{id}/pause",
                        "/v1/jobs/{id}/resume",
                        "/v1/jobs/{id}/cancel",
                        "/v1/jobs/{id}/events",
                        "/v1/jobs/{id}/pages",
                        "/v1/jobs/{id}/pages/{seq}/body",
                        "/v1/jobs/{id}/graph",
                        "/v1/jobs/{id}/explain",
                        "/v1/events",
                        "/v1/session",
                        "/v1/hosts");
    }

    @Test
    void theSubmissionThatItShowsHasTheFieldsThatAreRead() {
        JsonNode document = document();
        assertThat(document.at("/components/schemas/JobSubmission/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(JobSpecReader.fields());
        assertThat(document.at("/components/schemas/Extract/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(JobSpecReader.extractFields());
    }

    @Test
    void everyCallSaysHowItRefusesWhoMayNot() {
        JsonNode document = document();
        assertThat(document.at("/components/securitySchemes").propertyNames())
                .containsExactlyInAnyOrder("apiKey", "bearer", "session");
        assertThat(document.has("security")).as("without keys none is needed").isFalse();
        for (JsonNode path : document.get("paths")) {
            for (JsonNode call : path) {
                assertThat(call.get("responses").propertyNames()).contains("401", "403", "429");
            }
        }
        assertThat(document.at("/components/schemas/Job/properties").propertyNames())
                .contains("owner");
    }

    @Test
    void theDashboardAndTheDocumentationAreThere() {
        Api api = new Api(port);
        assertThat(api.get("/").body()).contains("Orbweaver");
        assertThat(api.get("/swagger-ui.html").status()).isIn(200, 302);
    }

    @Test
    void everyMeterIsScraped() {
        String scrape = new Api(port).get("/actuator/prometheus").body();
        assertThat(scrape)
                .contains(
                        "orbweaver_fetch_in_flight",
                        "orbweaver_fetches_total{outcome=\"timeout\"}",
                        "orbweaver_fetch_duration_seconds_bucket",
                        "orbweaver_parse_duration_seconds_bucket",
                        "orbweaver_commit_duration_seconds_bucket",
                        "orbweaver_fetch_bytes_total",
                        "orbweaver_sitemaps_total{outcome=\"read\"}",
                        "orbweaver_frontier_urls",
                        "orbweaver_jobs{state=\"running\"}",
                        "orbweaver_watchers",
                        "orbweaver_event_lag_seconds_bucket",
                        "orbweaver_hosts_waiting",
                        "orbweaver_store_writable 1.0");
    }
}
