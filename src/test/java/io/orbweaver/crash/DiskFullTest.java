package io.orbweaver.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Machine;
import io.orbweaver.service.Api;
import io.orbweaver.service.Api.Answer;
import io.orbweaver.service.Api.Event;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.service.ServiceProcess.Jvm;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The disk is full, really: a small file system is filled up while a crawl writes to it. The crawl stops and says why,
 * reading goes on, nothing acknowledged is lost, and with room again it goes on by itself.
 */
@Tag("process")
class DiskFullTest {

    private static final int HUBS = 40;
    private static final int LINKS = 150;

    @TempDir
    Path folder;

    private Path disk;
    private FakeSite site;

    @BeforeEach
    void mount() throws IOException {
        disk = Files.createDirectory(folder.resolve("disk"));
        Machine.needs(
                Machine.runs("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", disk.toString()),
                "a small file system can only be mounted by root");
        site = FakeSite.start();
        site.page("/robots.txt", Page.text("User-agent: *\nDisallow: /private/"));
        site.page("/", links("/hub", HUBS));
        site.page("/small", "<p>x");
        site.pages(path ->
                Page.html(links("/private/" + "x".repeat(1_400) + path, LINKS)).after(Duration.ofMillis(200)));
    }

    @AfterEach
    void unmount() {
        if (site != null) {
            site.close();
        }
        Machine.runs("umount", disk.toString());
    }

    private static String links(String path, int count) {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < count; i++) {
            html.append("<a href=").append(path).append('-').append(i).append(">x</a>");
        }
        return html.toString();
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aCrawlStopsWhileTheDiskIsFullAndGoesOnWithFreeSpace() throws IOException {
        try (ServiceProcess service = ServiceProcess.launch(Jvm.plain(), folder, disk.resolve("store"))
                        .awaitReady();
                Watching client = new Watching(crawl(service.api(), "/"))) {
            Api api = service.api();
            client.at(service.port());
            String small = crawl(api, "/small");
            api.awaitEnd(small);
            List<Event> smallLog = api.events(small);
            Path filler = fill();
            JsonNode stopped = api.await(client.job(), job -> waitsForStore(job));
            assertThat(stopped.get("state").stringValue()).isEqualTo("running");
            Awaitility.await()
                    .during(Duration.ofSeconds(4))
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> {
                        saysThatItIsFull(api);
                        readsWork(api, client.job(), small, smallLog);
                    });
            long acknowledged = api.job(client.job()).at("/counters/known").longValue();
            Map<Long, String> seen = Map.copyOf(client.seen());
            Files.delete(filler);
            JsonNode ended = api.awaitEnd(client.job(), Duration.ofSeconds(60));
            assertThat(ended.get("why").stringValue()).isEqualTo("exhausted");
            assertThat(ended.at("/counters/known").longValue()).isGreaterThanOrEqualTo(acknowledged);
            checkLog(Watching.whole(service.port(), client.job()), seen, api.events(client.job()));
            assertThat(api.get("/actuator/health").json().get("status").stringValue())
                    .isEqualTo("UP");
            assertThat(api.meter("orbweaver_store_writable ")).isOne();
            assertThat(service.said().lines().filter(line -> line.contains(" ERROR ")))
                    .as("the log is not flooded")
                    .hasSize(1);
            assertThat(service.said()).containsOnlyOnce("the store works again");
        }
    }

    private String crawl(Api api, String path) {
        return api.submit("{'seeds':['" + site.url(path) + "'],'delay':'0ms','perHost':10,'maxPages':100000}");
    }

    private static boolean waitsForStore(JsonNode job) {
        JsonNode waits = job.get("waits");
        return !waits.isEmpty() && waits.get(0).get("reason").stringValue().equals("store");
    }

    /** Takes all the room that there is. */
    private Path fill() throws IOException {
        Path filler = disk.resolve("filler");
        byte[] some = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int i = 0; i < 10_000; i++) {
                out.write(some);
            }
        } catch (IOException full) {
            return filler;
        }
        throw new AssertionError("it takes more than it has");
    }

    private void saysThatItIsFull(Api api) {
        Answer health = api.get("/actuator/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().at("/components/store/status").stringValue()).isEqualTo("DOWN");
        assertThat(health.json().at("/components/store/details/reason").stringValue())
                .containsIgnoringCase("no space left");
        assertThat(api.meter("orbweaver_store_writable ")).isZero();
        Answer refused = api.post("/v1/jobs", "{\"seeds\":[\"" + site.url("/small") + "\"]}");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.json().get("detail").stringValue()).containsIgnoringCase("no space left");
    }

    private static void readsWork(Api api, String big, String small, List<Event> smallLog) {
        assertThat(waitsForStore(api.job(big))).isTrue();
        assertThat(api.job(small).get("state").stringValue()).isEqualTo("completed");
        assertThat(api.get("/v1/jobs").json().get("jobs")).hasSize(2);
        assertThat(api.get("/v1/jobs/" + small + "/pages").json().get("pages")).hasSize(1);
        assertThat(api.events(small)).isEqualTo(smallLog);
        assertThat(api.stream("/v1/jobs/" + big + "/events", 3)).hasSize(3);
    }

    private static void checkLog(Map<Long, String> log, Map<Long, String> seen, List<Event> events) {
        seen.forEach((seq, event) -> assertThat(log.get(seq)).as("event " + seq).isEqualTo(event));
        Set<String> urls = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).seq()).isEqualTo(i + 1);
            if (events.get(i).data().has("url")) {
                assertThat(urls.add(events.get(i).data().get("url").stringValue()))
                        .isTrue();
            }
        }
        assertThat(urls).hasSize(1 + HUBS + HUBS * LINKS);
    }
}
