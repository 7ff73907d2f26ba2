package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.site.ClosedPort;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a crawl makes of pages, links, redirects, robots.txt and trouble. */
@ServiceTest
class CrawlTest {

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
    void everyReachablePageIsFetchedOnceWhateverItsLinksLookLike() {
        site.page(
                "/",
                "<title>Home</title><a href=a.html>1</a><a href='/a.html#x'>2</a><a href=./b/../b/>3</a>"
                        + "<area href=//127.0.0.1:" + site.port()
                        + "/c?q=1&amp;r=2><!-- <a href=no> --><a href=mailto:x@y>m</a>"
                        + "<a href=http://127.0.0.2:9/off>off</a>");
        site.page("/a.html", "<a href=/>home</a>");
        site.page("/b/", "<base href=/deep/><a href=d>4</a>");
        site.page("/c?q=1&r=2", "c");
        site.page("/deep/d", Page.text("no links"));
        Map<String, JsonNode> outcomes = crawl("");
        assertThat(outcomes.keySet()).containsExactlyInAnyOrder("/", "/a.html", "/b/", "/c?q=1&r=2", "/deep/d");
        assertThat(outcomes.get("/").get("title").stringValue()).isEqualTo("Home");
        assertThat(outcomes.get("/deep/d").get("depth").intValue()).isEqualTo(2);
        assertThat(outcomes.get("/deep/d").get("referrer").stringValue())
                .isEqualTo(site.url("/b/").href());
        outcomes.keySet().forEach(path -> assertThat(site.hits(path)).isEqualTo(1));
    }

    @Test
    void robotsTxtIsObeyedAndAskedForOnce() {
        site.page("/robots.txt", Page.text("User-agent: *\nDisallow: /private\n"));
        site.page("/", "<a href=/private/x>x</a><a href=/open>y</a>");
        site.page("/open", "y");
        Map<String, JsonNode> outcomes = crawl("");
        assertThat(outcomes.get("/private/x").get("reason").stringValue()).isEqualTo("robots");
        assertThat(outcomes.get("/open").get("status").intValue()).isEqualTo(200);
        assertThat(site.hits("/private/x")).isZero();
        assertThat(site.hits("/robots.txt")).isEqualTo(1);
    }

    @Test
    void anUnreachableRobotsTxtClosesTheOrigin() {
        site.page("/robots.txt", Page.status(503));
        site.page("/", "x");
        Map<String, JsonNode> outcomes = crawl("");
        assertThat(outcomes.get("/").get("reason").stringValue()).isEqualTo("robots-unreachable");
        assertThat(site.hits("/")).isZero();
    }

    @Test
    void redirectsAreFollowedHopByHop() {
        site.page(
                "/", "<a href=/old>1</a><a href=/loop>2</a><a href=/known>3</a><a href=/away>4</a><a href=/bad>5</a>");
        site.page("/old", Page.redirect("/new"));
        site.page("/new", Page.redirect("/newest"));
        site.page("/newest", "<title>Here</title>");
        site.page("/loop", Page.redirect("/loop2"));
        site.page("/loop2", Page.redirect("/loop"));
        site.page("/known", Page.redirect("/"));
        site.page("/away", Page.redirect("http://127.0.0.2:9/"));
        site.page("/bad", Page.redirect("javascript:alert(1)"));
        Map<String, JsonNode> outcomes = crawl("");
        JsonNode old = outcomes.get("/old");
        assertThat(old.get("finalUrl").stringValue())
                .isEqualTo(site.url("/newest").href());
        assertThat(old.get("redirects").size()).isEqualTo(2);
        assertThat(old.get("title").stringValue()).isEqualTo("Here");
        assertThat(outcomes.get("/loop").get("kind").stringValue()).isEqualTo("redirect");
        assertThat(outcomes.get("/bad").get("kind").stringValue()).isEqualTo("redirect");
        assertThat(outcomes.get("/away").get("reason").stringValue()).isEqualTo("scope");
        assertThat(outcomes.get("/known").get("reason").stringValue()).isEqualTo("duplicate");
        assertThat(outcomes.get("/known").get("of").stringValue())
                .isEqualTo(site.url("/").href());
        assertThat(outcomes).doesNotContainKeys("/new", "/newest", "/loop2");
    }

