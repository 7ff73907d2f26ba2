package io.orbweaver.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.load.SwarmProcess.Saw;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Watchers in thousands: each that reads sees every event once and in order, each that never reads is dropped, the
 * crawl keeps its rate, and a watcher costs what is promised.
 *
 * <p>The long form takes {@code watchers} (10,000), {@code stalled} (500 of them), {@code pages} (1,000) and
 * {@code latency} (200 ms, which makes 50 pages a second with 10 in flight) as system properties
 * {@code orbweaver.load.*}, and prints its figures; those at no latency are told and not judged. The site, the service
 * and its watchers share the machine: what the watchers' process and the kernel take is part of the ratio.
 */
@Tag("process")
class WatchersTest {

    private static final String LAG = "orbweaver_event_lag_seconds";
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(15);
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:NativeMemoryTracking=summary");

    private static int property(String name, int otherwise) {
        return Integer.getInteger("orbweaver.load." + name, otherwise);
    }

    @Test
    void everyReaderSeesEveryEventAndWhoNeverReadsIsDropped(@TempDir Path data) throws IOException {
        try (FakeSite site = site(6_000, Duration.ofMillis(1));
                ServiceProcess service = ServiceProcess.start(data, "--orbweaver.watchers.stall-timeout=5s")) {
            watch(service.api(), site, 270, 30);
        }
    }

    @Test
    @Tag("long")
    void theCrawlKeepsItsRateAndAWatcherCostsLittle(@TempDir Path data) throws IOException {
        int watchers = property("watchers", 10_000);
        int stalled = property("stalled", 500);
        int pages = property("pages", 1_000);
        try (FakeSite site = site(pages, Duration.ofMillis(property("latency", 200)));
                FakeSite fast = site(pages, Duration.ZERO);
                ServiceProcess service = ServiceProcess.start(
                        data, JVM, "--orbweaver.watchers.stall-timeout=" + STALL_TIMEOUT.toSeconds() + "s")) {
            Api api = service.api();
            crawl(api, site);
            double alone = 0;
            double watched = 0;
            for (int round = 0; round < property("rounds", 2); round++) {
                double without = rate(api.job(crawl(api, site)));
                double with = rate(api.job(watch(service, site, watchers - stalled, stalled)));
                System.out.printf("alone %.1f pages/s, watched %.1f, ratio %.3f%n", without, with, with / without);
                alone += without;
                watched += with;
            }
            System.out.printf("ratio %.3f%n", watched / alone);
            double without = rate(api.job(crawl(api, fast)));
            double with = rate(api.job(watch(api, fast, watchers - stalled, stalled)));
            System.out.printf("at no latency: alone %.1f pages/s, watched %.1f%n", without, with);
            assertThat(watched / alone).isGreaterThan(0.9);
        }
    }

