package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.ServiceProcess;
import io.orbweaver.site.FakeSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee 10: SIGTERM ends the process by itself with nothing lost, and the next start goes on. */
class GracefulStopTest {

    @Test
    void aStoppedServiceGoesOnWhereItWas(@TempDir Path data) throws IOException {
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
}
