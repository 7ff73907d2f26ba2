package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.event.EventJson;
import io.orbweaver.service.Api.Event;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a job takes out of pages, behind the whole pipeline. */
@ServiceTest
class ExtractTest {

    private static final String ALL = ",'maxBodySize':'50MB','extract':{'text':true,'markdown':true,'links':true,"
            + "'fields':{'price':'span.price','next':'a[rel=next]@href','tags':'li.tag[]'},"
            + "'patterns':['rust','re:[0-9]+ EUR']}";

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

    private String crawl(String more) {
        String id = api.submit(
                "{'seeds':['" + site.url("/").href() + "'],'delay':'0ms','perHost':10,'retries':0" + more + "}");
        api.awaitEnd(id, Duration.ofSeconds(60));
        return id;
    }

    private Event outcome(String job, String path) {
        return api.events(job).stream()
                .filter(event -> event.data()
                        .path("url")
                        .asString("")
                        .equals(site.url(path).href()))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode extract(String job, String path) {
        Event page = outcome(job, path);
        assertThat(page.type()).isEqualTo("page");
        return page.data().get("extract");
    }

    /** A page as {@code /pages} has it: whole. */
    private JsonNode whole(String job, String path) {
        JsonNode page = wholePages(job).get(path);
        assertThat(page).as("page " + path).isNotNull();
        return page;
    }

    private Map<String, JsonNode> wholePages(String job) {
        Map<String, JsonNode> pages = new HashMap<>();
        api.pages(job)
                .forEach(page -> pages.put(
                        page.get("url").stringValue().replace(site.url("/").href(), "/"), page));
        return pages;
    }

    @Test
    void requestedPartsAreExtracted() {
        site.page(
                "/",
                "<html lang=en><title>Rust</title><meta name=description content='About rust'>"
                        + "<nav><a href=/menu>Menu</a></nav>"
                        + "<main><h1>Rust</h1><p>All of <a href=/more rel=next>more</a>"
                        + " for <span class=price>12 EUR</span>, as rust is.</p><ul><li class=tag>a<li class=tag>b</ul>"
                        + "</main>");
        JsonNode extract = extract(crawl(ALL), "/");
        assertThat(extract.propertyNames())
                .containsExactly("metadata", "text", "markdown", "links", "fields", "patterns");
        assertThat(extract.at("/metadata/description").stringValue()).isEqualTo("About rust");
        assertThat(extract.at("/metadata/language").stringValue()).isEqualTo("en");
        assertThat(extract.get("text").stringValue())
                .contains("All of more for 12 EUR")
                .doesNotContain("Menu");
        assertThat(extract.get("markdown").stringValue())
                .contains("# Rust")
                .contains("[more](" + site.url("/more").href() + ")");
        assertThat(extract.get("links")).hasSize(2);
        assertThat(extract.at("/links/1/rel").stringValue()).isEqualTo("next");
        assertThat(extract.at("/fields/price").stringValue()).isEqualTo("12 EUR");
        assertThat(extract.at("/fields/next").stringValue())
                .isEqualTo(site.url("/more").href());
        assertThat(extract.at("/fields/tags")).hasSize(2);
        assertThat(extract.at("/patterns/rust").intValue()).isEqualTo(2);
        assertThat(extract.at("/patterns/re:[0-9]+ EUR").intValue()).isEqualTo(1);
    }

    @Test
    void withoutARequestNothingIsExtracted() {
        site.page("/", "<title>x</title><h1>y</h1>");
        assertThat(extract(crawl(""), "/")).isEmpty();
        assertThat(extract(crawl(",'extract':{'patterns':['y'],'metadata':false}"), "/")
                        .propertyNames())
                .containsExactly("patterns");
        assertThat(extract(crawl(",'extract':{'metadata':true}"), "/").propertyNames())
                .containsExactly("metadata");
    }

    @Test
    void dataTooLongForAnEventAreInThePages() {
        String words = IntStream.range(0, 20_000).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
        site.page("/", "<title>x</title><main><h1>Long</h1><p>" + words + "</p></main>");
        String job = crawl(ALL);
        Event event = outcome(job, "/");
        assertThat(event.raw().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(EventJson.BYTES_MAX);
        assertThat(event.data().get("truncated").booleanValue()).isTrue();
        assertThat(event.data().get("extract").propertyNames())
                .doesNotContain("text", "markdown")
                .contains("metadata", "links", "fields", "patterns");
        JsonNode page = whole(job, "/");
        assertThat(page.get("truncated")).isNull();
        assertThat(page.at("/extract/text").stringValue()).isEqualTo("Long\n" + words);
        assertThat(page.at("/extract/markdown").stringValue()).contains(words);
    }

    @Test
    void bodiesWithoutMarkupHavePatternsOnly() {
        site.page("/", new Page(200, Map.of("Content-Type", "image/png"), bytes("rust 1 EUR"), Duration.ZERO));
        JsonNode extract = extract(crawl(ALL), "/");
        assertThat(extract.propertyNames()).containsExactly("patterns", "unavailable");
        assertThat(extract.at("/unavailable/reason").stringValue()).isEqualTo("media-type");
        assertThat(extract.at("/patterns/rust").intValue()).isEqualTo(1);
        assertThat(extract.at("/patterns/re:[0-9]+ EUR").intValue()).isEqualTo(1);
    }

    @Test
    @Tag("slow")
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void hostilePagesAreCutAndTheJobEnds() {
        site.page("/", "<a href=/deep>1</a><a href=/long>2</a><a href=/attributes>3</a><a href=/links>4</a>");
        site.page("/deep", "<div>".repeat(100_000) + "end");
        site.page("/long", "<p>" + "lorem ipsum ".repeat(2_600_000));
        site.page(
                "/attributes",
                "<p " + IntStream.range(0, 1_000_000).mapToObj(i -> "a" + i).collect(Collectors.joining(" ")) + ">x");
        site.page("/links", "<a href=x>y".repeat(300_000));
        String job = crawl(ALL);
        Map<String, JsonNode> pages = wholePages(job);
        assertThat(pages).containsOnlyKeys("/", "/deep", "/long", "/attributes", "/links");
        assertThat(pages.get("/attributes").at("/extract/text").stringValue()).isEqualTo("x");
        for (String path : new String[] {"/deep", "/long", "/links"}) {
            assertThat(pages.get(path).at("/extract/truncated").asBoolean(false))
                    .as(path)
                    .isTrue();
        }
        assertThat(api.job(job).get("state").stringValue()).isEqualTo("completed");
    }

    @Test
    @Tag("slow")
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void manyLongPagesShareTheMemoryBudget() {
        site.page(
                "/",
                IntStream.range(0, 20)
                        .mapToObj(i -> "<a href=/p" + i + ">x</a>")
                        .collect(Collectors.joining()));
        String text = "lorem ipsum dolor ".repeat(35_000);
        site.pages(
                path -> path.startsWith("/p") ? Page.html("<title>" + path + "</title><p>" + text) : Page.status(404));
        String job = crawl(",'keepBodies':true,'extract':{'text':true}");
        assertThat(api.job(job).at("/counters/pages").intValue()).isEqualTo(21);
        IntStream.range(0, 20)
                .forEach(i -> assertThat(whole(job, "/p" + i)
                                .at("/extract/text")
                                .stringValue()
                                .length())
                        .isEqualTo(text.length() - 1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
