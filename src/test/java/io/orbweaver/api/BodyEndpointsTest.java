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
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.Jobs;
import io.orbweaver.store.StoreClient;
import io.orbweaver.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A stored body as it is given out: what a stranger wrote, which no browser may run. */
class BodyEndpointsTest {

    private static final JobId ID = new JobId(42);
    private static final byte[] BODY =
            "<script>alert(document.domain)</script>".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    private static final String PATH = "/v1/jobs/" + ID + "/pages/2/body";

    private String contentType = "text/html; charset=utf-8";
    private boolean kept = true;
    private final ServedEndpoints server;
    private final WebTestClient client;

    BodyEndpointsTest() {
        ExportAnswers answers = new ExportAnswers(
                null,
                ConcurrencyLimit.ofExports(1),
                new DemandDrivenWriter(Duration.ofSeconds(30), InstantSource.system(), Schedulers.parallel()));
        server = ServedEndpoints.of(new BodyEndpoints(new OneJob(), new OnePage(), new OneBody(), answers));
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + server.port())
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20))
                .build();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static final class OneJob implements Jobs {
        @Override
        public Mono<Job> find(JobId id) {
            return id.equals(ID)
                    ? Mono.just(Job.created(ID, StoreClient.spec(List.of("http://h/")), Instant.EPOCH))
                    : Mono.empty();
        }

        @Override
        public Mono<List<Job>> list(JobState state, String owner, JobId after, int limit) {
            return Mono.just(List.of());
        }

        @Override
        public Mono<Void> remove(JobId id) {
            return Mono.empty();
        }

        @Override
        public Flux<JobId> changes() {
            return Flux.never();
        }
    }

    /** Events 2 and 4 are pages; a read gives the next one. */
    private static final class OnePage implements EventLog {
        @Override
        public Mono<EventBatch> read(JobId job, long after, int typeMask, int eventsMax) {
            long seq = after < 2 ? 2 : 4;
            byte[] json = ("{\"finalUrl\":\"http://h/dir/page.html?q\",\"sha256\":\"abc" + seq + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            return Mono.just(new EventBatch(List.of(new LoggedEvent(seq, EventType.PAGE, json)), seq, false, false));
        }

        @Override
        public Mono<EventBatch> readWhole(JobId job, long after, int typeMask, int eventsMax) {
            return read(job, after, typeMask, eventsMax);
        }
    }

    private final class OneBody implements Bodies {
        @Override
        public Mono<KeptBody> find(JobId job, long seq) {
            List<HeaderField> fields =
                    contentType == null ? List.of() : List.of(new HeaderField("content-type", contentType));
            ExchangeHead head = new ExchangeHead("/", List.of(), 203, "OK", fields);
            return kept && seq == 2
                    ? Mono.just(new KeptBody(job, seq, head, BODY.length, 1 + BODY.length / PART_BYTES, 0))
                    : Mono.empty();
        }

        @Override
        public Mono<byte[]> part(KeptBody body, int part) {
            int from = part * PART_BYTES;
            return Mono.just(Arrays.copyOfRange(BODY, from, Math.min(BODY.length, from + PART_BYTES)));
        }
    }

    @Test
    void itIsAFileToSaveAndNothingOfItRuns() {
        client.get()
                .uri(PATH)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Content-Type", "text/html;charset=utf-8")
                .expectHeader()
                .contentLength(BODY.length)
                .expectHeader()
                .valueEquals("Content-Disposition", "attachment; filename=\"page.html\"")
                .expectHeader()
                .valueEquals("Content-Security-Policy", "default-src 'none'; sandbox")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("Cross-Origin-Resource-Policy", "same-origin")
                .expectHeader()
                .valueEquals("Orbweaver-Status", "203")
                .expectHeader()
                .valueEquals("ETag", "\"abc2\"")
                .expectBody(byte[].class)
                .value(bytes -> assertThat(bytes).isEqualTo(BODY));
    }

    @Test
    void aHeadIsTheSameWithoutTheBody() {
        client.head()
                .uri(PATH)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentLength(BODY.length)
                .expectHeader()
                .valueEquals("Content-Disposition", "attachment; filename=\"page.html\"")
                .expectBody()
                .isEmpty();
    }

    @Test
    void aClientThatHasTheBodyGetsNotModified() {
        client.get()
                .uri(PATH)
                .header("If-None-Match", "\"other\", \"abc2\"")
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectHeader()
                .valueEquals("ETag", "\"abc2\"")
                .expectBody()
                .isEmpty();
        client.get()
                .uri(PATH)
                .header("If-None-Match", "\"other\"")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(byte[].class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none,application/octet-stream",
                "nonsense,application/octet-stream",
                "text/*,application/octet-stream",
                "image/svg+xml,image/svg+xml"
            })
    void itsTypeIsItsOwnWhereItIsOne(String declared, String logChange) {
        contentType = declared;
        client.get()
                .uri(PATH)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Content-Type", logChange)
                .expectBody(byte[].class) // an answer that nobody reads is a buffer that nobody releases
                .value(bytes -> assertThat(bytes).isEqualTo(BODY));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/jobs/0000000000001/pages/2/body,no-such-job",
        "/v1/jobs/nonsense/pages/2/body,no-such-job",
        "/v1/jobs/000000000001a/pages/3/body,no-such-page",
        "/v1/jobs/000000000001a/pages/0/body,no-such-page",
        "/v1/jobs/000000000001a/pages/two/body,no-such-page",
        "/v1/jobs/000000000001a/pages/4/body,no-body"
    })
    void missingBodiesAreReportedExactly(String path, String kind) {
        client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:orbweaver:problem:" + kind);
    }

    @Test
    void aPlaceComesBackAfterEachBody() {
        for (int i = 0; i < 3; i++) {
            client.get().uri(PATH).exchange().expectStatus().isOk().expectBody(byte[].class);
        }
        kept = false;
        client.get().uri(PATH).exchange().expectStatus().isNotFound().expectBody(byte[].class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "http://h/,body",
                "http://h/a/b.pdf?x=/c,b.pdf",
                "http://h/a/,body",
                "http://h/..%2F..%2Fetc%2Fpasswd,etc_passwd",
                "http://h/%22a%22%0D%0AX-Y:%20z,a_X-Y_ z",
                "http://h/.htaccess,htaccess",
                "http://h/%E2%80%AEfdp.exe,fdp.exe",
                "http://h/%FF,body",
                "http://h/100%,100_",
                "http://h/%zz%41%4,zzA_4",
                "http://h/%C3%A9t%C3%A9.txt,\u00e9t\u00e9.txt",
                "http://h/CON%00.txt,CON_.txt"
            })
    void itsNameHarmsNoFileSystem(String url, String name) {
        assertThat(BodyHead.fileName(CanonicalUrl.ofCanonical(url))).isEqualTo(name);
    }

    @Test
    void itsNameIsNotEndless() {
        assertThat(BodyHead.fileName(CanonicalUrl.ofCanonical("http://h/" + "a".repeat(5_000))))
                .hasSize(100);
    }
}
