package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.orbweaver.fetch.Fetched.Response;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.site.Authority;
import io.orbweaver.site.Http2Site;
import io.orbweaver.site.Http2Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** HTTP/2: one connection for many fetches, each of which ends for itself, whatever a server does. */
@ExtendWith(OutputCaptureExtension.class)
class FetcherHttp2Test {

    private static Authority authority;
    private static KeyManagerFactory keys;
    private static Fetches fetches;
    private Http2Site site;

    @BeforeAll
    static void startFetcher() {
        authority = Authority.create();
        keys = authority.vouchFor("localhost");
        fetches = Fetches.setup()
                .allow("127.0.0.0/8", "::1/128")
                .trust(authority.trust())
                .start();
    }

    @AfterAll
    static void stopFetcher() {
        fetches.close();
        authority.close();
    }

    @BeforeEach
    void startSite() {
        site = Http2Site.start(keys);
    }

    @AfterEach
    void stopSite() {
        site.close();
    }

    private Mono<Fetched> fetch(String path) {
        return fetches.mono(Fetches.request(site.url(path)), new Fetches.Taken());
    }

    @Test
    void aRequestNamesItsHostOnceAndOneConnectionServesAll() {
        assertThat(fetches.body(site.url("/a?b=c"))).isEqualTo("ok");
        assertThat(fetches.body(site.url("/d"))).isEqualTo("ok");

        Http2Headers sent = site.requests().get(0);
        assertThat(sent.method()).hasToString("GET");
        assertThat(sent.scheme()).hasToString("https");
        assertThat(sent.authority()).hasToString("localhost:" + site.port());
        assertThat(sent.path()).hasToString("/a?b=c");
        assertThat(sent.names().stream().map(CharSequence::toString))
                .containsExactlyInAnyOrder(
                        ":method",
                        ":scheme",
                        ":authority",
                        ":path",
                        "user-agent",
                        "accept",
                        "accept-encoding",
                        "accept-language");
        assertThat(site.connections()).isOne();
    }

    @Test
    void aJobsOwnFieldsGoAlongAndWhatHttp2ForbidsDoesNot() {
        Map<String, String> own = Map.of("X-Own", "1", "Connection", "close", "Transfer-Encoding", "chunked");
        fetches.get(new FetchRequest(site.url("/"), own, Duration.ofSeconds(20), 1000));

        assertThat(site.requests().get(0).get("x-own")).hasToString("1");
        assertThat(site.requests().get(0).names().stream().map(CharSequence::toString))
                .doesNotContain("connection", "transfer-encoding", "host");
    }

