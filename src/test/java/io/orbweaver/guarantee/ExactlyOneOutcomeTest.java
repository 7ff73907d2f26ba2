package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.Api.Event;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Guarantee 4: one outcome for each URL, never two, also where the process is killed; the accounts add up. */
@ServiceTest
class ExactlyOneOutcomeTest {

    @LocalServerPort
    private int port;

    @Test
    void maxPagesIsExactUnderTenWayConcurrency() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(150, Duration.ofMillis(3))) {
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10,'maxPages':100}");
            var job = api.awaitEnd(id);
            assertThat(job.at("/counters/pages").intValue()).isEqualTo(100);
            assertThat(job.get("why").stringValue()).isEqualTo("maxPages");
            assertThat(job.at("/counters/leased").intValue()).isZero();
            assertThat(api.events(id)).filteredOn(e -> e.type().equals("page")).hasSize(100);
        }
    }

    @Test
    void theAccountAddsUpWheneverItIsRead() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(100, Duration.ofMillis(5))) {
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}");
            api.await(id, job -> {
                var c = job.get("counters");
                long sum = c.get("pages").longValue()
                        + c.get("failures").longValue()
                        + c.get("skips").longValue()
                        + c.get("leased").longValue()
                        + c.get("queued").longValue();
                assertThat(sum).isEqualTo(c.get("known").longValue());
                return !job.get("endedAt").isNull();
            });
        }
    }

    @Test
    @Tag("process")
    void aKilledProcessGoesOnWithoutLosingOrRepeatingAnOutcome(@TempDir Path data) throws IOException {
        try (FakeSite site = WideSite.of(300, Duration.ofMillis(20))) {
            String id;
            List<Event> seen;
            try (ServiceProcess first = ServiceProcess.start(data)) {
                id = first.api().submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}");
                seen = first.api().stream("/v1/jobs/" + id + "/events?types=state,page", 60);
                first.kill();
            }
            try (ServiceProcess second = ServiceProcess.start(data)) {
                second.api().awaitEnd(id);
                List<Event> whole = second.api().events(id);
                assertThat(whole.subList(0, seen.size())).isEqualTo(seen);
                Set<String> urls = new HashSet<>();
                for (int i = 0; i < whole.size(); i++) {
                    assertThat(whole.get(i).seq()).isEqualTo(i + 1);
                    if (whole.get(i).type().equals("page")) {
                        assertThat(urls.add(whole.get(i).data().get("url").stringValue()))
                                .isTrue();
                    }
                }
                assertThat(urls).hasSize(301);
                assertThat(site.hits())
                        .as("refetched: no more than were leased")
                        .isLessThanOrEqualTo(301 + 74 + 2);
            }
        }
    }
}
