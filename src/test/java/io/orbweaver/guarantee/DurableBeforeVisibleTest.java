package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api.Event;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.site.FakeSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee 5: what a client has seen is there after kill -9, and an accepted job is on disk. */
@Tag("process")
class DurableBeforeVisibleTest {

    @Test
    void visibleEventsSurviveAKillAtThatVeryMoment(@TempDir Path data) throws IOException {
        try (FakeSite site = WideSite.of(2_000, Duration.ofMillis(2))) {
            String id = null;
            List<Event> seen = List.of();
            for (int round = 1; round <= 3; round++) {
                try (ServiceProcess service = ServiceProcess.start(data)) {
                    if (id == null) {
                        id = service.api()
                                .submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10,"
                                        + "'maxPages':10000}");
                    }
                    List<Event> now = service.api().stream(
                            "/v1/jobs/" + id + "/events?types=state,page,failure,skip", 150 * round);
                    service.kill();
                    assertThat(now).hasSizeGreaterThanOrEqualTo(seen.size());
                    assertThat(now.subList(0, seen.size())).isEqualTo(seen);
                    seen = now;
                }
            }
        }
    }
}
