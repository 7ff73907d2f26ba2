package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Redirects (RFC 9110 §15.4), hop by hop: each polite, in scope, allowed by robots.txt, and bounded. */
@ServiceTest
class RedirectTest {

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

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void everyKindIsFollowedByGet(int status) {
        site.page("/", "<a href=/a>a</a>");
        site.page("/a", Page.status(status).header("Location", "b?x#y"));
        site.page("/b?x", "b");
        JsonNode page = crawl("").get("/a");
        assertThat(page.get("finalUrl").stringValue())
                .isEqualTo(site.url("/b?x").href());
        assertThat(page.get("redirects").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 305, 306, 399})
    void otherStatusesAreNoRedirects(int status) {
        site.page("/", "<a href=/a>a</a>");
        site.page("/a", Page.status(status).header("Location", "/b"));
        JsonNode failure = crawl("").get("/a");
        assertThat(failure.get("kind").stringValue()).isEqualTo("http");
        assertThat(failure.get("status").intValue()).isEqualTo(status);
        assertThat(site.hits("/b")).isZero();
    }

    @Test
    void tenHopsAreFollowedAndAnEleventhIsNot() {
        site.page("/", "<a href=/a10>a</a><a href=/b11>b</a>");
        site.pages(path -> {
            int left = path.matches("/[ab]\\d+") ? Integer.parseInt(path.substring(2)) : -1;
            return left < 0
                    ? Page.status(404)
                    : left == 0 ? Page.html(path) : Page.redirect(path.substring(0, 2) + (left - 1));
        });
        Map<String, JsonNode> outcomes = crawl("");
        assertThat(outcomes).containsOnlyKeys("/", "/a10", "/b11");
        assertThat(outcomes.get("/a10").get("redirects").size()).isEqualTo(10);
        assertThat(outcomes.get("/b11").get("kind").stringValue()).isEqualTo("redirect");
        assertThat(site.hits("/b0")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd",
        "'data:text/html,x'",
        "javascript:alert(1)",
        "ftp://a.test/",
        "http://",
        "http://[::1",
        "http://user:secret@a.test/",
        "/a"
    })
    void anInvalidTargetIsAFailure(String location) {
        site.page("/", "<a href=/a>a</a>");
        site.page("/a", Page.redirect(location));
        assertThat(crawl(",'scope':'any'").get("/a").get("kind").stringValue()).isEqualTo("redirect");
        assertThat(site.hits("/a")).isEqualTo(1);
    }

    @Test
    void robotsTxtOfEachHopIsAsked() {
        try (FakeSite other = FakeSite.start()) {
            other.page("/robots.txt", Page.text("User-agent: *\nDisallow: /closed\n"));
            other.page("/open", Page.redirect("/closed"));
            site.page("/", "<a href=/a>a</a>");
            site.page("/a", Page.redirect(other.url("/open").href()));
            Map<String, JsonNode> outcomes = crawl(",'scope':'any'");
            assertThat(outcomes.get("/a").get("reason").stringValue()).isEqualTo("robots");
            assertThat(other.hits("/robots.txt")).isEqualTo(1);
            assertThat(other.hits("/closed")).isZero();
        }
    }

    @Test
    void aTargetCountsAsSeenAndIsKnownToOneUrlOnly() {
        site.page("/", "<a href=/a>a</a><a href=/b>b</a><a href=/c>c</a>");
        site.page("/a", Page.redirect("/c"));
        site.page("/b", Page.redirect("/d"));
        site.page("/c", "<a href=/d>d</a>");
        site.page("/d", "d");
        Map<String, JsonNode> outcomes = crawl(",'perHost':1");
        assertThat(outcomes).containsOnlyKeys("/", "/a", "/b", "/c");
        assertThat(outcomes.get("/a").get("reason").stringValue()).isEqualTo("duplicate");
        assertThat(outcomes.get("/a").get("of").stringValue())
                .isEqualTo(site.url("/c").href());
        assertThat(outcomes.get("/b").get("finalUrl").stringValue())
                .isEqualTo(site.url("/d").href());
        assertThat(site.hits("/d")).isEqualTo(1);
    }

