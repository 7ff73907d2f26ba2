package io.orbweaver.service;

import static io.orbweaver.security.TestKeys.hash;
import static io.orbweaver.security.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api.Answer;
import io.orbweaver.site.FakeProxy;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator reads: a line for what matters, as text or as JSON, and no secret, however much is logged. */
@Tag("process")
class LogTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String[] OPERATOR = {"X-Api-Key", key("operator")};

    @TempDir
    Path folder;

    private static List<String> lines(ServiceProcess service) throws IOException {
        return service.said()
                .lines()
                .filter(line -> !line.contains("VM warning"))
                .toList();
    }

    /** The lines behind those that it had said before, once the last one is there. */
    private static List<String> awaitLines(ServiceProcess service, int before, String last) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> lines(service).stream().skip(before).toList(),
                        said -> said.stream().anyMatch(line -> line.contains(last)));
    }

    @Test
    void aHealthyCrawlIsTwoLines() throws IOException {
        try (FakeSite site = FakeSite.start()
                        .page("/", "<a href=/a.html>a</a><a href=/gone>g</a>")
                        .page("/a.html", "<title>A</title>");
                ServiceProcess service = shipped()) {
            service.api().get("/v1/jobs"); // what the first request brings about is said before
            int before = awaitLines(service, 0, "Started Orbweaver").size();
            String job = service.api().submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','retries':0}");
            List<String> said = awaitLines(service, before, "completed");
            assertThat(said).hasSize(2);
            assertThat(said.get(0)).endsWith("job " + job + ": submitted by anonymous");
            assertThat(said.get(1))
                    .containsPattern("job " + job + ": completed \\(exhausted\\) after [0-9.]+ s: 2 pages, 1 failures,"
                            + " 0 skips, 0 left in the queue, [0-9]+ bytes$");
        }
    }

    @Test
    void asJsonItNamesServiceAndJobAndAtDebugLogsNoSecret() throws IOException {
        try (FakeProxy proxy = FakeProxy.start("http", FakeProxy.Mood.WILLING);
                FakeSite site = FakeSite.start()
                        .page("/", Page.html("<a href=/a.html>a</a>").header("Set-Cookie", "id=cookie-secret; Path=/"))
                        .page("/a.html", "<a href=//user:userinfo-secret@127.0.0.1/>u</a>")
                        .page("/gone", Page.redirect("http://user:userinfo-secret@127.0.0.1/"));
                ServiceProcess service = shipped(
                        "--logging.structured.format.console=ecs",
                        "--logging.level.io.orbweaver=debug",
                        "--orbweaver.fetch.proxy=" + proxy.uri("proxy-user:proxy-secret@"),
                        "--orbweaver.security.session-secret=session-secret-session-secret-secret",
                        "--orbweaver.security.keys.operator.hash=" + hash(key("operator")),
                        "--orbweaver.security.keys.operator.role=operator")) {
            String job = submitted(service.api(), site);
            refusals(service.api());
            List<String> said = awaitLines(service, 0, "completed");
            assertThat(proxy.credentials()).as("it was used").contains("proxy-user:proxy-secret");
            for (String secret : List.of(
                    key("operator"),
                    hash(key("operator")).substring("sha256:".length()),
                    "wrong-key-secret",
                    "header-secret",
                    "cookie-secret",
                    "userinfo-secret",
                    "proxy-secret",
                    "session-secret")) {
                assertThat(said).as(secret).noneMatch(line -> line.contains(secret));
            }
            List<JsonNode> json = said.stream().map(JSON::readTree).toList();
            assertThat(json).allSatisfy(line -> {
                assertThat(line.at("/service/name").stringValue()).isEqualTo("orbweaver");
                assertThat(line.at("/service/version").stringValue()).isNotEmpty();
            });
            assertThat(json)
                    .filteredOn(line -> line.path("job").asString("").equals(job))
                    .anySatisfy(line -> {
                        assertThat(line.path("change").asString("")).isEqualTo("submitted");
                        assertThat(line.path("by").asString("")).isEqualTo("operator");
                    })
                    .anySatisfy(line -> {
                        assertThat(line.path("state").asString("")).isEqualTo("completed");
                        assertThat(line.path("pages").asInt(-1)).isEqualTo(2);
                    });
        }
    }

    /** Without the tests' own configuration of logs, which is not on its class path. */
    private ServiceProcess shipped(String... more) throws IOException {
        return ServiceProcess.start(folder, more);
    }

    private static String submitted(Api api, FakeSite site) {
        String job = "{\"seeds\":[\"" + site.url("/") + "\",\"" + site.url("/gone") + "\"],\"delay\":\"0ms\","
                + "\"retries\":0,\"cookies\":true,\"headers\":{\"Authorization\":\"Bearer header-secret\"}}";
        Answer answer = api.post("/v1/jobs", job, OPERATOR);
        assertThat(answer.status()).isEqualTo(202);
        String id = answer.json().get("id").stringValue();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !api.get("/v1/jobs/" + id, OPERATOR)
                        .json()
                        .get("endedAt")
                        .isNull());
        return id;
    }

    private static void refusals(Api api) {
        assertThat(api.get("/v1/jobs", "X-Api-Key", "wrong-key-secret").status())
                .isEqualTo(401);
        assertThat(api.post("/v1/session", "{\"key\":\"wrong-key-secret\"}").status())
                .isEqualTo(401);
        assertThat(api.post("/v1/session", "{\"key\":\"" + key("operator") + "\"}")
                        .status())
                .isLessThan(300);
        assertThat(api.post("/v1/jobs", "{\"seeds\":[\"http://user:userinfo-secret@127.0.0.1/\"]}", OPERATOR)
                        .status())
                .isEqualTo(422);
    }
}
