package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Guarantee 8: nothing blocks an event loop, and threads do not grow with work. */
@ServiceTest
class NeverBlockTest {

    @LocalServerPort
    private int port;

    @Test
    void blockHoundWatchesInEveryTest() {
        Mono<Void> blocks =
                Mono.<Void>fromRunnable(() -> LockSupport.parkNanos(1_000_000)).subscribeOn(Schedulers.parallel());
        assertThatThrownBy(blocks::block).hasMessageContaining("Blocking call");
    }

    @Test
    void threadsAreTheSameForOneJobAndForFifty() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(4, Duration.ofMillis(5))) {
            String job = "{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}";
            for (int i = 0; i < 20; i++) {
                api.awaitEnd(api.submit(job));
            }
            int threads = serviceThreads();
            String last = "";
            for (int i = 0; i < 50; i++) {
                last = api.submit(job);
            }
            int busy = serviceThreads();
            api.awaitEnd(last);
            assertThat(busy).isLessThanOrEqualTo(threads);
        }
    }

    /** The service's own threads; the test's client and its timers are left out. */
    private static int serviceThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("fetch")
                        || name.startsWith("store")
                        || name.startsWith("parallel")
                        || name.startsWith("webflux")
                        || name.startsWith("boundedElastic"))
                .count();
    }
}
