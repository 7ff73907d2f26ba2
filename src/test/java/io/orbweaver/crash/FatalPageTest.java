package io.orbweaver.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orbweaver.frontier.Lease;
import io.orbweaver.service.Api;
import io.orbweaver.service.Api.Event;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.service.ServiceProcess.Jvm;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page over which the process dies each time is given up, and the rest of the crawl comes to its end. */
@Tag("process")
class FatalPageTest {

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aPageThatEndsTheProcessEachTimeIsGivenUp() throws IOException {
        Jvm jvm = Jvm.plain();
        Path store = folder.resolve("store");
        String job = "";
        try (FakeSite site = FakeSite.start()) {
            site.page("/", "<a href=/fatal>1</a><a href=/other>2</a>").page("/other", "<p>other");
            site.page("/fatal", Page.html("never").after(Duration.ofMinutes(10)));
            for (int life = 1; life <= Lease.LOST_MAX; life++) {
                try (ServiceProcess service =
                        ServiceProcess.launch(jvm, folder, store).awaitReady()) {
                    Api api = service.api();
                    if (life == 1) {
                        job = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms'}");
                        String id = job;
                        await().until(() -> api.job(id).at("/counters/pages").intValue() == 2);
                    }
                    int asked = life;
                    await().until(() -> site.hits("/fatal") == asked);
                    service.kill();
                }
            }
            try (ServiceProcess service =
                    ServiceProcess.launch(jvm, folder, store).awaitReady()) {
                service.api().awaitEnd(job);
                assertThat(service.api().events(job))
                        .filteredOn(event -> event.type().equals("failure"))
                        .extracting(Event::data)
                        .singleElement()
                        .satisfies(failure -> {
                            assertThat(failure.get("url").stringValue()).endsWith("/fatal");
                            assertThat(failure.get("kind").stringValue()).isEqualTo("internal");
                        });
                assertThat(service.said()).contains("/fatal of job " + job + " is given up");
            }
            assertThat(site.hits("/fatal")).isEqualTo(Lease.LOST_MAX);
        }
    }
}