    /** Pages, all of which the root links. */
    private static FakeSite site(int pages, Duration latency) {
        FakeSite site = FakeSite.start();
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < pages; i++) {
            links.append("<a href=/p").append(i).append(">x</a>");
        }
        site.page("/", links.toString());
        return site.pages(path ->
                path.startsWith("/p") ? Page.html("<title>x</title><p>x").after(latency) : Page.status(404));
    }

    private static String submit(Api api, FakeSite site, boolean start) {
        return api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10,'maxPages':100000,'start':"
                + start + "}");
    }

    private static String crawl(Api api, FakeSite site) {
        String id = submit(api, site, true);
        awaitEnd(api, id);
        return id;
    }

    private static void awaitEnd(Api api, String id) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !api.job(id).get("endedAt").isNull());
    }

    private static double rate(JsonNode job) {
        Instant from = Instant.parse(job.get("startedAt").stringValue());
        Instant to = Instant.parse(job.get("endedAt").stringValue());
        return job.at("/counters/pages").doubleValue()
                * 1_000
                / Duration.between(from, to).toMillis();
    }

    private static String watch(Api api, FakeSite site, int readers, int stalled) throws IOException {
        String id = submit(api, site, false);
        int stalledBefore = api.meter("orbweaver_watchers_stalled_total");
        try (SwarmProcess swarm = SwarmProcess.start(api.port(), "/v1/jobs/" + id + "/events", readers, stalled)) {
            api.await(id, job -> api.watchers() == readers + stalled);
            api.send("POST", "/v1/jobs/" + id + "/start", "");
            check(api, id, readers, swarm.saw());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> api.meter("orbweaver_watchers_stalled_total") - stalledBefore == stalled);
            assertThat(swarm.dropped()).isEqualTo(stalled);
        }
        return id;
    }

    private static String watch(ServiceProcess service, FakeSite site, int readers, int stalled) throws IOException {
        Api api = service.api();
        int all = readers + stalled;
        String id = submit(api, site, false);
        Footprint crawling = crawling(service, site);
        Footprint before = Footprint.of(service.pid());
        int stalledBefore = api.meter("orbweaver_watchers_stalled_total");
        try (SwarmProcess swarm = SwarmProcess.start(api.port(), "/v1/jobs/" + id + "/events", readers, stalled)) {
            api.await(id, job -> api.watchers() == all);
            Footprint idle = Footprint.of(service.pid());
            double lagBefore = api.measured(LAG + "_sum");
            double sentBefore = api.measured(LAG + "_count");
            api.send("POST", "/v1/jobs/" + id + "/start", "");
            Instant started = Instant.now();
            api.await(id, job -> job.at("/counters/pages").intValue() > 200);
            Footprint active = Footprint.of(service.pid());
            Instant firstDrop = awaitDrops(api, stalledBefore + 1);
            Saw saw = swarm.saw();
            System.out.printf(
                    "events are %.0f ms behind%n",
                    1_000 * (api.measured(LAG + "_sum") - lagBefore) / (api.measured(LAG + "_count") - sentBefore));
            Instant lastDrop = awaitDrops(api, stalledBefore + stalled);
            System.out.printf(
                    "before %s; idle %s: %d bytes a watcher; active %s: %d bytes a watcher; %d events, %d MB%n",
                    before,
                    idle,
                    idle.more(before, all),
                    active,
                    active.more(crawling, all),
                    saw.events(),
                    saw.bytes() >> 20);
            System.out.printf(
                    "dropped %d to %d s after the start%n",
                    Duration.between(started, firstDrop).toSeconds(),
                    Duration.between(started, lastDrop).toSeconds());
            check(api, id, readers, saw);
            assertThat(swarm.dropped()).isEqualTo(stalled);
            assertThat(api.meter("orbweaver_watchers_stalled_total") - stalledBefore)
                    .isEqualTo(stalled);
            assertThat(firstDrop).isAfter(started.plus(STALL_TIMEOUT));
            assertThat(idle.more(before, all)).isLessThan(20 << 10);
            assertThat(active.more(crawling, all)).isLessThan(20 << 10);
        }
        return id;
    }

    /** When so many watchers had been dropped, as far as a look each second tells. */
    private static Instant awaitDrops(Api api, int count) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> api.meter("orbweaver_watchers_stalled_total") >= count);
        return Instant.now();
    }

    /** What a crawl takes in its middle that nobody watches. */
    private static Footprint crawling(ServiceProcess service, FakeSite site) {
        String id = submit(service.api(), site, true);
        service.api().await(id, job -> job.at("/counters/pages").intValue() > 200);
        Footprint footprint = Footprint.of(service.pid());
        service.api().send("DELETE", "/v1/jobs/" + id, "");
        return footprint;
    }

    private static void check(Api api, String id, int readers, Saw saw) {
        assertThat(saw.problems()).isEmpty();
        assertThat(saw.wrong()).isZero();
        assertThat(saw.ended()).isEqualTo(readers);
        long last = api.job(id).get("events").longValue();
        assertThat(saw.least()).isEqualTo(last);
        assertThat(saw.events()).isEqualTo(last * readers);
    }
}
