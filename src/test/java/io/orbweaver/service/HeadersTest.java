package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api.Answer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What protects browsers, on every answer; and that without keys nothing asks for one. */
@ServiceTest
class HeadersTest {

    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "GET, /, 200",
        "GET, /app/main.js, 200",
        "GET, /css/base.css, 200",
        "GET, /lib/lit-html/lit-html.js, 200",
        "GET, /v1/jobs, 200",
        "GET, /v1/jobs/nonsense, 404",
        "GET, /nothing/there, 404",
        "POST, /v1/jobs, 400",
        "GET, /actuator/health, 200",
        "GET, //v1/jobs, 400",
        "GET, /swagger-ui.html, 302"
    })
    void everyAnswerHasThem(String method, String path, int status) {
        Answer answer = new Api(port).send(method, path, "");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(one(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(one(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(one(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(one(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(one(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(one(answer, "Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(answer.headers().map().keySet())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .doesNotContain("set-cookie", "www-authenticate", "strict-transport-security", "ratelimit");
    }

    private static String one(Answer answer, String name) {
        assertThat(answer.headers().allValues(name)).as(name).hasSize(1);
        return answer.headers().allValues(name).get(0);
    }

    @Test
    void onlyPagesMayUseAnything() {
        Api api = new Api(port);
        assertThat(one(api.get("/"), "Content-Security-Policy"))
                .contains("script-src 'self';", "connect-src 'self';", "require-trusted-types-for 'script';")
                .doesNotContain("unsafe");
        assertThat(api.get("/").body()).doesNotContain("<style", " style=", " onclick=");
        assertThat(one(api.get("/app/streams-worker.js"), "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'");
        assertThat(one(api.get("/v1/jobs"), "Content-Security-Policy")).isEqualTo(NOTHING);
        assertThat(one(api.get("/app/main.js"), "Content-Security-Policy")).isEqualTo(NOTHING);
    }

    @Test
    void theDashboardIsAskedForAgainAndSentOnlyWhenItChanged() {
        Api api = new Api(port);
        Answer first = api.get("/app/main.js");
        assertThat(one(first, "Cache-Control")).isEqualTo("no-cache");
        Answer second = api.get("/app/main.js", "If-Modified-Since", one(first, "Last-Modified"));
        assertThat(second.status()).isEqualTo(304);
    }

    @Test
    void aRefusalHasThemToo() {
        Answer answer = new Api(port).post("/v1/jobs", "{}", "Origin", "http://evil.test");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(one(answer, "Content-Security-Policy")).isEqualTo(NOTHING);
    }

    @Test
    void withoutKeysEachCallerIsAnOperatorAndSigningInIsNotNeeded() {
        Api api = new Api(port);
        Answer who = api.get("/v1/session", "X-Api-Key", "whatever");
        assertThat(who.status()).isEqualTo(200);
        assertThat(who.json().get("name").isNull()).isTrue();
        assertThat(who.json().get("role").stringValue()).isEqualTo("operator");
        assertThat(api.post("/v1/session", "{\"key\": \"x\"}").status()).isEqualTo(409);
        assertThat(api.get("/actuator/health")
                        .json()
                        .at("/components/store/status")
                        .stringValue())
                .isEqualTo("UP");
        String id = api.submit("{'seeds':['http://127.0.0.1:9/'],'start':false}");
        assertThat(api.job(id).get("owner").isNull()).isTrue();
    }
}
