package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orbweaver.outcome.FailureKind;
import io.orbweaver.site.DamagedServer;
import io.orbweaver.site.RawAnswer;
import io.orbweaver.site.ServesThenCloses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that browsers and curl read are read, whole or in pieces; a connection that ends is nobody's damage. */
class LenientAnswersTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

    @AutoClose
    private static final Fetches fetches = Fetches.local();

    @AutoClose
    private final DamagedServer server = DamagedServer.start();

    static Stream<String> readable() {
        return Stream.of(
                "HTTP/1.1 200 OK\nContent-Length: 4\n\nbody",
                "\r\n\r\n" + HEAD + "Content-Length: 4\r\n\r\nbody",
                HEAD + "Content-Length: 4\nX: y\r\n\nbody",
                HEAD + ": none\r\nContent-Length: 4\r\n\r\nbody",
                HEAD + "X: a\u0001b\r\nContent-Length: 4\r\n\r\nbody",
                HEAD + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nbody",
                HEAD + "Content-Length: 4, 4\r\n\r\nbody",
                HEAD + "\r\nbody",
                CHUNKED + "4  \r\nbody\r\n0  \r\n\r\n",
                CHUNKED + "0004\r\nbody\r\n000\r\n\r\n",
                CHUNKED + " 4 ; a=\"b;c\" \r\nbody\r\n0;last\r\n\r\n",
                CHUNKED + "2\nbo\n2\ndy\n0\n\n",
                CHUNKED + "4\r\nbody\r\n0\r\nX-Sum: 1\r\nno field\r\n\r\n",
                HEAD + "Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("readable")
    void anAnswerThatBrowsersReadIsRead(String answer) {
        server.on("/whole", new RawAnswer(answer)).on("/pieces", wire -> {
            for (byte piece : answer.getBytes(StandardCharsets.ISO_8859_1)) {
                wire.send(new byte[] {piece});
            }
        });

        assertThat(fetches.body(server.url("/whole"))).isEqualTo("body");
        assertThat(fetches.body(server.url("/pieces"))).isEqualTo("body");
    }

    static Stream<String> ambiguous() {
        return Stream.of(
                CHUNKED + "\r\nbody\r\n0\r\n\r\n",
                CHUNKED + "-4\r\nbody\r\n0\r\n\r\n",
                CHUNKED + "+4\r\nbody\r\n0\r\n\r\n",
                CHUNKED + "4 4\r\nbody\r\n0\r\n\r\n",
                CHUNKED + "ffffffffffffffffff\r\nbody\r\n0\r\n\r\n",
                CHUNKED + "3\r\nbody\r\n0\r\n\r\n",
                HEAD + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nbody");
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void ambiguousAnswersAreMalformed(String answer) {
        server.on("/", new RawAnswer(answer));

        assertThat(fetches.failure(Fetches.request(server.url("/")))).isEqualTo(FailureKind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEAD + "Content-Length: 4\r\n\r\nbody",
                "HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n" + HEAD + "Content-Length: 4\r\n\r\nbody",
                "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n",
                CHUNKED + "2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n"
            })
    void anAnswerThatIsCutAnywhereIsBroken(String answer) {
        int bodyless = answer.indexOf("302") < 0 ? answer.length() : answer.indexOf("\r\n\r\n") + 4;
        for (int length = 1; length < bodyless; length++) {
            server.on("/cut", new RawAnswer(answer.substring(0, length)));

            assertThat(fetches.failure(Fetches.request(server.url("/cut"))))
                    .as("cut after %d of %d", length, answer.length())
                    .isEqualTo(FailureKind.BROKEN);
        }
    }

    @Test
    void aKeptConnectionThatEndsBeforeTheAnswerIsReplacedAtOnce() {
        ServesThenCloses misbehaviour = new ServesThenCloses();
        server.onOthers(misbehaviour);

        for (String path : List.of("/1", "/2", "/3", "/4")) {
            assertThat(fetches.body(server.url(path))).isEqualTo("ok");
        }

        assertThat(misbehaviour.dropped()).isPositive();
    }

    @Test
    void aNewConnectionThatEndsBeforeTheAnswerIsBroken() {
        server.on("/", new RawAnswer(""));

        assertThat(fetches.failure(Fetches.request(server.url("/")))).isEqualTo(FailureKind.BROKEN);
        assertThat(server.requestLines()).hasSize(1);
    }

    @Test
    void anAnswerThatBeganOnAKeptConnectionIsNotAskedForAgain() {
        server.on("/", new RawAnswer("HTTP/1.1 2"));
        fetches.body(server.url("/before"));

        assertThat(fetches.failure(Fetches.request(server.url("/")))).isEqualTo(FailureKind.BROKEN);
        assertThat(server.requestLines()).hasSize(2);
    }

    @Test
    void aConnectionThatServedOneRequestAfterAnotherBrokeIsNotKept() {
        ServesThenCloses misbehaviour = new ServesThenCloses();
        server.onOthers(misbehaviour);
        fetches.body(server.url("/1"));
        fetches.body(server.url("/2"));

        await().until(server::open, open -> open == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/\u00d0\u00ba?\u00c3\u00a9", "/\u00d0\u00ba?\u00c3\u00a9"})
    void bytesBeyondAsciiInALocationArePercentEncodedAsTheyAre(String location) {
        server.on("/", new RawAnswer("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n"));

        Fetched.Redirect redirect = (Fetched.Redirect) fetches.get(server.url("/"));

        assertThat(redirect.location()).endsWith("/%D0%BA?%C3%A9");
    }
}
