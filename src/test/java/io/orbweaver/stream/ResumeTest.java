package io.orbweaver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import io.orbweaver.stream.SseParser.Sse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whoever resumes with the last id that it has seen gets exactly the rest, wherever its connection was cut. */
@ServiceTest
class ResumeTest {

    private static final int ALL = Integer.MAX_VALUE;
    private static final String NO_ID = "";

    @LocalServerPort
    private int port;

    private Api api;

    @BeforeEach
    void open() {
        api = new Api(port);
    }

    private static FakeSite site(int pages, Duration latency) {
        FakeSite site = FakeSite.start();
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < pages; i++) {
            links.append("<a href=/p").append(i).append(">x</a>");
        }
        return site.page("/", links.toString())
                .pages(path -> Page.html("<title>p</title>").after(latency));
    }

    private static String job(FakeSite site) {
        return "{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}";
    }

    private static String path(String id) {
        return "GET /v1/jobs/" + id + "/events";
    }

    private static RawStream stream(int port, String id, String lastEventId) {
        return lastEventId.isEmpty()
                ? RawStream.open(port, path(id))
                : RawStream.open(port, path(id), "Last-Event-ID: " + lastEventId);
    }

    /** What is stored, of what was received. */
    private static List<Sse> stored(SseParser received) {
        return received.events().stream()
                .filter(e -> !e.type().equals("progress"))
                .toList();
    }

    private List<Sse> whole(String id) {
        try (RawStream stream = stream(port, id, NO_ID)) {
            List<Sse> events = stored(SseParser.of(stream.read(ALL)));
            assertThat(events)
                    .extracting(e -> Long.parseLong(e.lastEventId()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, events.size()).boxed().toList());
            return events;
        }
    }

    private void cutAndResume(String id, List<Sse> whole, int offset) {
        List<Sse> seen = new ArrayList<>();
        SseParser before;
        try (RawStream cut = stream(port, id, NO_ID)) {
            before = SseParser.of(cut.read(offset));
            seen.addAll(before.events());
        }
        try (RawStream rest = stream(port, id, before.lastEventId())) {
            if (rest.status() == 200) {
                seen.addAll(SseParser.of(rest.read(ALL)).events());
            } else {
                assertThat(rest.status()).isEqualTo(204);
            }
        }
        assertThat(seen).as("cut after byte %d", offset).isEqualTo(whole);
    }

    @Test
    void aShortStreamMayBeCutAfterEachByte() {
        try (FakeSite site = site(1, Duration.ZERO)) {
            String id = api.submit(job(site));
            api.awaitEnd(id);
            List<Sse> whole = whole(id);
            int bytes;
            try (RawStream stream = stream(port, id, NO_ID)) {
                bytes = stream.read(ALL).length;
            }
            for (int offset = 0; offset <= bytes; offset++) {
                cutAndResume(id, whole, offset);
            }
        }
    }

    @Test
    void aLongStreamMayBeCutAnywhere() {
        try (FakeSite site = site(300, Duration.ZERO)) {
            String id = api.submit(job(site));
            api.awaitEnd(id);
            List<Sse> whole = whole(id);
            SplittableRandom random = new SplittableRandom(4);
            for (int i = 0; i < 60; i++) {
                cutAndResume(id, whole, random.nextInt(180_000));
            }
        }
    }

    @Test
    void aLiveStreamMayBeCutAgainAndAgain() {
        try (FakeSite site = site(200, Duration.ofMillis(20))) {
            String id = api.submit(job(site));
            SplittableRandom random = new SplittableRandom(5);
            List<Sse> seen = new ArrayList<>();
            String lastEventId = NO_ID;
            boolean over = false;
            int connections = 0;
            while (!over) {
                try (RawStream stream = stream(port, id, lastEventId)) {
                    over = stream.status() == 204;
                    SseParser parsed = SseParser.of(stream.read(over ? 0 : random.nextInt(20_000)));
                    seen.addAll(stored(parsed));
                    lastEventId = parsed.lastEventId().isEmpty() ? lastEventId : parsed.lastEventId();
                }
                connections++;
            }
            assertThat(connections).isGreaterThan(5);
            assertThat(seen).isEqualTo(whole(id));
        }
    }

    @Test
    void aFilteredStreamKeepsItsPlace() {
        try (FakeSite site = site(60, Duration.ofMillis(150))) {
            String id = api.submit(job(site));
            String lastEventId;
            try (RawStream stream = RawStream.open(port, path(id) + "?types=failure")) {
                StringBuilder text = new StringBuilder();
                while (!text.toString().matches("(?s).*\nid: \\d+\n\n")) {
                    text.append((char) stream.read(1)[0]);
                }
                SseParser parsed = SseParser.of(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                assertThat(parsed.events()).isEmpty();
                lastEventId = parsed.lastEventId();
            }
            assertThat(Long.parseLong(lastEventId)).isPositive();
            api.send("POST", "/v1/jobs/" + id + "/cancel", "");
            try (RawStream rest = stream(port, id, lastEventId)) {
                assertThat(stored(SseParser.of(rest.read(ALL))).get(0).lastEventId())
                        .isEqualTo(Long.toString(Long.parseLong(lastEventId) + 1));
            }
        }
    }

    @Test
    void aPausedJobsStreamGoesOnWhenItIsResumed() {
        try (FakeSite site = site(60, Duration.ofMillis(30))) {
            String id = api.submit(job(site));
            try (RawStream stream = stream(port, id, NO_ID)) {
                stream.read(5_000);
                api.send("POST", "/v1/jobs/" + id + "/pause", "");
                api.await(id, job -> job.get("state").stringValue().equals("paused"));
                api.send("POST", "/v1/jobs/" + id + "/resume", "");
                stream.read(ALL);
                assertThat(stream.isOver()).isTrue();
            }
            assertThat(whole(id)).extracting(Sse::data).anyMatch(data -> data.contains("\"paused\""));
        }
    }

    @Test
    void theWatcherOfAJobThatIsDeletedIsLetGo() {
        try (FakeSite site = site(60, Duration.ofSeconds(2))) {
            String id = api.submit(job(site));
            try (RawStream stream = stream(port, id, NO_ID);
                    RawStream filtered = RawStream.open(port, path(id) + "?types=failure")) {
                assertThat(api.send("DELETE", "/v1/jobs/" + id, "").status()).isEqualTo(204);
                stream.read(ALL);
                filtered.read(ALL);
                assertThat(stream.isOver() && filtered.isOver()).isTrue();
            }
            assertThat(api.get("/v1/jobs/" + id + "/events").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'Last-Event-ID: 99999999999999999999', 400",
        "'', 'Last-Event-ID: +1', 400",
        "'', 'Last-Event-ID: -1', 400",
        "'', 'Last-Event-ID: 0x1', 400",
        "'', 'Last-Event-ID: latest', 400",
        "'', 'Last-Event-ID: \u0663', 400",
        "'', 'Last-Event-ID: \u00b2', 400",
        "'', 'Last-Event-ID:', 200",
        "'', 'Last-Event-ID:  1 ', 200",
        "'', 'Last-Event-ID: 0', 200",
        "'', 'Last-Event-ID: 007', 204",
        "?after=x, 'Last-Event-ID: 1', 400",
        "?after=1, 'Last-Event-ID: 7', 204",
        "?after=1&after=2, 'X: y', 400",
        "?after=%D9%A3, 'X: y', 400",
        "?after=, 'X: y', 400",
        "?after=1, 'Accept: text/event-stream', 200",
        "?after=1, 'Accept: text/*;q=0.3', 200",
        "?after=1, 'Accept: application/json', 406"
    })
    void aPlaceIsANumberOrNothing(String query, String header, int status) {
        try (FakeSite site = site(0, Duration.ZERO)) {
            String id = api.submit(job(site));
            api.awaitEnd(id);
            try (RawStream stream = RawStream.open(port, path(id) + query, header)) {
                assertThat(stream.status()).isEqualTo(status);
            }
        }
    }

    @Test
    void twoPlacesAreNone() {
        try (FakeSite site = site(0, Duration.ZERO)) {
            String id = api.submit(job(site));
            api.awaitEnd(id);
            try (RawStream stream = RawStream.open(port, path(id), "Last-Event-ID: 1", "Last-Event-ID: 2")) {
                assertThat(stream.status()).isEqualTo(400);
            }
        }
    }

    @Test
    void aHeadIsAnsweredAtOnceAndOptionsNameTheMethods() {
        try (FakeSite site = site(0, Duration.ZERO)) {
            String id = api.submit(job(site).replace("}", ",'start':false}"));
            for (String path : List.of("/v1/jobs/" + id + "/events", "/v1/events")) {
                try (RawStream head = RawStream.open(port, "HEAD " + path);
                        RawStream options = RawStream.open(port, "OPTIONS " + path);
                        RawStream post = RawStream.open(port, "POST " + path, "Content-Length: 0")) {
                    assertThat(head.status()).isEqualTo(200);
                    assertThat(head.head()).containsIgnoringCase("content-type: text/event-stream");
                    assertThat(options.status()).isEqualTo(200);
                    assertThat(options.head()).containsIgnoringCase("allow: GET");
                    assertThat(post.status()).isEqualTo(405);
                }
            }
            assertThat(api.watchers()).isZero();
        }
    }

    @Test
    @Tag("process")
    void aRestartTellsWhenToComeBackAndLosesNothing(@TempDir Path data) throws IOException {
        try (FakeSite site = site(150, Duration.ofMillis(50))) {
            List<Sse> seen = new ArrayList<>();
            String id;
            SseParser before;
            try (ServiceProcess first = ServiceProcess.start(data)) {
                id = first.api().submit(job(site));
                try (RawStream stream = stream(first.api().port(), id, NO_ID)) {
                    byte[] begun = stream.read(10_000);
                    assertThat(first.terminate()).isIn(0, 143);
                    byte[] rest = stream.read(ALL);
                    assertThat(stream.isOver()).as("it ended as it should").isTrue();
                    java.io.ByteArrayOutputStream both = new java.io.ByteArrayOutputStream();
                    both.writeBytes(begun);
                    both.writeBytes(rest);
                    before = SseParser.of(both.toByteArray());
                    seen.addAll(stored(before));
                }
                assertThat(before.retry()).isBetween(1_000L, 2_000L);
            }
            try (ServiceProcess second = ServiceProcess.start(data)) {
                try (RawStream stream = stream(second.api().port(), id, before.lastEventId())) {
                    seen.addAll(stored(SseParser.of(stream.read(ALL))));
                }
                try (RawStream stream = stream(second.api().port(), id, NO_ID)) {
                    assertThat(seen).isEqualTo(SseParser.of(stream.read(ALL)).events());
                }
            }
        }
    }
}
