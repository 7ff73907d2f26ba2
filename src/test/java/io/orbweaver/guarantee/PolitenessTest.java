package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.ClosedPort;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Guarantee 3: cap and spacing of each host over all jobs, Crawl-delay and Retry-After, as the server counts. */
@ServiceTest
class PolitenessTest {

    @LocalServerPort
    private int port;

    @Test
    void noMoreThanPerHostAreInFlightOverTwoJobs() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(12, Duration.ofMillis(120))) {
            String job = "{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':2}";
            String first = api.submit(job);
            String second = api.submit(job);
            api.awaitEnd(first);
            api.awaitEnd(second);
            assertThat(site.peak()).isEqualTo(2);
        }
    }

    @Test
    void startsAreSpacedByTheLongestDelayThatAJobAsks() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(5, Duration.ZERO)) {
            String slow = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'150ms'}");
            String fast = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'1ms'}");
            api.awaitEnd(fast);
            api.awaitEnd(slow);
            // until one of them is done: then only the other's wish counts
            assertSpaced(site.starts().subList(0, 9), Duration.ofMillis(150), 9);
        }
    }

    @Test
    void aLongerCrawlDelayIsObeyed() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(3, Duration.ZERO)) {
            site.page("/robots.txt", Page.text("User-agent: *\nCrawl-delay: 0.3\n"));
            api.awaitEnd(api.submit("{'seeds':['" + site.url("/") + "'],'delay':'1ms'}"));
            assertSpaced(site.starts().subList(1, site.starts().size()), Duration.ofMillis(300), 4);
        }
    }

    @Test
    void retryAfterHoldsTheHost() {
        Api api = new Api(port);
        AtomicInteger asked = new AtomicInteger();
        try (FakeSite site = FakeSite.start()) {
            site.pages(path -> !path.equals("/")
                    ? Page.status(404)
                    : asked.incrementAndGet() == 1 ? Page.status(503).header("Retry-After", "2") : Page.html("back"));
            var job = api.awaitEnd(api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms'}"));
            assertThat(job.at("/counters/pages").intValue()).isEqualTo(1);
            List<Instant> starts = site.starts("/");
            Instant refused = starts.get(1);
            assertThat(Duration.between(refused, starts.get(2))).isGreaterThan(Duration.ofMillis(1_900));
        }
    }

    @Test
    void aDeadHostCostsAHandfulOfConnections() {
        Api api = new Api(port);
        StringBuilder links = new StringBuilder();
        String dead = "http://127.0.0.1:" + ClosedPort.any() + "/";
        for (int i = 0; i < 1_000; i++) {
            links.append("<a href=").append(dead).append(i).append(">x</a>");
        }
        try (FakeSite site = FakeSite.start()) {
            site.page("/", links.toString());
            int before = api.meter("orbweaver_fetches_total{outcome=\"connect\"} ");
            var job = api.awaitEnd(api.submit("{'seeds':['" + site.url("/") + "'],'scope':'any','maxPages':2000}"));
            assertThat(job.at("/counters/failures").intValue()).isEqualTo(1_000);
            assertThat(api.meter("orbweaver_fetches_total{outcome=\"connect\"} ") - before)
                    .as("transfers that were tried")
                    .isBetween(1, 10);
        }
    }

    @Test
    void urlsRefusedByRobotsTxtSpendNoTurn() {
        Api api = new Api(port);
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            links.append("<a href=/no/").append(i).append(">x</a>");
        }
        try (FakeSite site = FakeSite.start()) {
            site.page("/robots.txt", Page.text("User-agent: *\nDisallow: /no\n"));
            site.page("/", links + "<a href=/yes>y</a>");
            site.page("/yes", "y");
            // 150 spent turns would take five minutes, over the test's own limit
            var job = api.awaitEnd(api.submit("{'seeds':['" + site.url("/") + "'],'delay':'2s'}"));
            assertThat(job.at("/counters/skips").intValue()).isEqualTo(150);
            assertThat(job.at("/counters/pages").intValue()).isEqualTo(2);
        }
    }

    /**
     * A start that was slow to arrive shortens the gap behind it, so the whole span is looked at: one spacing less than
     * there are gaps is far more than unspaced starts would take.
     */
    private static void assertSpaced(List<Instant> starts, Duration spacing, int atLeast) {
        assertThat(starts.size()).isGreaterThanOrEqualTo(atLeast);
        assertThat(Duration.between(starts.get(0), starts.get(starts.size() - 1)))
                .as("from the first of %d starts to the last", starts.size())
                .isGreaterThan(spacing.multipliedBy(starts.size() - 2L));
    }
}
