package io.orbweaver.service;

import static io.orbweaver.security.TestKeys.hash;
import static io.orbweaver.security.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Orbweaver;
import io.orbweaver.service.Api.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** How browsers are signed in, and how keys change while it runs. */
@Tag("slow")
@SpringBootTest(
        classes = Orbweaver.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "orbweaver.security.key-file-check=100ms",
            "orbweaver.watchers.keep-alive=500ms",
            "server.forward-headers-strategy=framework"
        })
class SessionTest {

    private static final String CRAWL = "{\"seeds\":[\"http://127.0.0.1:9/\"],\"start\":false}";

    @TempDir
    static Path folder;

    @LocalServerPort
    private int port;

    private Api api;

    @DynamicPropertySource
    static void file(DynamicPropertyRegistry registry) throws IOException {
        write("anna", "bert");
        registry.add(
                "orbweaver.security.key-file", () -> folder.resolve("keys.yaml").toString());
        registry.add("orbweaver.data-dir", () -> folder.resolve("data").toString());
    }

    /** Operators by these names, and nothing else. */
    private static void write(String... names) throws IOException {
        StringBuilder yaml = new StringBuilder();
        Stream.of(names)
                .forEach(name -> yaml.append(name)
                        .append(": {role: operator, hash: '")
                        .append(hash(key(name)))
                        .append("'}\n"));
        Files.writeString(folder.resolve("keys.yaml"), yaml);
    }

    @BeforeEach
    void start() throws IOException {
        api = new Api(port);
        write("anna", "bert");
        awaitStatus(200, "X-Api-Key", key("anna"));
        awaitStatus(200, "X-Api-Key", key("bert"));
    }

    private void awaitStatus(int status, String... headers) {
        Awaitility.await().until(() -> api.get("/v1/session", headers).status() == status);
    }

    private Answer signIn(String name, String... headers) {
        return api.post("/v1/session", "{\"key\": \"" + key(name) + "\"}", headers);
    }

    private String cookie(String name) {
        return signIn(name).headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    @Test
    void aKeyOnceAndThenACookie() {
        Answer in = signIn("anna");
        assertThat(in.status()).isEqualTo(200);
        assertThat(in.json().get("name").stringValue()).isEqualTo("anna");
        assertThat(in.json().get("role").stringValue()).isEqualTo("operator");
        String[] attributes =
                in.headers().firstValue("Set-Cookie").orElseThrow().split("; ");
        assertThat(attributes[0]).startsWith("orbweaver-session=anna.");
        assertThat(Arrays.asList(attributes).subList(1, attributes.length))
                .contains("Path=/", "HTTPOnly", "SameSite=Strict")
                .doesNotContain("Secure");
        String cookie = attributes[0];
        assertThat(api.get("/v1/session", "Cookie", cookie).json().get("name").stringValue())
                .isEqualTo("anna");
        assertThat(api.post("/v1/jobs", CRAWL, "Cookie", cookie).status()).isEqualTo(202);
        assertThat(api.get("/v1/jobs", "Cookie", cookie + "x").status()).isEqualTo(401);
        assertThat(api.get("/", "Cookie", cookie + "x").status()).isEqualTo(200);
        Answer out = api.send("DELETE", "/v1/session", "", "Cookie", cookie);
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("orbweaver-session=;")
                .contains("Max-Age=0");
    }

    @Test
    void byHttpsTheCookieIsForHttpsAlone() {
        Answer in = signIn("anna", "X-Forwarded-Proto", "https");
        assertThat(in.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure");
        assertThat(in.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
    }

    @Test
    void aWrongKeyDoesNotSignInAndInvalidBodiesAreRefused() {
        Answer wrong = signIn("mallory");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
        for (String nonsense : List.of("", "[]", "{}", "{\"key\": 1}", "{\"key\": \"a\", \"b\": 1}", "{\"key\"")) {
            assertThat(api.post("/v1/session", nonsense).status()).as(nonsense).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /v1/jobs    | http://127.0.0.1:%d      | same-origin | 202",
                "POST   | /v1/jobs    |                          |             | 202",
                "POST   | /v1/jobs    | http://evil.test         | cross-site  | 403",
                "POST   | /v1/jobs    | http://evil.test         |             | 403",
                "POST   | /v1/jobs    | http://sub.127.0.0.1:%d  | same-site   | 403",
                "POST   | /v1/jobs    |                          | same-site   | 403",
                "POST   | /v1/jobs    | http://127.0.0.1:1       | same-site   | 403",
                "POST   | /v1/jobs    | null                     |             | 403",
                "POST   | /v1/session | http://evil.test         | cross-site  | 403",
                "DELETE | /v1/session | http://evil.test         | cross-site  | 403",
                "GET    | /v1/jobs    | http://evil.test         | same-site   | 200"
            })
    void noOtherPageDrivesABrowserThatIsSignedIn(String method, String path, String origin, String site, int status) {
        java.util.ArrayList<String> headers = new java.util.ArrayList<>(List.of("Cookie", cookie("anna")));
        if (origin != null) {
            headers.addAll(List.of("Origin", origin.replace("%d", String.valueOf(port))));
        }
        if (site != null) {
            headers.addAll(List.of("Sec-Fetch-Site", site));
        }
        headers.addAll(List.of("Content-Type", "application/json"));
        Answer answer = api.send(method, path, method.equals("POST") ? CRAWL : "", headers.toArray(String[]::new));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().map().keySet())
                .as("no page of another origin reads it")
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
    }

    @Test
    void aKeyInAHeaderNeedsNoOrigin() {
        assertThat(api.post("/v1/jobs", CRAWL, "X-Api-Key", key("anna"), "Origin", "http://tool.test")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aKeyThatGoesTakesItsSessionsAndStreamsWithIt() throws IOException {
        String cookie = cookie("bert");
        String job = api.post("/v1/jobs", CRAWL, "X-Api-Key", key("anna"))
                .json()
                .get("id")
                .stringValue();
        List<CompletableFuture<?>> streams = Stream.of("/v1/events", "/v1/jobs/" + job + "/events")
                .<CompletableFuture<?>>map(path ->
                        CompletableFuture.supplyAsync(() -> api.stream(path, Integer.MAX_VALUE, "Cookie", cookie)))
                .toList();
        Awaitility.await().until(() -> api.watchers("X-Api-Key", key("anna")) == 2);
        write("anna");
        Awaitility.await().until(() -> api.watchers("X-Api-Key", key("anna")) == 0);
        streams.forEach(stream ->
                assertThat(stream.handle((events, cut) -> true).join()).isTrue());
        awaitStatus(401, "Cookie", cookie);
        awaitStatus(401, "X-Api-Key", key("bert"));
        awaitStatus(200, "X-Api-Key", key("anna"));
    }

    @Test
    void aFileThatIsWrongChangesNothingAndHealthSaysSo() throws IOException {
        Files.writeString(folder.resolve("keys.yaml"), "anna: {role: emperor}");
        Awaitility.await().until(() -> keysHealth().contains("keys.yaml"));
        Answer health = api.get("/actuator/health", "X-Api-Key", key("anna"));
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().get("status").stringValue()).isEqualTo("UP");
        assertThat(api.get("/v1/jobs", "X-Api-Key", key("bert")).status()).isEqualTo(200);
        write("anna", "bert");
        Awaitility.await().until(() -> !keysHealth().contains("keys.yaml"));
    }

    private String keysHealth() {
        return api.get("/actuator/health", "X-Api-Key", key("anna"))
                .json()
                .at("/components/keys")
                .toString();
    }
}
