package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api.Event;
import io.orbweaver.site.DamagedServer;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Sitemaps in a crawl: found by robots.txt, read as frontier entries of their own, outside the account. */
@ServiceTest
class SitemapTest {

    @LocalServerPort
    private int port;

    private Api api;
    private FakeSite site;

    @BeforeEach
    void open() {
        api = new Api(port);
        site = FakeSite.start();
        site.pages(path -> path.startsWith("/p") ? Page.html("<title>" + path + "</title>") : Page.status(404));
        site.page("/", "<a href=/p-linked>x</a>");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void robots(String... sitemaps) {
        String lines = Stream.of(sitemaps).map(s -> "Sitemap: " + s + "\n").collect(Collectors.joining());
        site.page("/robots.txt", Page.text("User-agent: *\nDisallow: /private\n" + lines));
    }

    private String url(String path) {
        return site.url(path).href();
    }

    private static String urlset(Stream<String> urls) {
        return urls.map(url -> "<url><loc>" + url + "</loc></url>")
                .collect(Collectors.joining(
                        "", "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", "</urlset>"));
    }

    private static String index(Stream<String> urls) {
        return urls.map(url -> "<sitemap><loc>" + url + "</loc></sitemap>")
                .collect(Collectors.joining("", "<sitemapindex>", "</sitemapindex>"));
    }

    private static Page xml(String content) {
        return Page.text(content).header("Content-Type", "application/xml");
    }

    /** Path and type of each outcome; the job must be over, its account right and free of sitemaps. */
    private Map<String, String> crawl(String more) {
        String id = api.submit("{'seeds':['" + url("/") + "'],'delay':'0ms','perHost':10" + more + "}");
        List<Event> events = api.events(id).stream()
                .filter(e -> List.of("page", "failure", "skip").contains(e.type()))
                .toList();
        Map<String, String> outcomes = new TreeMap<>();
        events.forEach(e -> outcomes.put(e.data().get("url").stringValue().replace(url("/"), "/"), e.type()));
        JsonNode job = api.job(id);
        assertThat(job.get("state").stringValue()).isEqualTo("completed");
        assertThat(job.at("/counters/known").intValue())
                .isEqualTo(outcomes.size())
                .isEqualTo(events.size());
        return outcomes;
    }

    @Test
    void urlsOfASitemapAreCrawledBesidesTheLinks() {
        robots(url("/sitemap.xml"));
        site.page("/sitemap.xml", xml(urlset(Stream.of(url("/p1"), url("/p2"), url("/private/x")))));
        String id = api.submit("{'seeds':['" + url("/") + "'],'delay':'0ms','maxDepth':1}");
        Map<String, JsonNode> outcomes = api.events(id).stream()
                .filter(e -> List.of("page", "failure", "skip").contains(e.type()))
                .collect(Collectors.toMap(e -> e.data().get("url").stringValue().replace(url("/"), "/"), Event::data));
        assertThat(outcomes.keySet()).containsExactlyInAnyOrder("/", "/p-linked", "/p1", "/p2", "/private/x");
        assertThat(outcomes.get("/p1").get("depth").intValue()).isZero();
        assertThat(outcomes.get("/p1").get("referrer").stringValue()).isEqualTo(url("/sitemap.xml"));
        assertThat(outcomes.get("/private/x").get("reason").stringValue()).isEqualTo("robots");
        assertThat(site.hits("/sitemap.xml")).isEqualTo(1);
        assertThat(site.hits("/robots.txt")).isEqualTo(1);
    }

    @Test
    void onlyLeavesSeedsAndLinksAlone() {
        robots(url("/sitemap.xml"));
        site.page("/sitemap.xml", xml(urlset(Stream.of(url("/p1"), url("/p2")))));
        site.page("/p1", "<a href=/p-linked>x</a>");
        assertThat(crawl(",'sitemaps':'only'")).containsOnlyKeys("/p1", "/p2");
        assertThat(site.hits("/")).isZero();
    }

    @Test
    void onlyWithoutASitemapIsOverAtOnce() {
        robots();
        assertThat(crawl(",'sitemaps':'only'")).isEmpty();
    }

    @Test
    void onlyFailsWhereNoSitemapThatIsNamedCanBeHad() {
        robots(url("/gone.xml"), url("/broken.xml"));
        site.page("/broken.xml", xml("<html>no sitemap</html>"));
        String id = api.submit("{'seeds':['" + url("/") + "'],'delay':'0ms','sitemaps':'only'}");
        JsonNode job = api.awaitEnd(id);
        assertThat(job.get("state").stringValue()).isEqualTo("failed");
        assertThat(job.get("why").stringValue()).isEqualTo("sitemaps");
        assertThat(job.at("/sitemaps/failed").intValue()).isEqualTo(2);
        assertThat(api.events(id).stream().filter(e -> e.type().equals("sitemap")))
                .extracting(e -> e.data().get("kind").stringValue())
                .containsExactlyInAnyOrder("http", "malformed");
    }

    @Test
    void anIndexThatNamesEverMoreIsReadUpToTheBound() {
        robots(url("/index/0"));
        AtomicInteger named = new AtomicInteger();
        site.pages(path -> path.startsWith("/index/")
                ? xml(index(Stream.generate(() -> url("/index/" + named.incrementAndGet()))
                        .limit(100)))
                : Page.status(404));
        String id =
                api.submit("{'seeds':['" + url("/") + "'],'delay':'0ms','perHost':10,'sitemaps':'only','maxPages':20}");
        JsonNode job = api.awaitEnd(id);
        JsonNode sitemaps = job.get("sitemaps");
        long asked =
                site.asked().stream().filter(path -> path.startsWith("/index/")).count();
        assertThat(asked).isEqualTo(1_000).isEqualTo(sitemaps.get("read").longValue());
        assertThat(sitemaps.get("skipped").longValue()).isPositive();
        assertThat(sitemaps.get("known").longValue())
                .isEqualTo(1_000 + sitemaps.get("skipped").longValue());
        List<Event> events =
                api.events(id).stream().filter(e -> e.type().equals("sitemap")).toList();
        assertThat(events).hasSize(1_001);
        assertThat(events.stream()
                        .filter(e -> e.data().get("outcome").stringValue().equals("skipped")))
                .singleElement()
                .satisfies(e -> assertThat(e.data().get("reason").stringValue()).isEqualTo("max"));
        assertThat(job.at("/counters/bytes").longValue())
                .isEqualTo(events.stream()
                        .mapToLong(e -> e.data().get("bytes").longValue())
                        .sum());
    }

    @Test
    void sitemapsCountAgainstTheBytesOfAJob() {
        robots(url("/1.xml"), url("/2.xml"), url("/3.xml"));
        site.pages(
                path -> path.endsWith(".xml") ? xml(urlset(Stream.empty()) + " ".repeat(100_000)) : Page.status(404));
        String id = api.submit("{'seeds':['" + url("/") + "'],'delay':'100ms','perHost':1,'maxBytes':'150KB'}");
        JsonNode job = api.awaitEnd(id);
        assertThat(job.get("why").stringValue()).isEqualTo("maxBytes");
        assertThat(job.at("/sitemaps/read").intValue()).isEqualTo(2);
    }

    @Test
    void onlyFailsWhereTheSeedsHostIsDead() {
        String id = api.submit("{'seeds':['http://no-such-host.invalid/'],'sitemaps':'only','retries':0}");
        JsonNode job = api.awaitEnd(id);
        assertThat(job.get("state").stringValue()).isEqualTo("failed");
        assertThat(job.get("why").stringValue()).isEqualTo("dns");
    }

    @Test
    void ignoreAsksForNone() {
        robots(url("/sitemap.xml"));
        assertThat(crawl(",'sitemaps':'ignore'")).containsOnlyKeys("/", "/p-linked");
        assertThat(site.hits("/sitemap.xml")).isZero();
    }

    @Test
    void anIndexIsFollowedAndMayBeNested() {
        robots(url("/index.xml"));
        site.page("/index.xml", xml(index(Stream.of(url("/s1.xml"), url("/index2.xml"), url("/index.xml")))));
        site.page("/index2.xml", xml(index(Stream.of(url("/s2.txt"), url("/s1.xml")))));
        site.page("/s1.xml", xml(urlset(Stream.of(url("/p1")))));
        site.page("/s2.txt", Page.text(url("/p2") + "\n" + url("/p3") + "\n"));
        assertThat(crawl("")).containsOnlyKeys("/", "/p-linked", "/p1", "/p2", "/p3");
        assertThat(site.hits("/s1.xml")).isEqualTo(1);
        assertThat(site.hits("/index.xml")).isEqualTo(1);
    }

    @Test
    void indexesWithoutEndAreBounded() {
        robots(url("/i0.xml"));
        site.pages(path -> {
            if (!path.startsWith("/i")) {
                return Page.status(404);
            }
            int next = Integer.parseInt(path.substring(2, path.indexOf('.'))) + 1;
            return xml(index(Stream.of(url("/i" + next + ".xml"))));
        });
        crawl("");
        assertThat(site.asked().stream().filter(path -> path.startsWith("/i"))).hasSize(6);
    }

    @Test
    void gzipIsUndoneWhetherItIsAFileOrACoding() {
        robots(url("/a.xml.gz"), url("/b.xml"));
        byte[] zipped = gzip(urlset(Stream.of(url("/p1"))));
        site.page(
                "/a.xml.gz", new Page(200, Map.of("Content-Type", "application/octet-stream"), zipped, Duration.ZERO));
        site.page(
                "/b.xml",
                new Page(
                        200,
                        Map.of("Content-Type", "text/xml", "Content-Encoding", "gzip"),
                        gzip(urlset(Stream.of(url("/p2")))),
                        Duration.ZERO));
        assertThat(crawl("")).containsOnlyKeys("/", "/p-linked", "/p1", "/p2");
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void aSitemapSpeaksForItsOwnHostAndForTheOneWhoseRobotsNamedIt() {
        try (FakeSite other = FakeSite.start();
                FakeSite third = FakeSite.start()) {
            other.page("/p-other", "x");
            other.page(
                    "/s.xml",
                    xml(urlset(Stream.of(
                            url("/p1"),
                            other.url("/p-other").href(),
                            third.url("/p-third").href()))));
            robots(other.url("/s.xml").href());
            String id = api.submit("{'seeds':['" + url("/") + "'],'delay':'0ms','scope':'any'}");
            List<String> urls = api.events(id).stream()
                    .filter(e -> e.type().equals("page"))
                    .map(e -> e.data().get("url").stringValue())
                    .toList();
            assertThat(urls)
                    .containsExactlyInAnyOrder(
                            url("/"),
                            url("/p-linked"),
                            url("/p1"),
                            other.url("/p-other").href());
            assertThat(third.connections()).isZero();
            assertThat(other.hits("/robots.txt")).isEqualTo(1);
        }
    }

    @Test
    void scopeAndPatternsHoldForWhatIsListed() {
        robots(url("/sitemap.xml"));
        site.page(
                "/sitemap.xml",
                xml(urlset(Stream.of(url("/p1"), url("/p-secret"), "http://elsewhere.test/", "javascript:x", "/p2"))));
        assertThat(crawl(",'exclude':['secret']")).containsOnlyKeys("/", "/p-linked", "/p1", "/p2");
    }

    @Test
    void sitemapsThatCannotBeHadAreNoOutcomesAndEndNothing() {
        robots(url("/gone.xml"), url("/html.xml"), url("/loop"), url("/flaky.xml"), "http://127.0.0.1:1/s.xml");
        site.page("/html.xml", "<html>not found</html>");
        site.page("/loop", Page.redirect("/loop"));
        site.page("/moved.xml", xml(urlset(Stream.of(url("/p1")))));
        site.page("/flaky.xml", Page.redirect("/moved.xml"));
        assertThat(crawl(",'retries':0")).containsOnlyKeys("/", "/p-linked", "/p1");
    }

    @Test
    void entriesBeforeTheEndOfACutSitemapCount() {
        try (DamagedServer server = DamagedServer.start()) {
            server.on(
                    "/s.xml",
                    wire -> wire.head(200, "Content-Length: 100000")
                            .send("<urlset><url><loc>" + url("/p1") + "</loc></url><url><loc>" + url("/p2")));
            robots(server.url("/s.xml").href());
            assertThat(crawl(",'retries':0")).containsOnlyKeys("/", "/p-linked", "/p1");
        }
    }

    @Test
    void aFullSitemapBecomesKnownInPartsAndALimitEndsIt() {
        robots(url("/s.xml"));
        site.page("/s.xml", xml(urlset(IntStream.range(0, 50_000).mapToObj(i -> url("/p" + i)))));
        String id = api.submit("{'seeds':['" + url("/") + "'],'delay':'0ms','perHost':10,'maxPages':200}");
        JsonNode job = api.awaitEnd(id);
        assertThat(job.get("why").stringValue()).isEqualTo("maxPages");
        assertThat(job.at("/counters/pages").intValue()).isEqualTo(200);
        assertThat(job.at("/counters/known").intValue()).isGreaterThan(1_000);
    }

    @Test
    void everyUrlOfAFullSitemapIsKnown() {
        robots(url("/s.xml"));
        site.page("/s.xml", xml(urlset(IntStream.range(0, 50_000).mapToObj(i -> url("/p" + i)))));
        String id = api.submit("{'seeds':['" + url("/") + "'],'delay':'1s','perHost':1,'sitemaps':'only'}");
        api.await(id, job -> job.at("/counters/known").intValue() == 50_000);
        api.send("POST", "/v1/jobs/" + id + "/cancel", "");
        JsonNode counters = api.awaitEnd(id).get("counters");
        assertThat(counters.get("queued").intValue() + counters.get("pages").intValue())
                .isEqualTo(50_000);
    }
}