    @Test
    void theHeadIsThatOfAnyAnswer() {
        site.on("/gone", stream -> stream.head("503", "retry-after", "7").end("sorry"))
                .on("/moved", stream -> stream.head("301", "location", "/x").end(""))
                .on(
                        "/page",
                        stream -> stream.head(
                                        "200", "content-type", "text/html", "set-cookie", "a=b", "set-cookie", "c=d")
                                .end("<p>"));

        assertThat(((Fetched.Refused) fetches.get(site.url("/gone"))).head().retryAfter())
                .isEqualTo("7");
        assertThat(((Fetched.Redirect) fetches.get(site.url("/moved"))).location())
                .isEqualTo("/x");
        Fetched.Head head = ((Response) fetches.get(site.url("/page"))).head();
        assertThat(head.contentType()).isEqualTo("text/html");
        assertThat(head.setCookies()).containsExactly("a=b", "c=d");
        assertThat(site.connections()).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 100})
    void tenFetchesAtOnceAreTenInFlight(long streamsMax) {
        try (Http2Site narrow = Http2Site.start(keys, streamsMax)) {
            List<Http2Stream> waiting = new CopyOnWriteArrayList<>();
            narrow.on("/", stream -> {
                waiting.add(stream);
                if (waiting.size() == 10) {
                    waiting.forEach(each -> each.head("200").end("ok"));
                }
            });

            List<Fetched> all = Flux.range(0, 10)
                    .flatMap(i -> fetches.mono(Fetches.request(narrow.url("/")), new Fetches.Taken()), 10)
                    .collectList()
                    .block(Duration.ofSeconds(20));

            assertThat(all).hasSize(10).allMatch(Response.class::isInstance);
            assertThat(narrow.connections()).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void cancellingResetsTheStreamAndNothingElse() {
        List<Http2Stream> slow = new CopyOnWriteArrayList<>();
        site.on("/slow", stream -> slow.add(stream.head("200").data(new byte[100])));
        site.on("/other", stream -> slow.add(stream.head("200").data(new byte[100])));
        fetches.get(site.url("/first"));
        Fetches.Taken taken = new Fetches.Taken();
        Mono<Fetched> other = fetch("/other").cache();
        Disposable running = other.subscribe();
        await().until(() -> slow.size() == 1);
        Disposable cancelled =
                fetches.mono(Fetches.request(site.url("/slow")), taken).subscribe();
        await().until(() -> slow.size() == 2 && taken.bytes.size() == 100);

        cancelled.dispose();
        await().until(() -> site.resets().equals(List.of(Http2Error.CANCEL.code())));
        slow.forEach(stream -> stream.end("the end"));

        assertThat(Fetches.got(other)).isInstanceOf(Response.class);
        assertThat(running.isDisposed()).isTrue();
        assertThat(taken.completed).isFalse();
        assertThat(fetches.body(site.url("/next"))).isEqualTo("ok");
        assertThat(site.connections()).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyThatIsCutOrTooLargeResetsItsStreamOnly(boolean cut) {
        site.on("/large", stream -> stream.head("200").data(new byte[4 << 20]));
        FetchRequest request = new FetchRequest(site.url("/large"), Map.of(), Duration.ofSeconds(20), 100_000, cut);
        Fetches.Taken taken = new Fetches.Taken();

        Fetched fetched = fetches.get(request, taken);

        assertThat(fetched instanceof Response).isEqualTo(cut);
        assertThat(taken.completed).isEqualTo(cut);
        assertThat(taken.bytes.size()).isLessThanOrEqualTo(100_000);
        await().until(() -> site.resets().size() == 1);
        assertThat(fetches.body(site.url("/next"))).isEqualTo("ok");
        assertThat(site.connections()).isOne();
    }

    @Test
    void aBodyOverManyWindowsComesWhole() {
        site.on("/large", stream -> stream.head("200").data(new byte[9 << 20]).end("."));
        FetchRequest request = new FetchRequest(site.url("/large"), Map.of(), Duration.ofSeconds(20), 10 << 20);

        assertThat(((Response) fetches.get(request)).bytes()).isEqualTo((9 << 20) + 1);
        assertThat(fetches.body(site.url("/next"))).isEqualTo("ok");
        assertThat(site.connections()).isOne();
    }

    @Test
    void aSinkThatIsBusyHoldsNoOtherStreamBack() {
        site.on("/large", stream -> stream.head("200").data(new byte[9 << 20]).end("."));
        AtomicInteger waits = new AtomicInteger();
        BodySink busy = new BodySink() {
            @Override
            public void accept(byte[] bytes, int offset, int length) {}

            @Override
            public void complete() {}

            @Override
            public boolean isBusy() {
                return true;
            }

            @Override
            public Mono<Void> settled() {
                waits.incrementAndGet();
                return Mono.never();
            }
        };
        FetchRequest large = new FetchRequest(site.url("/large"), Map.of(), Duration.ofSeconds(20), 10 << 20);

        List<Disposable> stuck = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            stuck.add(fetches.mono(large, busy).subscribe());
            await().until(waits::get, is -> is == stuck.size());
        }

        Response whole = (Response) fetches.get(large);
        stuck.forEach(Disposable::dispose);
        assertThat(whole.bytes()).isGreaterThan(9 << 20);
        await().until(() -> site.resets().size() == 4);
        assertThat(site.connections()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "102", "103", "199"})
    void anInterimAnswerIsNotTheAnswer(String status) {
        site.on(
                "/hinted",
                stream -> stream.head(status, "link", "</x>")
                        .head(status)
                        .head("200")
                        .end("final"));

        assertThat(fetches.body(site.url("/hinted"))).isEqualTo("final");
        assertThat(fetches.body(site.url("/next"))).isEqualTo("ok");
        assertThat(site.connections()).isOne();
    }

    @Test
    void aHeadOfSixtyKilobytesPasses() {
        site.on("/", stream -> stream.head("200", "x-long", "x".repeat(60_000)).end("ok"));

        assertThat(fetches.body(site.url("/"))).isEqualTo("ok");
    }

    static Stream<Arguments> damage() {
        return Stream.of(
                damage("reset before the head", FailureKind.BROKEN, s -> s.reset(Http2Error.INTERNAL_ERROR)),
                damage("refused", FailureKind.BROKEN, s -> s.reset(Http2Error.REFUSED_STREAM)),
                damage(
                        "reset in mid-body",
                        FailureKind.BROKEN,
                        s -> s.head("200").data(new byte[10]).reset(Http2Error.CANCEL)),
                damage("closed before the head", FailureKind.BROKEN, Http2Stream::closeConnection),
                damage(
                        "closed in mid-body",
                        FailureKind.BROKEN,
                        s -> s.head("200").data(new byte[10]).closeConnection()),
                damage(
                        "told to go away in mid-body",
                        FailureKind.BROKEN,
                        s -> s.head("200").data(new byte[10]).goAway().closeConnection()),
                damage("told that nothing was done", FailureKind.BROKEN, Http2Stream::goAwayBeforeThis),
                damage(
                        "a head over 64 KB",
                        FailureKind.MALFORMED,
                        s -> s.head("200", "x", "x".repeat(70_000)).end("ok")),
                damage(
                        "a head over 1 MB",
                        FailureKind.MALFORMED,
                        s -> s.head("200", "x", "x".repeat(1_200_000)).end("ok")),
                damage("no status", FailureKind.MALFORMED, s -> s.frame(0x1, 0x5, s.id(), new byte[0])),
                damage("body before head", FailureKind.MALFORMED, s -> s.frame(0x0, 0x1, s.id(), new byte[5])),
                damage(
                        "a head that is no HPACK",
                        FailureKind.MALFORMED,
                        s -> s.frame(0x1, 0x4, s.id(), new byte[] {-1, -1, -1, -1, -1, -1, -1})),
                damage("settings of a bad length", FailureKind.MALFORMED, s -> s.frame(0x4, 0, 0, new byte[5])),
                damage(
                        "a push that nobody allowed",
                        FailureKind.MALFORMED,
                        s -> s.frame(0x5, 0x4, s.id(), new byte[] {0, 0, 0, 2, -120})),
                damage(
                        "a frame over the limit",
                        FailureKind.MALFORMED,
                        s -> s.head("200").frame(0x0, 0, s.id(), new byte[20_000])),
                damage(
                        "a window over the limit",
                        FailureKind.MALFORMED,
                        s -> s.head("200").frame(0x8, 0, 0, new byte[] {0x7f, -1, -1, -1})),
                damage("interim answers without end", FailureKind.MALFORMED, s -> {
                    for (int i = 0; i < 100; i++) {
                        s.head("103");
                    }
                }),
                damage("another protocol", FailureKind.MALFORMED, s -> s.head("101")),
                damage(
                        "a wrong length",
                        FailureKind.MALFORMED,
                        s -> s.head("200", "content-length", "5").end("ok")));
    }

    private static Arguments damage(String name, FailureKind kind, Consumer<Http2Stream> answer) {
        return Arguments.of(name, kind, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damage")
    void damageIsAFailureOfItsKindAndTheNextFetchWorks(
            String name, FailureKind kind, Consumer<Http2Stream> answer, CapturedOutput output) {
        site.on("/damaged", answer);

        assertThat(fetches.failure(Fetches.request(site.url("/damaged"))))
                .as(name)
                .isEqualTo(kind);

        assertThat(site.requests()).hasSize(1);
        assertThat(fetches.body(site.url("/"))).isEqualTo("ok");
        assertThat(output.getAll()).doesNotContain("reached at the tail", "default onErrorDropped");
    }

    @Test
    void anAnswerThatStallsIsATimeOutOfItsStreamOnly() {
        site.on("/silent", stream -> {})
                .on("/stalled", stream -> stream.head("200").data(new byte[10]));

        assertThat(fetches.failure(Fetches.impatient(site.url("/silent")))).isEqualTo(FailureKind.TIMEOUT);
        assertThat(fetches.failure(Fetches.impatient(site.url("/stalled")))).isEqualTo(FailureKind.TIMEOUT);

        await().until(() -> site.resets().size() == 2);
        assertThat(fetches.get(Fetches.impatient(site.url("/next")))).isInstanceOf(Response.class);
        assertThat(site.connections()).isOne();
    }

    @Test
    void aConnectionThatIsToGoAwayServesWhatItHasAndTheNextFetchMakesAnother() {
        site.on(
                "/last",
                stream -> stream.head("200").data(new byte[10]).goAway().end("."));

        assertThat(((Response) fetches.get(site.url("/last"))).bytes()).isEqualTo(11);
        assertThat(fetches.body(site.url("/next"))).isEqualTo("ok");
        assertThat(site.connections()).isEqualTo(2);
    }

    @Test
    void anUnusedConnectionIsClosed() {
        try (Fetches brief = Fetches.setup()
                .allow("127.0.0.0/8")
                .trust(authority.trust())
                .idle(Duration.ofMillis(300))
                .start()) {
            assertThat(brief.body(site.url("/"))).isEqualTo("ok");
            await().until(() -> site.open() == 0);
            assertThat(brief.body(site.url("/"))).isEqualTo("ok");
            assertThat(site.connections()).isEqualTo(2);
        }
    }

    @Test
    void theGuardChecksEachConnection() {
        try (Fetches strict = Fetches.setup().trust(authority.trust()).start()) {
            assertThat(strict.failure(Fetches.request(site.url("/")))).isEqualTo(FailureKind.FORBIDDEN_ADDRESS);
            assertThat(site.connections()).isZero();
        }
    }

    @Test
    void closingTheFetcherClosesTheConnections() {
        try (Fetches other =
                Fetches.setup().allow("127.0.0.0/8").trust(authority.trust()).start()) {
            assertThat(other.body(site.url("/"))).isEqualTo("ok");
        }
        await().until(() -> site.open() == 0);
    }
}
