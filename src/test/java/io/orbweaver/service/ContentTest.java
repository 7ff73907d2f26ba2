package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a body is taken for, which links it has, and what is counted in it. */
@ServiceTest
class ContentTest {

    @LocalServerPort
    private int port;

    private Api api;
    private FakeSite site;

    @BeforeEach
    void open() {
        api = new Api(port);
        site = FakeSite.start();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static Page typed(String contentType, String body) {
        Map<String, String> headers = contentType == null ? Map.of() : Map.of("Content-Type", contentType);
        return new Page(200, headers, body.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }

    private Map<String, JsonNode> crawl(String more) {
        return api.crawl(site, more);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {
                "text/html                | <a href=/x>x</a>              | text/html             | true",
                "Text/HTML;charset=utf-8  | <a href=/x>x</a>              | text/html             | true",
                "application/xhtml+xml    | <html><a href='/x'/></html>   | application/xhtml+xml | true",
                "none                     | <!DOCTYPE html><a href=/x>    | text/html             | true",
                "none                     | <p><a href=/x>x</a>           | text/html             | true",
                "*/*                      | <html><a href=/x>x</a>        | text/html             | true",
                "unknown/unknown          | <html><a href=/x>x</a>        | text/html             | true",
                "none                     | just words <a href=/x>        | text/plain            | false",
                "none                     | %PDF-1.7 <a href=/x>          | application/pdf       | false",
                "text/plain               | <html><a href=/x>x</a>        | text/plain            | false",
                "image/png                | <html><a href=/x>x</a>        | image/png             | false",
                "application/json         | <html><a href=/x>x</a>        | application/json      | false"
            })
    void aBodyIsWhatItsTypeSaysOrShowsWhereNoneDoes(String declared, String body, String told, boolean links) {
        site.page("/", typed(declared, body));
        site.page("/x", "x");
        Map<String, JsonNode> outcomes = crawl("");
        assertThat(outcomes.get("/").get("contentType").stringValue()).isEqualTo(told);
        assertThat(outcomes.containsKey("/x")).isEqualTo(links);
        assertThat(outcomes.get("/").get("links").intValue()).isEqualTo(links ? 1 : 0);
    }

    @Test
    void xhtmlHasEmptyElementsAndCdata() {
        site.page(
                "/",
                typed(
                        "application/xhtml+xml",
                        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title>"
                                + "<script src='s.js'/></head><body><![CDATA[<a href='/no'>]]><a href='/x'>x</a></body>"
                                + "</html>"));
        site.page("/x", "x");
        Map<String, JsonNode> outcomes = crawl("");
        assertThat(outcomes).containsOnlyKeys("/", "/x");
        assertThat(outcomes.get("/").get("title").stringValue()).isEqualTo("T");
    }

    @Test
    void aLinksQueryIsEncodedAsItsPageIs() {
        site.page(
                "/",
                new Page(
                        200,
                        Map.of("Content-Type", "text/html; charset=windows-1251"),
                        "<a href='/\u043c?\u043c'>x</a>".getBytes(Charset.forName("windows-1251")),
                        Duration.ZERO));
        site.page("/%D0%BC?%EC", "x");
        assertThat(crawl("").get("/%D0%BC?%EC").get("status").intValue()).isEqualTo(200);
    }

    @Test
    void linksComeFromTheElementsThatTheJobAsksFor() {
        site.pages(path -> path.equals("/robots.txt") ? Page.status(404) : Page.text("x"));
        site.page(
                "/",
                "<base href=/b/><meta http-equiv=refresh content='5; url=refresh'><link rel=stylesheet href=link>"
                        + "<a href=a>1</a><map><area href=area></map><iframe src=iframe></iframe>"
                        + "<img src=img srcset='img1 1x, img2 2x'><video><source src=source></video>");
        assertThat(crawl("")).containsOnlyKeys("/", "/b/a", "/b/area");
        assertThat(crawl(",'follow':['img','link']")).containsOnlyKeys("/", "/b/img", "/b/img1", "/b/img2", "/b/link");
        assertThat(crawl(",'follow':['iframe','source','refresh']"))
                .containsOnlyKeys("/", "/b/iframe", "/b/source", "/b/refresh");
    }

    @Test
    void stringsAreCountedInTheSourceOfWhateverIsThere() {
        site.page("/", "<a href=/text>rust</a><!-- rust --><p title='rust'>Rustrust</p><a href=/empty>e</a>");
        site.page("/text", Page.text("rust\nru\nst rustrust"));
        site.page("/empty", Page.text(""));
        Map<String, JsonNode> outcomes = crawl(",'extract':{'patterns':['rust','zz','\u00e9','<p']}");
        assertThat(outcomes.get("/").at("/extract/patterns").toString())
                .isEqualTo("{\"rust\":4,\"zz\":0,\"\u00e9\":0,\"<p\":1}");
        assertThat(outcomes.get("/text").at("/extract/patterns/rust").intValue())
                .isEqualTo(3);
        assertThat(outcomes.get("/empty").at("/extract/patterns/rust").intValue())
                .isZero();
    }

    @Test
    void aPageOfThirtyMegabytesIsReadAsItComes() {
        site.page("/", "<a href=/x>x</a>" + "<p>words and words".repeat(30 << 20 >> 4) + "<a href=/y>y</a>");
        site.page("/x", "x");
        site.page("/y", "y");
        Map<String, JsonNode> outcomes = crawl(",'maxBodySize':'50MB'");
        assertThat(outcomes).containsOnlyKeys("/", "/x", "/y");
        assertThat(outcomes.get("/").get("bytes").longValue()).isGreaterThan(30L << 20);
    }
}
