package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Traps, cleaned URLs, copies and cookies, as a crawl meets them. */
@ServiceTest
class UrlRulesCrawlTest {

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

    private Map<String, JsonNode> crawl(String more) {
        return api.crawl(site, more);
    }

    @Test
    void anEndlessSiteEndsBySkips() {
        site.page("/", "<a href=a/>deeper</a><a href=/calendar/1950/01>before</a>");
        site.pages(path -> path.startsWith("/a/") ? Page.html("<a href=a/>" + path + "</a>") : Page.status(404));
        Map<String, JsonNode> outcomes = crawl(",'maxDepth':1000");
        assertThat(outcomes).hasSize(6);
        assertThat(outcomes.get("/a/a/a/a/").get("reason").stringValue()).isEqualTo("trap");
        assertThat(outcomes.get("/calendar/1950/01").get("reason").stringValue())
                .isEqualTo("trap");
        assertThat(site.hits("/a/a/a/a/")).isZero();
    }

    @Test
    void aTrapThatSomebodyAskedForIsFetched() {
        String seed = site.url("/a/a/a/a/a/").href();
        site.pages(path -> Page.html("x"));
        String id = api.submit("{'seeds':['" + seed + "']}");
        assertThat(api.awaitEnd(id).at("/counters/pages").intValue()).isEqualTo(1);
    }

    @Test
    void sessionsAndTrackingAreOnePageWhereTheJobAsks() {
        site.page("/", "<a href='/p?sid=1&q=2'>1</a><a href='/p?q=2&utm_source=x'>2</a><a href=/s>3</a>");
        site.page("/p?q=2", "p");
        site.page("/s", Page.redirect("/t;jsessionid=5?utm_medium=1"));
        site.page("/t", "t");
        Map<String, JsonNode> outcomes = crawl(",'cleanUrls':{'sessionIds':true,'tracking':true}");
        assertThat(outcomes).containsOnlyKeys("/", "/p?q=2", "/s");
        assertThat(outcomes.get("/s").get("finalUrl").stringValue())
                .isEqualTo(site.url("/t").href());
    }

    @Test
    void aServerThatInsistsOnItsSessionIsFollowed() {
        site.page("/", "<a href=/s>1</a>");
        site.page("/s", Page.redirect("/s?sid=7"));
        site.page("/s?sid=7", "s");
        Map<String, JsonNode> outcomes = crawl(",'cleanUrls':{'sessionIds':true}");
        assertThat(outcomes.get("/s").get("status").intValue()).isEqualTo(200);
    }

    @Test
    void copiesSaySoAndAreStillPages() {
        site.page("/", "<a href=/1>1</a><a href=/2>2</a><a href=/3>3</a>");
        site.page("/1", "same");
        site.page("/2", "same");
        site.page("/3", "<link rel=canonical href=/1><p>other");
        Map<String, JsonNode> outcomes = crawl(",'perHost':1");
        assertThat(outcomes.get("/1").get("duplicateOf").isNull()).isTrue();
        assertThat(outcomes.get("/2").get("duplicateOf").stringValue())
                .isEqualTo(site.url("/1").href());
        assertThat(outcomes.get("/3").get("canonical").stringValue())
                .isEqualTo(site.url("/1").href());
        assertThat(outcomes.get("/3").get("duplicateOf").isNull()).isTrue();
    }

    @Test
    void copiesAreSkippedWhereTheJobAsks() {
        site.page("/", "<a href=/1>1</a><a href=/2>2</a><a href=/4>4</a><a href=/3>3</a><a href=/6>6</a>");
        site.page("/6", "<link rel=canonical href=/gone><p>keeps its place<a href=/from6>x</a>");
        site.page("/from6", "x");
        site.page("/1", "<a href=deeper>same</a>");
        site.page("/2", "<a href=deeper>same</a>");
        site.page("/3", "<link rel=canonical href=/4><p>other<a href=/5>5</a>");
        site.page("/4", "<link rel=canonical href=/4><p>the one");
        site.page("/deeper", "deeper");
        Map<String, JsonNode> outcomes = crawl(",'perHost':1,'duplicates':'skip'");
        assertThat(outcomes).containsOnlyKeys("/", "/1", "/2", "/3", "/4", "/6", "/gone", "/from6", "/deeper");
        assertThat(outcomes.get("/6").get("status").intValue()).isEqualTo(200);
        assertThat(outcomes.get("/2").get("reason").stringValue()).isEqualTo("duplicate");
        assertThat(outcomes.get("/2").get("of").stringValue())
                .isEqualTo(site.url("/1").href());
        assertThat(outcomes.get("/3").get("of").stringValue())
                .isEqualTo(site.url("/4").href());
        assertThat(outcomes.get("/4").get("status").intValue()).isEqualTo(200);
    }

    @Test
    void pagesThatCallEachOtherTheOriginalAreNotBothSkipped() {
        site.page("/", "<a href=/a>a</a><a href=/p/>p</a>");
        site.page("/a", "<link rel=canonical href=/b><p>a<a href=/from-a>x</a>");
        site.page("/b", "<link rel=canonical href=/a><p>b");
        site.page("/p", Page.redirect("/p/"));
        site.page("/p/", "<link rel=canonical href=/p><p>p<a href=/from-p>x</a>");
        site.page("/from-a", "from a");
        site.page("/from-p", "from p");
        Map<String, JsonNode> outcomes = crawl(",'perHost':1,'duplicates':'skip'");
        for (String page : List.of("/a", "/p/", "/from-a", "/from-p")) {
            assertThat(outcomes.get(page).has("status")).as(page).isTrue();
        }
    }

    @Test
    void cookiesGoBackToTheirOriginWhereTheJobWantsThem() {
        try (FakeSite other = FakeSite.start()) {
            site.page("/", Page.html("<a href=/in>1</a>").header("Set-Cookie", "s=1; Path=/"));
            site.page("/in", Page.redirect(other.url("/out").href()).header("Set-Cookie", "t=2"));
            other.page("/out", "x");
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'scope':'any','delay':'0ms','cookies':true,"
                    + "'headers':{'Cookie':'own=0'}}");
            api.awaitEnd(id);
            assertThat(site.header("/in", "Cookie")).isEqualTo("own=0; s=1");
            assertThat(other.header("/out", "Cookie")).isNull();
            api.awaitEnd(api.submit("{'seeds':['" + site.url("/") + "'],'scope':'any','delay':'0ms'}"));
            assertThat(site.header("/in", "Cookie"))
                    .as("another job has its own jar")
                    .isNull();
        }
    }
}
