package io.orbweaver.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand jobs at once: all are served in turn, within the cap, and each comes to its end.
 *
 * <p>The long form measures what a page costs with one job and with a thousand: on one host, where all wait for the
 * same turns, and on hosts of their own.
 */
@Tag("process")
class ManyJobsTest {

    private static final int JOBS = 1_000;
    private static final int HOSTS = 10;
    private static final int PAGES = 4;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aThousandJobsAreServedInTurnAndEnd(@TempDir Path data) throws IOException {
        try (TreeSite site = TreeSite.start(PAGES, Duration.ofMillis(2));
                ServiceProcess service = ServiceProcess.start(data)) {
            Api api = service.api();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                ids.add(api.submit("{" + site.job("j" + i, i % HOSTS, PAGES) + "}"));
            }
            int all = site.asked().hits();
            awaitAllEnded(api, Duration.ofMinutes(3));
            for (String id : ids) {
                assertThat(api.job(id).at("/counters/pages").intValue()).isEqualTo(PAGES);
            }
            assertThat(site.asked().peak()).isLessThanOrEqualTo(10);
            assertNoneStarved(site.asked().asked(), all);
            assertThat(api.meter("orbweaver_internal_errors_total")).isZero();
        }
    }

    /** From when all jobs were there: no job waits longer for its next page than all others take for two. */
    private static void assertNoneStarved(List<String> asked, int from) {
        Map<String, Integer> pages = new HashMap<>();
        Map<String, Integer> lastAsked = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            String tree = asked.get(i).split("/")[1];
            if (!tree.equals("robots.txt")) {
                int waited = i - Math.max(from, lastAsked.getOrDefault(tree, from));
                assertThat(waited).as("requests before the next of " + tree).isLessThanOrEqualTo(2 * JOBS + 10);
                pages.merge(tree, 1, Integer::sum);
                lastAsked.put(tree, i);
            }
        }
        assertThat(pages).hasSize(JOBS);
    }

    private static void awaitAllEnded(Api api, Duration patience) {
        Awaitility.await()
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> api.get("/v1/jobs?state=running&limit=1")
                        .json()
                        .get("jobs")
                        .isEmpty());
    }

    @Test
    @Tag("long")
    void aPageCostsNoMoreWithAThousandJobs(@TempDir Path data) throws IOException {
        List<String> jvm = List.of("-Xmx256m");
        try (TreeSite site = TreeSite.start(20, Duration.ofMillis(2));
                ServiceProcess service = ServiceProcess.start(data, jvm)) {
            cost(service, site, "warm", 1, 1, 20_000);
            cost(service, site, "warm-many", JOBS, 200, 20);
            double one = cost(service, site, "one", 1, 1, 20_000);
            double spread = cost(service, site, "spread", JOBS, 200, 20);
            double crowd = cost(service, site, "crowd", JOBS, 1, 20);
            double oneAgain = cost(service, site, "again", 1, 1, 20_000);
            double base = (one + oneAgain) / 2;
            System.out.printf(
                    "ManyJobsTest: CPU of a page: %.0f us with one job; with a thousand %.0f us on 200 hosts (x %.2f),"
                            + " %.0f us on one host (x %.2f)%n",
                    base, spread, spread / base, crowd, crowd / base);
            assertThat(spread / base).isLessThan(2);
            assertThat(crowd / base).isLessThan(2);
        }
    }

    /** Microseconds of CPU for a page, submissions included where there are many. */
    private static double cost(ServiceProcess service, TreeSite site, String name, int jobs, int hosts, int pages) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            ids.add(service.api().submit("{" + site.job(name + i, i % hosts, pages) + ",'start':false}"));
        }
        Duration before = cpu(service);
        for (String id : ids) {
            service.api().send("POST", "/v1/jobs/" + id + "/start", "");
        }
        awaitAllEnded(service.api(), Duration.ofMinutes(10));
        double cost = cpu(service).minus(before).toNanos() / 1_000.0 / jobs / pages;
        System.out.printf("ManyJobsTest: %s: %d jobs, %d hosts, %.0f us of CPU for a page%n", name, jobs, hosts, cost);
        return cost;
    }

    private static Duration cpu(ServiceProcess service) {
        return ProcessHandle.of(service.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }
}
