package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.fetch.Coded;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * A page of more links than are held at a time: all of them are known, plain or coded, and none is dropped in silence.
 */
@Tag("slow")
@ServiceTest
class ManyLinksTest {

    private static final int LINKS = 120_000;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"", "gzip", "br", "zstd", "gzip, gzip"})
    void everyLinkOfAPageIsKnown(String coding) {
        StringBuilder html = new StringBuilder("<base href=/x/>");
        for (int i = 0; i < LINKS; i++) {
            html.append("<a href=").append(i).append('>');
        }
        byte[] body = html.toString().getBytes(StandardCharsets.US_ASCII);
        for (String one : coding.isEmpty() ? new String[0] : coding.split(", ")) {
            body = Coded.in(one, body);
        }
        Page page = new Page(200, Map.of("Content-Type", "text/html", "Content-Encoding", coding), body, Duration.ZERO);
        try (FakeSite site = FakeSite.start()) {
            site.page("/", page);
            Api api = new Api(port);

            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','maxPages':1}");

            JsonNode job = api.awaitEnd(id);
            assertThat(job.at("/counters/known").intValue()).isEqualTo(LINKS + 1);
            assertThat(job.at("/counters/pages").intValue()).isOne();
            JsonNode event = api.pages(id).get(0);
            assertThat(event.get("links").intValue()).isEqualTo(LINKS);
            assertThat(event.has("omitted")).isFalse();
            assertThat(site.asked()).containsExactly("/robots.txt", "/");
        }
    }

    @Test
    void aCutTitleAndRefusedCookiesAreReported() {
        try (FakeSite site = FakeSite.start()) {
            site.page(
                    "/",
                    Page.html("<title>" + "t".repeat(1_500) + "</title>")
                            .header("Set-Cookie", "a=" + "x".repeat(5_000)));

            JsonNode page = new Api(port).crawl(site, ",'cookies':true").get("/");

            assertThat(page.get("title").stringValue()).hasSize(1_024);
            assertThat(page.at("/omitted/title").intValue()).isEqualTo(476);
            assertThat(page.at("/omitted/cookies").intValue()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16_384, 16_385})
    void aTooLongLinkIsReported(int length) {
        try (FakeSite site = FakeSite.start()) {
            site.page("/", "<a href='" + "x".repeat(length) + "'></a><a href=/b></a>")
                    .page("/b", "b");
            Map<String, JsonNode> outcomes = new Api(port).crawl(site, "");

            assertThat(outcomes.get("/").at("/omitted/links").asInt(0)).isEqualTo(length > 16_384 ? 1 : 0);
        }
    }
}
