package io.orbweaver.fetch;

import static io.orbweaver.outcome.FailureKind.BROKEN;
import static io.orbweaver.outcome.FailureKind.MALFORMED;
import static io.orbweaver.outcome.FailureKind.TIMEOUT;
import static io.orbweaver.outcome.FailureKind.TOO_LARGE;
import static io.orbweaver.outcome.FailureKind.UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orbweaver.outcome.FailureKind;
import io.orbweaver.site.CloseBeforeAnswer;
import io.orbweaver.site.CodedBody;
import io.orbweaver.site.DamagedServer;
import io.orbweaver.site.EndlessBody;
import io.orbweaver.site.EndlessHeaders;
import io.orbweaver.site.GarbageChunk;
import io.orbweaver.site.GarbageStatusLine;
import io.orbweaver.site.Http09;
import io.orbweaver.site.HugeHeader;
import io.orbweaver.site.InterimFlood;
import io.orbweaver.site.Misbehaviour;
import io.orbweaver.site.ResetBeforeAnswer;
import io.orbweaver.site.ResetMidBody;
import io.orbweaver.site.ShortOfItsLength;
import io.orbweaver.site.SlowDrip;
import io.orbweaver.site.StallBeforeFirstByte;
import io.orbweaver.site.StallMidBody;
import io.orbweaver.site.TruncatedChunked;
import io.orbweaver.site.WrongStatusLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

/** Whatever a server does, a fetch ends with a value that says what it was, and leaves nothing behind. */
@Tag("slow")
class FetcherDamageTest {

    private static final byte[] TEXT = "a page of some words ".repeat(500).getBytes(StandardCharsets.UTF_8);
    private static final byte[] GARBAGE = "this is in no coding at all".getBytes(StandardCharsets.UTF_8);

    @AutoClose
    private static final Fetches fetches = Fetches.local();

    @AutoClose
    private final DamagedServer server = DamagedServer.start();

