package io.orbweaver.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Readers who are slow, who read nothing, who go away; and jobs that do. */
@Tag("slow")
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(properties = {"orbweaver.exports.max=2", "orbweaver.exports.stall-timeout=8s"})
class ExportBoundsTest {

    private static final int PAGES = 1_200;
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @LocalServerPort
    private int port;

    private Api api;
    private String id;

    @BeforeAll
    void open() {
        api = new Api(port);
        id = crawled();
    }

    /** A job with some 15 MB of results: more than sockets take for a reader who reads nothing. */
    private String crawled() {
        StringBuilder patterns = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            patterns.append(i == 0 ? "'" : ",'")
                    .append(i)
                    .append("x".repeat(190))
                    .append('\'');
        }
        try (FakeSite site = FakeSite.start()) {
            String title = "<title>" + "t".repeat(4_000) + "</title>";
            site.pages(path -> path.equals("/robots.txt") ? Page.status(404) : Page.html(title));
            StringBuilder links = new StringBuilder();
            for (int i = 1; i < PAGES; i++) {
                links.append("<a href=/").append(i).append(">x</a>");
            }
            site.page("/", links.toString());
            String crawled = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10,'maxPages':"
                    + PAGES + ",'extract':{'patterns':[" + patterns + "]}}");
            api.awaitEnd(crawled);
            return crawled;
        }
    }

    private String path() {
        return path(id);
    }

    private static String path(String job) {
        return "/v1/jobs/" + job + "/pages?format=ndjson";
    }

    /** A reader with a small window, who has read so far only what came with the head. */
    private Socket reader(String job) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 << 10);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.getOutputStream()
                .write(("GET " + path(job) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200 OK");
        return socket;
    }

    private int status() {
        return Taken.send("GET", port, path() + "&after=" + (PAGES + 1)).status();
    }

    @Test
    void aClientThatReadsNothingHoldsAPlaceForALimitedTime() throws IOException {
        long begun = System.nanoTime();
        try (Socket one = reader(id);
                Socket two = reader(id)) {
            Api.Answer refused = api.get(path());
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.headers().firstValue("Content-Disposition")).isEmpty();
            assertThat(refused.json().get("type").stringValue()).endsWith("too-many-exports");
            assertThat(api.get("/v1/jobs/" + id + "/pages?limit=1").status())
                    .as("JSON is no export")
                    .isEqualTo(200);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::status, status -> status == 200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(7));
            assertThat(one.isConnected() && two.isConnected()).isTrue();
        }
    }

    @Test
    void aClientThatDisconnectsFreesItsPlace() throws IOException {
        for (int i = 0; i < 5; i++) {
            try (Socket one = reader(id);
                    Socket two = reader(id)) {
                assertThat(one.getInputStream().read()).isPositive();
                assertThat(two.getInputStream().read()).isPositive();
                one.setSoLinger(true, 0);
            }
            // sooner than who reads nothing is given up
            Awaitility.await().atMost(Duration.ofSeconds(7)).until(this::status, status -> status == 200);
        }
    }

    @Test
    void aSlowClientGetsEverything() throws IOException {
        Taken whole = Taken.get(port, path());
        try (Socket slow = reader(id)) {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            InputStream in = slow.getInputStream();
            byte[] some = new byte[8 << 10];
            do {
                LockSupport.parkNanos(100_000);
                int got = in.read(some);
                assertThat(got).as("closed before its end").isPositive();
                raw.write(some, 0, got);
            } while (!endsWith(raw, LAST_CHUNK));
            String body = raw.toString(StandardCharsets.UTF_8);
            assertThat(unchunked(body.substring(body.indexOf("\r\n\r\n") + 4))).isEqualTo(whole.text());
        }
    }

    private static boolean endsWith(ByteArrayOutputStream raw, byte[] end) {
        byte[] all = raw.size() % (1 << 20) < 16 << 10 || raw.size() > 10 << 20 ? raw.toByteArray() : end;
        return all != end
                && all.length > end.length
                && java.util.Arrays.equals(all, all.length - end.length, all.length, end, 0, end.length);
    }

    /** What is in chunks, all of it being ASCII. */
    private static String unchunked(String chunked) {
        StringBuilder whole = new StringBuilder();
        int at = 0;
        while (true) {
            int end = chunked.indexOf("\r\n", at);
            int length = Integer.parseInt(chunked.substring(at, end), 16);
            if (length == 0) {
                return whole.toString();
            }
            whole.append(chunked, end + 2, end + 2 + length);
            at = end + 4 + length;
        }
    }

    @Test
    void aJobThatIsRemovedLeavesNothingThatLooksWhole() throws IOException {
        String job = crawled();
        try (Socket reader = reader(job)) {
            assertThat(api.send("DELETE", "/v1/jobs/" + job, "").status()).isEqualTo(204);
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            assertThatThrownBy(() -> {
                        int got = 0;
                        byte[] some = new byte[1 << 16];
                        for (InputStream in = reader.getInputStream(); got >= 0; got = in.read(some)) {
                            raw.write(some, 0, got);
                        }
                        throw new IOException("the connection ended");
                    })
                    .isInstanceOf(IOException.class);
            assertThat(raw.toString(StandardCharsets.US_ASCII)).doesNotEndWith("0\r\n\r\n");
            assertThat(raw.size()).isPositive();
        }
        assertThat(api.get(path(job)).status()).isEqualTo(404);
    }
}
