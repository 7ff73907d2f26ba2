package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api.Answer;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests that nobody makes on purpose are answered in words, and those for a head with one. */
@ServiceTest
class OddRequestsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort
    private int port;

    /** Sends a target as it is, which clients would encode. */
    private String raw(String method, String target) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%00",
                "%01",
                "%09",
                "%0a",
                "%0d%0a",
                "%1f",
                "%7f",
                "%c2%80",
                "%e2%80%a8",
                "%ff",
                "%zz",
                "%",
                "%2f",
                "%5c",
                ";a=b",
                "..%2f",
                "%25",
                "{id}",
                "|",
                "\"",
                "<b>",
                "^",
                "`"
            })
    void aStrangeIdIsRefusedInWords(String id) throws IOException {
        for (String path : List.of(
                "/v1/jobs/X",
                "/v1/jobs/0cp8gfq1p90crX",
                "/v1/jobs/X/events",
                "/v1/jobs/X/pages",
                "/v1/jobs/X/pages/1X/body",
                "/v1/jobs/X/explain?url=http://a.test/",
                "/v1/jobs?after=X",
                "/v1/jobs?state=X",
                "/v1/X")) {
            String target = path.replace("X", id);
            String answer = raw("GET", target);
            assertThat(answer).as(target).containsPattern("^HTTP/1.1 (400|404) ");
            assertThat(answer).as(target).containsIgnoringCase("content-type: application/problem+json");
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertThat(body).as(target).contains("\"detail\":\"").doesNotContainPattern("\\p{Cntrl}|[\\u0080-\\u009f]");
            assertThat(raw("HEAD", target))
                    .as(target)
                    .startsWith(answer.substring(0, 12))
                    .endsWith("\r\n\r\n");
        }
    }

    /** The right status, no body, and no waiting for what a GET would stream. */
    @Test
    void aHeadIsAnsweredWithAHeadEverywhere() throws IOException {
        try (FakeSite site = FakeSite.start()) {
            site.page("/", "<a href=/empty>e</a>").page("/empty", "");
            Api api = new Api(port);
            String job = api.submit("{'seeds':['" + site.url("/").href() + "'],'keepBodies':true,'delay':'0ms'}");
            api.awaitEnd(job);
            String of = "/v1/jobs/" + job;
            for (String path : List.of(
                    "/v1/jobs",
                    of,
                    of + "/events",
                    "/v1/events",
                    of + "/pages",
                    of + "/pages?format=csv",
                    of + "/pages?format=ndjson",
                    of + "/pages?format=warc",
                    of + "/pages/3/body",
                    of + "/explain?url=http://a.test/",
                    of + "/graph",
                    "/v1/hosts",
                    "/v1/session",
                    "/openapi",
                    "/docs",
                    "/",
                    "/actuator/health",
                    "/actuator/prometheus")) {
                assertThat(raw("HEAD", path))
                        .as(path)
                        .startsWith("HTTP/1.1 200 ")
                        .endsWith("\r\n\r\n");
            }
            assertThat(raw("HEAD", of + "/pages/9/body"))
                    .startsWith("HTTP/1.1 404 ")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void anAnswerWithoutABodyIsAPageOfNoBytes() {
        try (FakeSite site = FakeSite.start()) {
            site.page("/", "<a href=/empty>e</a><a href=/none>n</a>")
                    .page("/empty", "")
                    .page("/none", Page.status(204));
            Api api = new Api(port);
            String job = api.submit("{'seeds':['" + site.url("/").href() + "'],'keepBodies':true,'delay':'0ms'}");
            api.awaitEnd(job);
            List<JsonNode> pages = api.pages(job);
            assertThat(pages).hasSize(3);
            for (JsonNode page : pages.subList(1, 3)) {
                assertThat(page.get("bytes").longValue()).isZero();
                Answer body =
                        api.get("/v1/jobs/" + job + "/pages/" + page.get("seq").longValue() + "/body");
                assertThat(body.status()).isEqualTo(200);
                assertThat(body.body()).isEmpty();
                assertThat(body.headers().firstValue("Orbweaver-Status"))
                        .contains(page.get("status").asString());
            }
        }
    }

    @Test
    void ofVeryManyUnknownFieldsTheFirstAreNamedAndTheOthersCounted() {
        String fields =
                IntStream.range(0, 60_000).mapToObj(i -> "\"x" + i + "\":1").collect(Collectors.joining(","));
        Answer answer = new Api(port).post("/v1/jobs", "{\"seeds\":[\"http://a.test/\"]," + fields + "}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).hasSize(100).startsWith("/x0", "/x1").endsWith("/x99");
        assertThat(JSON.readTree(answer.body()).get("detail").stringValue()).contains("59900 more");
    }

    @Test
    void moreValuesThanAnyJobHasAreNotRead() {
        Answer answer = new Api(port).post("/v1/jobs", "[" + "[],".repeat(300_000) + "1]");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").stringValue()).startsWith("The body holds more than a job can");
    }
}
