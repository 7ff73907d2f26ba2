package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orbweaver.fetch.Fetched.Response;
import io.orbweaver.site.CodedBody;
import io.orbweaver.site.DamagedServer;
import io.orbweaver.site.EndlessBody;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that ends at its bound instead of failing there. */
class FetcherCutTest {

    @AutoClose
    private static final Fetches fetches = Fetches.local();

    @AutoClose
    private final DamagedServer server = DamagedServer.start();

    private FetchRequest cutAt(String path, long bytesMax) {
        return new FetchRequest(server.url(path), Map.of(), Duration.ofSeconds(20), bytesMax, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 500 << 10})
    void anEndlessBodyEndsAtExactlyItsBound(int bytesMax) {
        server.on("/endless", new EndlessBody());
        Fetches.Taken taken = new Fetches.Taken();

        Fetched fetched = fetches.get(cutAt("/endless", bytesMax), taken);

        assertThat(fetched)
                .isInstanceOfSatisfying(
                        Response.class, response -> assertThat(response.bytes()).isEqualTo(bytesMax));
        assertThat(taken.bytes.size()).isEqualTo(bytesMax);
        assertThat(taken.completed).isTrue();
        await().until(server::open, open -> open == 0);
        assertThat(fetches.body(server.url("/"))).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void theBoundCountsDecodedBytes(String coding) {
        byte[] text = "0123456789".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        server.on("/coded", new CodedBody(coding, Coded.in(coding, text)));
        Fetches.Taken taken = new Fetches.Taken();

        assertThat(fetches.get(cutAt("/coded", 55_555), taken)).isInstanceOf(Response.class);
        assertThat(taken.text()).hasSize(55_555).endsWith("01234");
    }

    @ParameterizedTest
    @CsvSource({"5, a body", "6, a body", "7, a body"})
    void aBodyThatFitsIsWholeAndItsHashIsThatOfWhatWasTaken(int bytesMax, String body) {
        server.on("/", wire -> wire.head(200, "Content-Length: 6").send(body).keepAlive());
        Fetches.Taken taken = new Fetches.Taken();
        String expected = body.substring(0, Math.min(bytesMax, body.length()));

        Response response = (Response) fetches.get(cutAt("/", bytesMax), taken);

        assertThat(taken.text()).isEqualTo(expected);
        assertThat(response.sha256()).isEqualTo(Coded.sha256(expected.getBytes(StandardCharsets.UTF_8)));
        await().until(server::open, open -> open == (bytesMax < 6 ? 0 : 1));
    }

    @Test
    void damageBehindTheBoundIsNotSeenAndDamageBeforeItIs() {
        byte[] coded = Coded.gzip("0123456789".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        coded[coded.length - 6] ^= 1; // its checksum
        server.on("/damaged", new CodedBody("gzip", coded));

        assertThat(fetches.get(cutAt("/damaged", 99_999))).isInstanceOf(Response.class);
        assertThat(fetches.get(cutAt("/damaged", 100_000))).isInstanceOf(Fetched.Failed.class);
    }
}