    @Test
    void temporaryFailuresAreRetriedAndPermanentOnesAreNot() {
        AtomicInteger asked = new AtomicInteger();
        site.page("/", "<a href=/flaky>1</a><a href=/gone>2</a><a href=/broken>3</a>");
        site.page("/gone", Page.status(410));
        Function<String, Page> others = path -> path.equals("/flaky") && asked.incrementAndGet() > 2
                ? Page.html("at last")
                : path.equals("/robots.txt") ? Page.status(404) : Page.status(500);
        site.pages(others);
        Map<String, JsonNode> outcomes = crawl(",'retries':2");
        assertThat(outcomes.get("/flaky").get("attempt").intValue()).isEqualTo(3);
        assertThat(outcomes.get("/broken").get("status").intValue()).isEqualTo(500);
        assertThat(outcomes.get("/broken").get("attempts").intValue()).isEqualTo(3);
        assertThat(outcomes.get("/gone").get("attempts").intValue()).isEqualTo(1);
        assertThat(site.hits("/broken")).isEqualTo(3);
        assertThat(site.hits("/gone")).isEqualTo(1);
    }

    @Test
    void aSlowPageIsATimeoutAndALargeOneIsTooLarge() {
        site.page("/", "<a href=/slow>1</a><a href=/large>2</a><a href=/fine>3</a>");
        site.page("/slow", Page.html("x").after(Duration.ofSeconds(20)));
        site.page("/large", "x".repeat(100_000));
        site.page("/fine", "x");
        Map<String, JsonNode> outcomes = crawl(",'timeout':'1s','retries':0,'maxBodySize':'50KB'");
        assertThat(outcomes.get("/slow").get("kind").stringValue()).isEqualTo("timeout");
        assertThat(outcomes.get("/large").get("kind").stringValue()).isEqualTo("too-large");
        assertThat(outcomes.get("/fine").get("status").intValue()).isEqualTo(200);
    }

    @Test
    void pagesMaySayThatTheyAreNoResultsAndThatLinksAreNotToBeFollowed() {
        site.page("/", "<a href=/a>1</a><a href=/b>2</a><a rel=nofollow href=/n>3</a>");
        site.page("/a", "<meta name=robots content=noindex><a href=/c>c</a>");
        site.page("/b", Page.html("<a href=/d>d</a>").header("X-Robots-Tag", "nofollow"));
        site.page("/c", "c");
        Map<String, JsonNode> outcomes = crawl("");
        assertThat(outcomes.keySet()).containsExactlyInAnyOrder("/", "/a", "/b", "/c");
        assertThat(outcomes.get("/a").get("reason").stringValue()).isEqualTo("noindex");
    }

    @Test
    void scopeIncludeExcludeAndDepthDecideWhatBelongs() {
        site.page("/", "<a href=/docs/1>1</a><a href=/blog/1>2</a><a href=/docs/secret>3</a>");
        site.page("/docs/1", "<a href=/docs/2>2</a>");
        site.page("/docs/2", "<a href=/docs/3>3</a>");
        Map<String, JsonNode> outcomes = crawl(",'include':['/docs/'],'exclude':['secret'],'maxDepth':2");
        assertThat(outcomes.keySet()).containsExactlyInAnyOrder("/", "/docs/1", "/docs/2");
    }

    @Test
    void aJobWhoseOnlySeedFailsHasFailed() {
        String id = api.submit("{'seeds':['http://127.0.0.1:" + ClosedPort.any() + "/'],'retries':0,'robots':true}");
        var job = api.awaitEnd(id);
        assertThat(job.get("state").stringValue()).isEqualTo("failed");
        assertThat(job.get("why").stringValue()).isEqualTo("connect");
    }

    @Test
    void headersGoToTheSeedsOriginOnly() {
        try (FakeSite other = FakeSite.start()) {
            site.page("/", "<a href=" + other.url("/x") + ">x</a>");
            other.page("/x", "x");
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'scope':'any','delay':'0ms',"
                    + "'headers':{'X-Secret':'s3cret'}}");
            api.awaitEnd(id);
            assertThat(site.header("/", "X-Secret")).isEqualTo("s3cret");
            assertThat(other.header("/x", "X-Secret")).isNull();
        }
    }
}