    static Stream<Arguments> damage() {
        return Stream.of(
                Arguments.of(new ResetMidBody(), BROKEN),
                Arguments.of(new ResetBeforeAnswer(), BROKEN),
                Arguments.of(new CloseBeforeAnswer(), BROKEN),
                Arguments.of(new ShortOfItsLength(), BROKEN),
                Arguments.of(new TruncatedChunked(), BROKEN),
                Arguments.of(new GarbageChunk(), MALFORMED),
                Arguments.of(new GarbageStatusLine(), MALFORMED),
                Arguments.of(new Http09(), MALFORMED),
                Arguments.of(new EndlessHeaders(), MALFORMED),
                Arguments.of(new WrongStatusLine("HTTP/3.0 200 OK"), MALFORMED),
                Arguments.of(new HugeHeader(100 << 20), MALFORMED),
                Arguments.of(new InterimFlood(100), MALFORMED),
                Arguments.of(new InterimFlood(103), MALFORMED),
                Arguments.of(new InterimFlood(101), MALFORMED),
                Arguments.of(new EndlessBody(), TOO_LARGE),
                Arguments.of(new CodedBody("compress", GARBAGE), UNSUPPORTED),
                Arguments.of(new CodedBody("gzip, br, gzip, br", GARBAGE), UNSUPPORTED),
                Arguments.of(new CodedBody("gzip, gzip", Coded.gzip(Coded.gzipBomb(64))), TOO_LARGE),
                Arguments.of(new CodedBody("gzip, gzip", Coded.gzip(GARBAGE)), MALFORMED),
                Arguments.of(new CodedBody("gzip", GARBAGE), MALFORMED),
                Arguments.of(new CodedBody("deflate", GARBAGE), MALFORMED),
                Arguments.of(new CodedBody("br", GARBAGE), MALFORMED),
                Arguments.of(new CodedBody("zstd", GARBAGE), MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("damage")
    void damageIsAFailureOfItsKindAndTheNextFetchWorks(Misbehaviour misbehaviour, FailureKind kind) {
        server.on("/damaged", misbehaviour);

        assertThat(fetches.failure(Fetches.request(server.url("/damaged")))).isEqualTo(kind);

        await().until(server::open, open -> open == 0);
        assertThat(server.requestLines()).hasSize(1);
        assertThat(fetches.body(server.url("/"))).isEqualTo("ok");
    }

    static Stream<Misbehaviour> slowness() {
        return Stream.of(new StallBeforeFirstByte(), new StallMidBody(), new SlowDrip(Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("slowness")
    void anAnswerThatDoesNotEndInTimeIsATimeOutAndItsConnectionIsClosed(Misbehaviour misbehaviour) {
        server.on("/slow", misbehaviour);

        assertThat(fetches.failure(Fetches.impatient(server.url("/slow")))).isEqualTo(TIMEOUT);

        await().until(server::open, open -> open == 0);
        assertThat(fetches.body(server.url("/"))).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void aCodedBodyThatIsCutShortIsMalformedWhereverItIsCut(String coding) {
        byte[] coded = Coded.in(coding, TEXT);
        for (int length = 1; length < coded.length; length += Math.max(1, coded.length / 12)) {
            server.on("/cut", new CodedBody(coding, Arrays.copyOf(coded, length)));
            assertThat(fetches.failure(Fetches.request(server.url("/cut"))))
                    .as("%s cut after %d of %d", coding, length, coded.length)
                    .isEqualTo(MALFORMED);
        }
        server.on("/cut", new CodedBody(coding, Arrays.copyOf(coded, coded.length - 1)));
        assertThat(fetches.failure(Fetches.request(server.url("/cut")))).isEqualTo(MALFORMED);
    }

    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of("gzip", Coded.gzipBomb(1024)),
                Arguments.of("zstd", Coded.zstdBomb(1024)),
                Arguments.of("br", Coded.brotli(new byte[128 << 20])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void aBodyThatDecodesToAGigabyteIsCutAtTheBound(String coding, byte[] bomb) {
        server.on("/bomb", new CodedBody(coding, bomb));
        Fetches.Taken taken = new Fetches.Taken();

        Fetched fetched = fetches.get(Fetches.request(server.url("/bomb")), taken);

        assertThat(fetched)
                .isInstanceOfSatisfying(
                        Fetched.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(TOO_LARGE));
        assertThat((long) taken.bytes.size()).isLessThanOrEqualTo(Fetches.BODY_BYTES_MAX);
        assertThat(taken.completed).isFalse();
        await().until(server::open, open -> open == 0);
    }

    /** Nothing comes of it: only what was received tells that it is too much. */
    @Test
    void aCodedBodyThatDecodesToNothingIsBoundedToo() {
        byte[] member = Coded.gzip(new byte[0]);
        byte[] members = new byte[member.length * 100_000];
        for (int i = 0; i < members.length; i++) {
            members[i] = member[i % member.length];
        }
        server.on("/", new CodedBody("gzip", members));

        assertThat(fetches.failure(Fetches.request(server.url("/")))).isEqualTo(TOO_LARGE);
    }

    @Test
    void aGzipHeaderWithoutEndIsMalformed() {
        byte[] file = new byte[200 << 10];
        Arrays.fill(file, (byte) 'n');
        System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0}, 0, file, 0, 10);
        server.on("/", new CodedBody("gzip", file));

        assertThat(fetches.failure(Fetches.request(server.url("/")))).isEqualTo(MALFORMED);
    }

    @Test
    void aChecksumThatDoesNotMatchIsMalformed() {
        byte[] coded = Coded.gzip(TEXT);
        coded[coded.length - 6] ^= 1;
        server.on("/", new CodedBody("gzip", coded));

        assertThat(fetches.failure(Fetches.request(server.url("/")))).isEqualTo(MALFORMED);
    }

    @Test
    void cancellingClosesTheConnection() {
        server.on("/slow", new StallMidBody());
        Fetches.Taken taken = new Fetches.Taken();

        Disposable fetch =
                fetches.mono(Fetches.request(server.url("/slow")), taken).subscribe();
        await().until(() -> taken.bytes.size() > 0);
        fetch.dispose();

        await().until(server::open, open -> open == 0);
        assertThat(taken.completed).isFalse();
        assertThat(fetches.body(server.url("/"))).isEqualTo("ok");
    }

    @Test
    void cancellingInTheMiddleOfACodedBodyClosesTheConnection() {
        byte[] coded = Coded.brotli(TEXT);
        server.on(
                "/slow",
                wire -> wire.head(200, "Content-Encoding: br", "Content-Length: " + coded.length)
                        .send(Arrays.copyOf(coded, coded.length / 2))
                        .stall());

        Disposable fetch = fetches.mono(Fetches.request(server.url("/slow")), new Fetches.Taken())
                .subscribe();
        await().until(server::open, open -> open == 1);
        fetch.dispose();

        await().until(server::open, open -> open == 0);
    }

    @Test
    void aSinkThatThrowsIsOurBugAndNotDamage() {
        BodySink broken = new BodySink() {
            @Override
            public void accept(byte[] bytes, int offset, int length) {
                throw new IllegalArgumentException("a bug");
            }

            @Override
            public void complete() {}
        };

        assertThat(fetches.get(Fetches.request(server.url("/")), broken))
                .isInstanceOfSatisfying(
                        Fetched.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(FailureKind.INTERNAL));
    }
}