    @Test
    void aSeedMayLeaveTheScopeAndTheJobShowsWhereItWent() {
        try (FakeSite other = FakeSite.start()) {
            site.page("/", Page.redirect(other.url("/home").href()));
            other.page("/home", "<a href=/next>n</a><a href=" + site.url("/back") + ">b</a>");
            other.page("/next", "n");
            site.page("/back", "b");
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms'}");
            assertThat(api.outcomes(site, id))
                    .containsOnlyKeys("/", other.url("/next").href(), "/back");
            assertThat(api.job(id).get("joinedScope").toString())
                    .contains(other.url("/").host().value());
        }
    }

    /** Served to who has the cookie; others get it with a redirect to the same place, or by another. */
    private void cookieWalls() {
        site.page("/", "<a href=/wall>w</a><a href=/bounce>b</a>");
        site.answers(
                "/wall",
                cookie -> cookie.contains("ok=1")
                        ? Page.html("in")
                        : Page.redirect("/wall").header("Set-Cookie", "ok=1; Path=/wall"));
        site.answers("/bounce", cookie -> cookie.contains("sso=1") ? Page.html("in") : Page.redirect("/sso"));
        site.page("/sso", Page.redirect("/bounce").header("Set-Cookie", "sso=1; Path=/"));
    }

    @Test
    void aRedirectToTheSameUrlWithANewCookieIsAnotherRequest() {
        cookieWalls();
        Map<String, JsonNode> outcomes = crawl(",'cookies':true");
        assertThat(outcomes.get("/wall").get("status").intValue()).isEqualTo(200);
        assertThat(outcomes.get("/bounce").get("status").intValue()).isEqualTo(200);
        assertThat(outcomes.get("/bounce").get("redirects").size()).isEqualTo(2);
        assertThat(site.hits("/wall")).isEqualTo(2);
    }

    @Test
    void withoutCookiesARedirectToTheSameUrlIsACircle() {
        cookieWalls();
        Map<String, JsonNode> outcomes = crawl("");
        assertThat(outcomes.get("/wall").get("kind").stringValue()).isEqualTo("redirect");
        assertThat(outcomes.get("/bounce").get("kind").stringValue()).isEqualTo("redirect");
        assertThat(site.hits("/wall")).isEqualTo(1);
    }

    @Test
    void cookiesThatAreNewEachTimeEndAtTheBound() {
        AtomicInteger visits = new AtomicInteger();
        site.page("/", "<a href=/a>a</a>");
        site.answers("/a", cookie -> Page.redirect("/a").header("Set-Cookie", "n=" + visits.incrementAndGet()));
        JsonNode failure = crawl(",'cookies':true").get("/a");
        assertThat(failure.get("kind").stringValue()).isEqualTo("redirect");
        assertThat(site.hits("/a")).isEqualTo(11);
    }

    @Test
    void aCookieThatStaysTheSameIsACircle() {
        site.page("/", "<a href=/a>a</a>");
        site.answers("/a", cookie -> Page.redirect("/a").header("Set-Cookie", "n=1"));
        assertThat(crawl(",'cookies':true").get("/a").get("kind").stringValue()).isEqualTo("redirect");
        assertThat(site.hits("/a")).isEqualTo(2);
    }

    @Test
    void bytesBeyondAsciiInALocationAreTheBytesOfTheUrl() {
        site.page("/", "<a href=/a>a</a>");
        site.page("/a", Page.redirect("/\u00d0\u00ba?\u00c3\u00a9"));
        site.page("/%D0%BA?%C3%A9", "k");
        assertThat(crawl("").get("/a").get("finalUrl").stringValue())
                .isEqualTo(site.url("/%D0%BA?%C3%A9").href());
    }

    @Test
    void credentialsAndCookiesStayWithTheirOrigin() {
        try (FakeSite other = FakeSite.start()) {
            site.page("/", Page.redirect(other.url("/x").href()).header("Set-Cookie", "s=1"));
            other.page("/x", Page.redirect(site.url("/y").href()));
            site.page("/y", "y");
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','cookies':true,"
                    + "'headers':{'Authorization':'Bearer t','Cookie':'own=1','X-Mine':'m'}}");
            assertThat(api.awaitEnd(id).at("/counters/pages").intValue()).isEqualTo(1);
            for (String name : List.of("Authorization", "Cookie", "X-Mine")) {
                assertThat(other.header("/x", name)).as(name).isNull();
                assertThat(site.header("/y", name)).as(name).isNotNull();
            }
            assertThat(site.header("/y", "Cookie")).isEqualTo("own=1; s=1");
        }
    }
}
