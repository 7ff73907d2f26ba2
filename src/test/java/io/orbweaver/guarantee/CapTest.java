package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Guarantee 1: never more than ten transfers in flight, whatever the jobs ask for, as the servers count. */
@ServiceTest
class CapTest {

    @LocalServerPort
    private int port;

    @Test
    void fiveGreedyJobsShareTenTransfers() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(20, Duration.ofMillis(200))) {
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                jobs.add(api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':100}"));
            }
            jobs.forEach(api::awaitEnd);
            assertThat(site.peak()).isEqualTo(10);
        }
    }

    @Test
    void aJobMayAskForFewer() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(12, Duration.ofMillis(200))) {
            api.awaitEnd(api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':100,'concurrency':3}"));
            assertThat(site.peak()).isBetween(2, 3);
        }
    }
}
