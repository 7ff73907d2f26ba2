package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Guarantee 9: a cancelled job's connections close, its leases go back, and it is silent. */
@ServiceTest
class CancellationTest {

    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;

    @Test
    void cancelEndsWhatIsInFlightAndNothingFollows() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(50, NEVER)) {
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10,'timeout':'10m'}");
            Awaitility.await().until(() -> site.inFlight() == 10);
            assertThat(api.send("POST", "/v1/jobs/" + id + "/cancel", "").status())
                    .isEqualTo(200);
            Awaitility.await().atMost(PATIENCE).until(() -> site.inFlight() == 0);
            int hits = site.hits();
            var job = api.job(id);
            assertThat(job.at("/counters/leased").intValue()).isZero();
            assertThat(job.at("/counters/queued").intValue()).isEqualTo(50);
            // another job gets every slot: none leaked
            try (FakeSite other = WideSite.of(20, Duration.ZERO).together("/p", 10)) {
                api.awaitEnd(api.submit("{'seeds':['" + other.url("/") + "'],'delay':'0ms','perHost':10}"));
                assertThat(other.peak()).isEqualTo(10);
            }
            assertThat(site.hits()).isEqualTo(hits);
        }
    }

    @Test
    void cancelEndsWhatAPauseLeftToFinishToo() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(50, NEVER)) {
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10,'timeout':'10m'}");
            Awaitility.await().until(() -> site.inFlight() == 10);
            api.send("POST", "/v1/jobs/" + id + "/pause", "");
            assertThat(site.inFlight()).as("visits in flight have their time").isEqualTo(10);
            api.send("POST", "/v1/jobs/" + id + "/cancel", "");
            Awaitility.await().atMost(PATIENCE).until(() -> site.inFlight() == 0);
        }
    }
}
