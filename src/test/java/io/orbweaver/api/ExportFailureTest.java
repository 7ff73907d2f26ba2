package io.orbweaver.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.export.Exports;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.orbweaver.store.StoreClient;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** An export of a log that cannot be read, at its beginning or in the middle. */
class ExportFailureTest {

    private static final JobId ID = new JobId(42);
    private static final int EVENTS = 10_000;

    private final AtomicInteger reads = new AtomicInteger();
    private final Scheduler worker = Schedulers.newBoundedElastic(2, 100, "export-test");
    private Mono<EventBatch> failure = Mono.empty();
    private int failing = 1;
    private final ServedEndpoints served;

    ExportFailureTest() {
        Job job = Job.created(ID, StoreClient.spec(List.of("http://h/")), Instant.EPOCH)
                .with(Counters.ZERO, EVENTS);
        Jobs jobs = (Jobs) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Jobs.class}, (proxy, called, arguments) -> Mono.just(job));
        EventLog log = new Broken();
        Exports exports = new Exports(log, null, null, worker, "Orbweaver/test");
        ExportAnswers answers = new ExportAnswers(
                exports,
                ConcurrencyLimit.ofExports(1),
                new DemandDrivenWriter(Duration.ofSeconds(30), InstantSource.system(), Schedulers.parallel()));
        served = ServedEndpoints.of(new PageEndpoints(jobs, log, answers));
    }

    private final class Broken implements EventLog {
        @Override
        public Mono<EventBatch> read(JobId job, long after, int typeMask, int eventsMax) {
            return readWhole(job, after, typeMask, eventsMax);
        }

        @Override
        public Mono<EventBatch> readWhole(JobId job, long after, int typeMask, int eventsMax) {
            if (reads.incrementAndGet() == failing) {
                return failure;
            }
            byte[] noise = new byte[1_000];
            new Random(after).nextBytes(noise);
            byte[] json =
                    ("{\"title\":\"" + HexFormat.of().formatHex(noise) + "\"}").getBytes(StandardCharsets.US_ASCII);
            List<LoggedEvent> events = java.util.stream.LongStream.rangeClosed(after + 1, Math.min(EVENTS, after + 200))
                    .mapToObj(seq -> new LoggedEvent(seq, EventType.PAGE, json))
                    .toList();
            return Mono.just(new EventBatch(events, after + events.size(), false, false));
        }
    }

    @AfterEach
    void close() {
        served.close();
        worker.dispose();
    }

    private HttpResponse<String> send(String method, String coding) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + served.port() + "/v1/jobs/" + ID + "/pages?format=ndjson");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .header("Accept-Encoding", coding)
                                .build(),
                        BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void beforeAnythingWasWrittenThatIsAProblem(String coding) throws Exception {
        HttpResponse<String> answer = send("GET", coding);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("urn:orbweaver:problem:no-such-job");
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        failing = 0;
        assertThat(send("GET", coding).statusCode())
                .as("the place is free again")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void laterTheConnectionBreaks(String coding) throws Exception {
        failing = 20;
        failure = Mono.error(new IllegalStateException("as a test wants it"));
        assertThatThrownBy(() -> send("GET", coding)).isInstanceOf(IOException.class);
        failing = 0;
        assertThat(send("GET", coding).statusCode())
                .as("the place is free again")
                .isEqualTo(200);
    }

    @Test
    void aHeadReadsNothing() throws Exception {
        assertThat(send("HEAD", "gzip").statusCode()).isEqualTo(200);
        assertThat(reads).hasValue(0);
    }
}
