package io.orbweaver.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.body.Bodies;
import io.orbweaver.body.ExchangeHead;
import io.orbweaver.body.HeaderField;
import io.orbweaver.body.KeptBody;
import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.export.Exports;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.KnownUrl;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.orbweaver.store.StoreClient;
import io.orbweaver.url.CanonicalUrl;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Exports of a log that nobody has in memory, by HTTP, read slowly: what they hold is the same for a page and a
 * million.
 *
 * <p>The long form takes {@code export.pages} (1,000,000); both print what was held at the most, and the time.
 */
@Tag("slow")
class LargeExportTest {

    private static final JobId ID = new JobId(42);
    private static final long HELD_MAX = 12 << 20;
    private static final int LOOKS = 4;
    private static final int TRIES = 3;

    @ParameterizedTest
    @ValueSource(strings = {"pages?format=ndjson", "pages?format=csv", "pages?format=warc", "graph?format=graphml"})
    void anExportOfTwentyThousandPages(String export) throws Exception {
        export(export, 20_000);
    }

    @Test
    @Tag("long")
    void exportsOfAMillionPages() throws Exception {
        for (String export : List.of(
                "pages?format=ndjson",
                "pages?format=csv",
                "pages?format=warc",
                "graph?format=ndjson",
                "graph?format=graphml")) {
            export(export, Integer.getInteger("export.pages", 1_000_000));
        }
    }

    /** Once more where much was held: what earlier tests left in this JVM may do something meanwhile. */
    private static void export(String export, int pages) throws Exception {
        long held = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && held >= HELD_MAX; i++) {
            held = heldBy(export, pages);
        }
        assertThat(held).isLessThan(HELD_MAX);
    }

    private static long heldBy(String export, int pages) throws Exception {
        Scheduler worker = Schedulers.newBoundedElastic(2, 1_000, "export-test");
        MadeUp log = new MadeUp(pages);
        Exports exports = new Exports(log, log.frontier(), log, worker, "Orbweaver/test");
        ExportAnswers answers = new ExportAnswers(
                exports,
                ConcurrencyLimit.ofExports(1),
                new DemandDrivenWriter(Duration.ofSeconds(30), InstantSource.system(), Schedulers.parallel()));
        Jobs jobs = log.jobs();
        try (ServedEndpoints served =
                ServedEndpoints.of(new PageEndpoints(jobs, log, answers), new GraphEndpoints(jobs, answers))) {
            long begun = System.nanoTime();
            long before = heap();
            long bytes = 0;
            long held = 0;
            int looked = 0;
            byte[] some = new byte[64 << 10];
            try (InputStream in = read(served.port(), export)) {
                for (int got = in.read(some); got >= 0; got = in.read(some)) {
                    bytes += got;
                    if (log.made > (long) pages * looked / LOOKS) {
                        looked++;
                        held = Math.max(held, heap() - before);
                    }
                }
            }
            System.out.printf(
                    "LargeExportTest: %s of %,d pages, %,d KB in %,d ms; at most %,d KB held%n",
                    export, pages, bytes >> 10, (System.nanoTime() - begun) / 1_000_000, held >> 10);
            assertThat(log.made % pages).as("all, or all twice").isZero();
            return held;
        } finally {
            worker.dispose();
        }
    }

    private static InputStream read(int port, String export) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/v1/jobs/" + ID + "/" + export);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
                .body();
    }

    /** Bytes of live objects: the least of some looks, as what is made goes on being made. */
    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** A log of pages, each made when it is read, with bodies of 3 KB. */
    private static final class MadeUp implements EventLog, Bodies {
        private static final byte[] BODY = "<p>words and words\n".repeat(160).getBytes(StandardCharsets.US_ASCII);
        private static final ExchangeHead HEAD = new ExchangeHead(
                "/", List.of(new HeaderField("Host", "h")), 200, "OK", List.of(new HeaderField("Server", "x")));

        private final int pages;
        private volatile long made;

        MadeUp(int pages) {
            this.pages = pages;
        }

        Jobs jobs() {
            Job job = Job.created(ID, StoreClient.spec(List.of("http://h/")), Instant.EPOCH)
                    .with(new Counters(pages, pages, 0, 0, 0, 0, 0), pages);
            return only(Jobs.class, "find", job);
        }

        Frontier frontier() {
            return (Frontier) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Frontier.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("list")) {
                            return Mono.just(List.of());
                        }
                        CanonicalUrl url = (CanonicalUrl) arguments[1];
                        long ordinal = 1 + Long.parseLong(url.path().substring(1));
                        return Mono.just(new KnownUrl(url, ordinal, ordinal, null));
                    });
        }

        private static <T> T only(Class<T> type, String method, Object answer) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                        assertThat(called.getName()).isEqualTo(method);
                        return Mono.just(answer);
                    }));
        }

        @Override
        public Mono<EventBatch> read(JobId job, long after, int typeMask, int eventsMax) {
            return readWhole(job, after, typeMask, eventsMax);
        }

        @Override
        public Mono<EventBatch> readWhole(JobId job, long after, int typeMask, int eventsMax) {
            return Mono.fromCallable(() -> {
                List<LoggedEvent> events = new ArrayList<>();
                int bytes = 0;
                long at = after;
                while (at < pages && events.size() < eventsMax && bytes < BYTES_MAX) {
                    byte[] json = page(at).getBytes(StandardCharsets.UTF_8);
                    events.add(new LoggedEvent(++at, EventType.PAGE, json));
                    bytes += json.length;
                }
                made += events.size();
                return new EventBatch(events, at, at == pages, at == pages);
            });
        }

        private static String page(long number) {
            String url = "http://h/" + number;
            return "{\"url\":\"" + url + "\",\"finalUrl\":\"" + url + "\",\"redirects\":[],\"depth\":3,\"referrer\":"
                    + (number == 0 ? null : "\"http://h/" + number / 10 + "\"")
                    + ",\"status\":200,\"contentType\":\"text/html\",\"charset\":\"UTF-8\",\"bytes\":3040,\"sha256\":\""
                    + Long.toHexString(number * 0x9E3779B97F4A7C15L).repeat(4) + "\",\"title\":\"Page " + number
                    + "\",\"links\":10,\"millis\":20,\"attempt\":1,\"canonical\":null,\"duplicateOf\":null,"
                    + "\"extract\":{},\"at\":\"2026-02-03T04:05:06.789Z\"}";
        }

        @Override
        public Mono<KeptBody> find(JobId job, long number) {
            return Mono.just(new KeptBody(job, number, HEAD, BODY.length, 1, 0));
        }

        @Override
        public Mono<byte[]> part(KeptBody body, int part) {
            return Mono.just(BODY.clone());
        }
    }
}
