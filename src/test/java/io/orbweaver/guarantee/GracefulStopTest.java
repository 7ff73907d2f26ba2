package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee 10: SIGTERM ends the process by itself with nothing lost, and the next start goes on. */
@Tag("process")
class GracefulStopTest {

    @TempDir
    Path data;

    @Test
    void aStoppedServiceGoesOnWhereItWas() throws IOException {
        try (FakeSite site = WideSite.of(200, Duration.ofMillis(30))) {
            String id;
            try (ServiceProcess first = ServiceProcess.start(data)) {
                id = first.api().submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}");
                first.api().await(id, job -> job.at("/counters/pages").intValue() > 20);
                assertThat(first.terminate()).isIn(0, 143);
            }
            int before = site.hits();
            try (ServiceProcess second = ServiceProcess.start(data)) {
                var job = second.api().awaitEnd(id);
                assertThat(job.at("/counters/pages").intValue()).isEqualTo(201);
            }
            assertThat(before).isLessThan(150);
            assertThat(site.hits())
                    .as("visits finished, so that nothing was fetched twice")
                    .isLessThanOrEqualTo(203);
        }
    }

    @Test
    void aServerThatStallsHoldsTheStopForTheGraceAndNoLonger() throws IOException {
        try (FakeSite site = FakeSite.start().pages(GracefulStopTest::stallingNowAndThen)) {
            String id;
            try (ServiceProcess first = ServiceProcess.start(data, "--orbweaver.crawl.stop-grace=3s")) {
                id = first.api()
                        .submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10,'timeout':'60s'}");
                Awaitility.await().until(() -> site.inFlight() >= 4 && site.hits() > 40);
                first.signal();
                Awaitility.await().until(() -> isNotReady(first.api()));
                Awaitility.await().until(() -> site.inFlight() == 4);
                int hits = site.hits();
                first.signal(); // an impatient operator changes nothing
                assertThat(first.exitCode()).isIn(0, 143);
                assertThat(site.hits()).as("no new lease is taken").isEqualTo(hits);
                assertThat(first.said()).contains("4 visits did not finish within PT3S and go back");
            }
            site.pages(path -> path.equals("/robots.txt") ? Page.status(404) : Page.html("x"));
            try (ServiceProcess second = ServiceProcess.start(data)) {
                var job = second.api().awaitEnd(id);
                assertThat(job.at("/counters/pages").intValue()).isEqualTo(101);
            }
        }
    }

    /** Of a hundred pages four never answer. */
    private static Page stallingNowAndThen(String path) {
        if (path.equals("/")) {
            StringBuilder links = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                links.append("<a href=/p").append(i).append(">x</a>");
            }
            return Page.html(links.toString());
        }
        return switch (path) {
            case "/robots.txt" -> Page.status(404);
            case "/p3", "/p9", "/p15", "/p21" -> Page.html("x").after(Duration.ofMinutes(5));
            default -> Page.html("x").after(Duration.ofMillis(50));
        };
    }

    /** Either it says so, or it hears nobody any more. */
    private static boolean isNotReady(Api api) {
        try {
            return api.get("/actuator/health/readiness").status() == 503;
        } catch (UncheckedIOException gone) {
            return true;
        }
    }
}
