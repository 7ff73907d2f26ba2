package io.orbweaver.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A frontier that outgrows memory: the account holds, heap does not grow with it, a restart does not read it, and a
 * removal gives its disk back.
 *
 * <p>The long form takes {@code frontier.urls} (1,000,000), and prints the heap, the time of both starts and the disk.
 */
@Tag("process")
class LargeFrontierTest {

    private static final int LINKS = 1_000;
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:NativeMemoryTracking=summary");
    private static final long HEAP_MAX = 128 << 20;

    @Test
    void aFrontierOfFiftyThousand(@TempDir Path data) throws IOException {
        crawl(data, 50_000);
    }

    @Test
    @Tag("long")
    void aFrontierOfMillions(@TempDir Path data) throws IOException {
        crawl(data, Integer.getInteger("frontier.urls", 1_000_000));
    }

    private static void crawl(Path data, int urls) throws IOException {
        String id;
        long heapBefore;
        long begun = System.nanoTime();
        try (TreeSite site = TreeSite.start(LINKS, Duration.ZERO)) {
            try (ServiceProcess service = ServiceProcess.start(data, JVM)) {
                System.out.printf("LargeFrontierTest: %d ms to ready, nothing known%n", millis(begun));
                heapBefore = Footprint.of(service.pid()).heap();
                id = service.api().submit("{" + site.job("t", 0, 10_000_000) + "}");
                paused(service.api(), id, urls);
                long heap = Footprint.of(service.pid()).heap();
                System.out.printf(
                        "LargeFrontierTest: heap %d MB before, %d MB after %s, disk %d MB%n",
                        heapBefore >> 20, heap >> 20, service.api().job(id).get("counters"), disk(data) >> 20);
                assertThat(heap).isLessThan(HEAP_MAX);
                service.kill();
            }
            begun = System.nanoTime();
            try (ServiceProcess service = ServiceProcess.start(data, JVM)) {
                System.out.printf("LargeFrontierTest: %d ms to ready, %d URLs known%n", millis(begun), urls);
                goOnAndRemove(service.api(), id, urls, data);
            }
        }
    }

    /** Crawls until so many are known, and pauses: the account. */
    private static void paused(Api api, String id, int urls) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> api.job(id).at("/counters/known").longValue() >= urls);
        api.send("POST", "/v1/jobs/" + id + "/pause", "");
        JsonNode job = api.await(id, paused -> paused.at("/counters/leased").intValue() == 0);
        checkAccount(job);
    }

    private static void checkAccount(JsonNode job) {
        JsonNode counters = job.get("counters");
        assertThat(counters.get("known").longValue())
                .isEqualTo(counters.get("pages").longValue()
                        + counters.get("failures").longValue()
                        + counters.get("skips").longValue()
                        + counters.get("leased").longValue()
                        + counters.get("queued").longValue());
    }

    private static void goOnAndRemove(Api api, String id, int urls, Path data) {
        JsonNode before = api.job(id);
        assertThat(before.at("/counters/known").longValue()).isGreaterThanOrEqualTo(urls);
        checkAccount(before);
        long pages = before.at("/counters/pages").longValue();
        api.send("POST", "/v1/jobs/" + id + "/resume", "");
        api.await(id, job -> job.at("/counters/pages").longValue() >= pages + 5);
        api.send("POST", "/v1/jobs/" + id + "/cancel", "");
        checkAccount(api.awaitEnd(id));
        long full = disk(data);
        assertThat(api.send("DELETE", "/v1/jobs/" + id, "").status()).isEqualTo(204);
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> disk(data) < full / 4);
        System.out.printf("LargeFrontierTest: disk %d MB before removal, %d MB after%n", full >> 20, disk(data) >> 20);
    }

    private static long disk(Path data) {
        return Vitals.bytes(data.resolve("store"));
    }

    private static long millis(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }
}
