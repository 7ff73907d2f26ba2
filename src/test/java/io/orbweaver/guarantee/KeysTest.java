package io.orbweaver.guarantee;

import static io.orbweaver.security.TestKeys.hash;
import static io.orbweaver.security.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Orbweaver;
import io.orbweaver.service.Api;
import io.orbweaver.service.Api.Answer;
import io.orbweaver.site.FakeSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Guarantee 11, with keys: nobody does anything of a job without one, another's job is as good as none. */
@Tag("slow")
@SpringBootTest(
        classes = Orbweaver.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "orbweaver.egress.allow=127.0.0.0/8",
            "server.address=0.0.0.0",
            "logging.level.io.orbweaver=debug",
            "logging.level.org.springframework.security.web.server.authentication=debug"
        })
@ExtendWith(OutputCaptureExtension.class)
class KeysTest {

    private static final String JOB = "{\"seeds\":[\"http://127.0.0.1:9/\"],\"start\":false}";

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry registry) {
        String data = "target/test-data/" + UUID.randomUUID(); // the same whoever asks
        registry.add("orbweaver.data-dir", () -> data);
        for (String name : List.of("reader", "anna", "bert", "carl", "operator")) {
            String role = List.of("anna", "bert", "carl").contains(name) ? "submitter" : name;
            registry.add("orbweaver.security.keys." + name + ".hash", () -> hash(key(name)));
            registry.add("orbweaver.security.keys." + name + ".role", () -> role);
        }
        registry.add("orbweaver.security.keys.carl.rate", () -> "1");
        registry.add("orbweaver.security.keys.carl.jobs", () -> "2");
    }

    private Api api() {
        return new Api(port);
    }

    private static String[] by(String name) {
        return new String[] {"X-Api-Key", key(name)};
    }

    private String submit(String name) {
        Answer answer = api().post("/v1/jobs", JOB, by(name));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("owner").stringValue()).isEqualTo(name);
        return answer.json().get("id").stringValue();
    }

    private List<String> list(String name) {
        List<String> ids = new ArrayList<>();
        api().get("/v1/jobs?limit=1000", by(name))
                .json()
                .get("jobs")
                .forEach(job -> ids.add(job.get("id").stringValue()));
        return ids;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/jobs",
        "POST, /v1/jobs",
        "GET, /v1/jobs/0123456789abc",
        "POST, /v1/jobs/0123456789abc/cancel",
        "DELETE, /v1/jobs/0123456789abc",
        "GET, /v1/jobs/0123456789abc/events",
        "GET, /v1/jobs/0123456789abc/pages",
        "GET, /v1/events",
        "GET, /v1/hosts",
        "GET, /v1/session",
        "GET, /actuator",
        "GET, /actuator/prometheus",
        "GET, /actuator/info",
        "GET, /nothing/there",
        "OPTIONS, /v1/jobs"
    })
    void withoutAKeyThereIsNothing(String method, String path) {
        Answer answer = api().send(method, path, "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"orbweaver\"");
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:orbweaver:problem:no-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/app/main.js",
                "/css/base.css",
                "/lib/lit-html/lit-html.js",
                "/icon.svg",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness"
            })
    void pathsThatRevealNothingOfJobsAreOpen(String path) {
        assertThat(api().get(path).status()).isEqualTo(200);
    }

    @Test
    void detailsOfHealthAreForOperators() {
        assertThat(api().get("/actuator/health").json().has("components")).isFalse();
        assertThat(api().get("/actuator/health", by("reader")).json().has("components"))
                .isFalse();
        assertThat(api().get("/actuator/health", by("operator")).json().at("/components/store/status"))
                .isNotNull()
                .hasToString("\"UP\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/jobs,                       200, 200, 200",
        "GET,    /v1/session,                    200, 200, 200",
        "POST,   /v1/jobs,                       403, 400, 400",
        "POST,   /v1/jobs/0123456789abc/cancel,  403, 404, 404",
        "DELETE, /v1/jobs/0123456789abc,         403, 404, 404",
        "GET,    /v1/jobs/0123456789abc/events,  404, 404, 404",
        "GET,    /v1/hosts,                      403, 403, 200",
        "GET,    /actuator/prometheus,           403, 403, 200",
        "GET,    /actuator/info,                 403, 403, 200",
        "GET,    /nothing/there,                 404, 404, 404"
    })
    void eachRoleMayDoWhatItIsFor(String method, String path, int reader, int submitter, int operator) {
        assertThat(api().send(method, path, "", by("reader")).status()).isEqualTo(reader);
        assertThat(api().send(method, path, "", by("anna")).status()).isEqualTo(submitter);
        assertThat(api().send(method, path, "", by("operator")).status()).isEqualTo(operator);
    }

    @Test
    void aKeyComesInEitherHeaderAndAWrongOneIsRefusedEverywhere() {
        assertThat(api().get("/v1/jobs", "Authorization", "Bearer " + key("anna"))
                        .status())
                .isEqualTo(200);
        assertThat(api().get("/v1/jobs", "Authorization", "bearer " + key("anna"))
                        .status())
                .isEqualTo(200);
        for (String[] wrong : List.of(
                new String[] {"X-Api-Key", "wrong"},
                new String[] {"Authorization", "Bearer " + key("nobody")},
                new String[] {"Authorization", "Basic " + key("anna")},
                new String[] {"X-Api-Key", hash(key("anna"))})) {
            Answer answer = api().get("/v1/jobs", wrong);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).contains("invalid_token"));
        }
    }

    @Test
    void anothersJobIsAsGoodAsNone() {
        String anna = submit("anna");
        String bert = submit("bert");
        String none = "0123456789abc";
        for (String path : List.of("", "/events", "/pages", "/graph", "/explain?url=http://a.test/", "/pages/1/body")) {
            Answer others = api().get("/v1/jobs/" + anna + path, by("bert"));
            assertThat(others.status()).as(path).isEqualTo(404);
            assertThat(others.body())
                    .isEqualTo(api().get("/v1/jobs/" + none + path, by("bert"))
                            .body()
                            .replace(none, anna));
        }
        for (String move : List.of("start", "pause", "resume", "cancel")) {
            assertThat(api().post("/v1/jobs/" + anna + "/" + move, "", by("bert"))
                            .status())
                    .as(move)
                    .isEqualTo(404);
        }
        assertThat(api().send("DELETE", "/v1/jobs/" + anna, "", by("bert")).status())
                .isEqualTo(404);
        assertThat(list("bert")).contains(bert).doesNotContain(anna);
        assertThat(list("reader")).contains(anna, bert);
        assertThat(list("operator")).contains(anna, bert);
        assertThat(api().get("/v1/jobs/" + anna, by("reader")).status()).isEqualTo(200);
        assertThat(api().post("/v1/jobs/" + anna + "/cancel", "", by("operator"))
                        .status())
                .isEqualTo(200);
        assertThat(api().send("DELETE", "/v1/jobs/" + anna, "", by("anna")).status())
                .isEqualTo(204);
    }

    @Test
    void headersThatAJobSendsAreHiddenFromReaders() {
        String job = JOB.replace("{\"seeds\"", "{\"headers\":{\"Authorization\":\"Basic c2VjcmV0\"},\"seeds\"");
        Answer answer = api().post("/v1/jobs", job, by("anna"));
        String path = "/v1/jobs/" + answer.json().get("id").stringValue();
        assertThat(answer.body()).contains("Basic c2VjcmV0");
        assertThat(api().get(path, by("operator")).body()).contains("Basic c2VjcmV0");
        assertThat(api().get(path, by("reader")).json().at("/spec/headers").toString())
                .isEqualTo("{\"Authorization\":\"(hidden)\"}");
        assertThat(api().get("/v1/jobs?limit=1000", by("reader")).body()).doesNotContain("c2VjcmV0");
    }

    @Test
    void theApisDocumentSaysWhichKeysThereMayBe() {
        Answer document = Awaitility.await().until(() -> api().get("/openapi"), answer -> answer.status() == 200);
        assertThat(document.json().get("security").toString())
                .isEqualTo("[{\"apiKey\":[]},{\"bearer\":[]},{\"session\":[]}]");
        assertThat(document.json().at("/paths/~1v1~1session/post/security").isEmpty())
                .as("nobody needs a key to show one")
                .isTrue();
    }

    @Test
    void aSubmitterGetsOnlyEventsOfItsOwnJobs() {
        try (FakeSite site = FakeSite.start()) {
            site.page("/", "x");
            String before = submit("bert");
            CompletableFuture<List<Api.Event>> heard =
                    CompletableFuture.supplyAsync(() -> api().stream("/v1/events", 4, by("anna")));
            Awaitility.await()
                    .until(() -> api().get("/actuator/prometheus", by("operator"))
                            .body()
                            .contains("orbweaver_watchers 1.0"));
            submit("bert");
            api().post("/v1/jobs/" + before + "/cancel", "", by("bert"));
            List<String> own = new ArrayList<>();
            for (int i = 0; i < 4 && !heard.isDone(); i++) {
                own.add(submit("anna"));
                api().post("/v1/jobs/" + own.get(i) + "/cancel", "", by("anna"));
            }
            assertThat(heard.join())
                    .extracting(event -> event.data().get("job").stringValue())
                    .isNotEmpty()
                    .doesNotContain(before)
                    .allSatisfy(job -> assertThat(list("anna")).contains(job));
        }
    }

    @Test
    void aKeyHasARateAndANumberOfJobs() {
        List<String> opened = new ArrayList<>();
        Answer limited = null;
        for (int i = 0; i < 20 && limited == null; i++) {
            Answer answer = api().post("/v1/jobs", JOB, by("carl"));
            assertThat(answer.headers().firstValue("RateLimit-Policy")).contains("\"changes\";q=2;w=2");
            if (answer.status() == 202) {
                opened.add(answer.json().get("id").stringValue());
            } else {
                limited = answer;
            }
        }
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.json().get("type").stringValue()).isEqualTo("urn:orbweaver:problem:rate-limited");
        assertThat(limited.headers().firstValue("Retry-After")).contains("1");
        assertThat(limited.headers().firstValue("RateLimit"))
                .hasValueSatisfying(left -> assertThat(left).startsWith("\"changes\";r=0;t="));
        while (opened.size() < 2) {
            Answer answer = awaitRate();
            assertThat(answer.status()).isEqualTo(202);
            opened.add(answer.json().get("id").stringValue());
        }
        Answer full = awaitRate();
        assertThat(full.status()).isEqualTo(429);
        assertThat(full.json().get("type").stringValue()).isEqualTo("urn:orbweaver:problem:too-many-jobs-of-key");
        assertThat(full.headers().firstValue("Retry-After")).isPresent();
        assertThat(list("carl")).hasSize(2);
        api().post("/v1/jobs/" + opened.get(0) + "/cancel", "", by("operator"));
        assertThat(awaitRate().status()).isEqualTo(202);
    }

    /** A submission that the rate let through. */
    private Answer awaitRate() {
        return Awaitility.await()
                .until(
                        () -> api().post("/v1/jobs", JOB, by("carl")),
                        answer -> !answer.body().contains("rate-limited"));
    }

    @Test
    void changesAreLoggedWithTheirCallerAndNoSecretIsLogged(CapturedOutput output) {
        String id = submit("anna");
        String waiting = submit("anna");
        api().post("/v1/jobs/" + id + "/start", "", by("anna"));
        api().post("/v1/jobs/" + id + "/start", "", by("anna"));
        api().get("/v1/jobs", "Authorization", "Bearer " + key("nobody"));
        Answer session = api().post("/v1/session", "{\"key\": \"" + key("operator") + "\"}");
        String cookie = session.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        Answer bad = api().post("/v1/session", "{\"key\": " + key("operator"));
        Answer wrong = api().post("/v1/session", "{\"key\": \"" + key("mallory") + "\"}");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).isPresent();
        api().post("/v1/jobs/" + waiting + "/cancel", "", "Cookie", cookie);
        String events = api().get("/v1/jobs/" + id + "/events", by("anna")).body();
        assertThat(api().send("DELETE", "/v1/jobs/" + id, "", by("anna")).status())
                .isEqualTo(204);
        assertThat(output.getAll()
                        .lines()
                        .filter(line -> line.contains(": job " + id) || line.contains(": job " + waiting))
                        .filter(line -> line.contains(" by "))
                        .map(line -> line.replaceAll(".*: job ", "")))
                .as("what changed nothing is not among them")
                .containsExactlyInAnyOrder(
                        id + ": submitted by anna",
                        waiting + ": submitted by anna",
                        id + ": running by anna",
                        waiting + ": cancelled by operator",
                        id + ": deleted by anna");
        String said = output.getAll()
                + session.body()
                + bad.body()
                + wrong.body()
                + events
                + api().get("/openapi").body();
        assertThat(said.toLowerCase(Locale.ROOT))
                .doesNotContain("this-is-the-secret-of")
                .doesNotContain(hash(key("anna")).substring(7))
                .doesNotContain(hash(key("operator")).substring(7))
                .doesNotContain(cookie.split("=")[1].toLowerCase(Locale.ROOT))
                .doesNotContain("generated security password");
    }

    @Test
    void whetherItWasHttpsIsNotWhatAStrangerSays() {
        Answer answer = api().post("/v1/session", "{\"key\": \"" + key("anna") + "\"}", "X-Forwarded-Proto", "https");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).doesNotContain("Secure");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }
}
