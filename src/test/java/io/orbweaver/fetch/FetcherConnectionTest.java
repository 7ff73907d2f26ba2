package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orbweaver.fetch.Fetched.Redirect;
import io.orbweaver.fetch.Fetched.Refused;
import io.orbweaver.fetch.Fetched.Response;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.site.ClosedPort;
import io.orbweaver.site.DamagedServer;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.InterimThenFinal;
import io.orbweaver.site.Page;
import io.orbweaver.site.RedirectLoop;
import io.orbweaver.site.RedirectWithoutLocation;
import io.orbweaver.site.SecondAnswer;
import io.orbweaver.site.StallBehindHead;
import io.orbweaver.site.UntilClose;
import io.orbweaver.url.CanonicalUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Connections: when they are used again, how they are made, and what an answer's end does to them. */
class FetcherConnectionTest {

    @AutoClose
    private static final Fetches fetches = Fetches.local();

    @Test
    void oneConnectionServesOneFetchAfterAnother() {
        try (FakeSite site = FakeSite.start()) {
            site.page("/", "<p>page").page("/moved", Page.redirect("/")).page("/gone", Page.status(410));
            for (String path : List.of("/", "/moved", "/gone", "/none", "/")) {
                fetches.get(site.url(path));
            }
            assertThat(site.asked()).containsExactly("/", "/moved", "/gone", "/none", "/");
            assertThat(site.connections()).isOne();
            assertThat(site.peak()).isOne();
        }
    }

    @Test
    void theHostFieldHasThePortUnlessItIsTheSchemesOwn() {
        try (DamagedServer server = DamagedServer.start()) {
            fetches.get(server.url("/a"));

            assertThat(server.requestHeads().get(0).toLowerCase())
                    .contains("\r\nhost: 127.0.0.1:" + server.port() + "\r\n")
                    .containsOnlyOnce("host:");
        }
    }

    @Test
    void anIpv6LiteralIsReachedAndNamedInBrackets() {
        try (DamagedServer server = DamagedServer.startOn("[::1]")) {
            assertThat(fetches.body(server.url("/a"))).isEqualTo("ok");
            assertThat(server.requestHeads().get(0)).containsIgnoringCase("\r\nhost: [::1]:" + server.port() + "\r\n");
            assertThat(server.requestLines()).containsExactly("GET /a HTTP/1.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a|b", "//evil.example/", "/a/;x?y=[1]^`{}", "/a:80/@b", "/'\"?'", "/?", "/x?a=%zz"})
    void theRequestLineIsExactlyWhatTheUrlSays(String path) {
        try (DamagedServer server = DamagedServer.start()) {
            fetches.get(server.url(path));

            assertThat(server.requestLines()).containsExactly("GET " + path + " HTTP/1.1");
        }
    }

    @Test
    void aPortOfOneDigitIsAPort() {
        CanonicalUrl url = CanonicalUrl.ofCanonical("http://127.0.0.1:1/");

        try (Fetches anyPort = Fetches.setup().allow("127.0.0.0/8").denyPorts().start()) {
            assertThat(anyPort.failure(Fetches.request(url))).isEqualTo(FailureKind.CONNECT);
        }
    }

    @Test
    void aNameThatDoesNotResolveIsADnsFailure() {
        for (String name :
                List.of("nothing.invalid", "a".repeat(64) + ".invalid", "x..invalid", "a.".repeat(127) + "invalid")) {
            CanonicalUrl url = CanonicalUrl.ofCanonical("http://" + name + "/");
            assertThat(fetches.failure(Fetches.request(url))).as(name).isEqualTo(FailureKind.DNS);
        }
    }

    @Test
    void aClosedPortIsAConnectFailure() {
        CanonicalUrl url = CanonicalUrl.ofCanonical("http://127.0.0.1:" + ClosedPort.any() + "/");

        assertThat(fetches.failure(Fetches.request(url))).isEqualTo(FailureKind.CONNECT);
    }

    @Test
    void aConnectionThatIsNotMadeInTimeIsAConnectFailureAndNotATimeOut() throws IOException {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, here)) {
            for (int i = 0; i < 8; i++) { // nobody accepts: the kernel stops answering when the backlog is full
                Socket socket = new Socket();
                waiting.add(socket);
                socket.setSoTimeout(100);
                try {
                    socket.connect(full.getLocalSocketAddress(), 100);
                } catch (IOException e) {
                    break;
                }
            }
            CanonicalUrl url = CanonicalUrl.ofCanonical("http://127.0.0.1:" + full.getLocalPort() + "/");

            assertThat(fetches.failure(Fetches.impatient(url))).isEqualTo(FailureKind.CONNECT);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void anUntrustedCertificateIsATlsFailure() {
        try (FakeSite site = FakeSite.startSelfSigned()) {
            site.page("/", "<p>secret");

            assertThat(fetches.failure(Fetches.request(site.url("/")))).isEqualTo(FailureKind.TLS);
            assertThat(site.hits()).isZero();
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsATlsFailure() {
        try (FakeSite site = FakeSite.start()) {
            CanonicalUrl url = CanonicalUrl.ofCanonical("https://127.0.0.1:" + site.port() + "/");

            assertThat(fetches.failure(Fetches.request(url))).isEqualTo(FailureKind.TLS);
        }
    }

    @Test
    void aFileIsUnsupportedHere() {
        CanonicalUrl url = CanonicalUrl.ofCanonical("file:///etc/hostname");

        assertThat(fetches.failure(Fetches.request(url))).isEqualTo(FailureKind.UNSUPPORTED);
    }

    @Test
    void aBodyWithoutLengthEndsWithItsConnection() {
        try (DamagedServer server = DamagedServer.start()) {
            server.on("/old", new UntilClose("an old page"));

            assertThat(fetches.body(server.url("/old"))).isEqualTo("an old page");
            await().until(server::open, open -> open == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 199})
    void anInterimAnswerIsNotTheAnswer(int status) {
        try (DamagedServer server = DamagedServer.start()) {
            server.on("/hinted", new InterimThenFinal(status));

            assertThat(fetches.body(server.url("/hinted"))).isEqualTo("final");
            assertThat(fetches.body(server.url("/next"))).isEqualTo("ok");
            assertThat(server.accepted()).isOne();
        }
    }

    @RepeatedTest(20)
    void anUnrequestedAnswerIsNotTakenForTheNext() {
        try (DamagedServer server = DamagedServer.start()) {
            server.on("/twice", new SecondAnswer());

            assertThat(fetches.body(server.url("/twice"))).isEqualTo("first");
            assertThat(fetches.body(server.url("/next"))).isEqualTo("ok");
        }
    }

    @Test
    void aHeadThatSaysItAllIsNotLostForABodyThatStalls() {
        try (DamagedServer server = DamagedServer.start()) {
            server.on("/moved", new StallBehindHead(301, "Location: /there"));
            server.on("/busy", new StallBehindHead(503, "Retry-After: 7"));

            assertThat(fetches.get(server.url("/moved"))).isInstanceOf(Redirect.class);
            assertThat(fetches.get(server.url("/busy")))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.head().retryAfter()).isEqualTo("7"));
            await().until(server::open, open -> open == 0);
        }
    }

    @Test
    void aRedirectWithoutLocationIsRefused() {
        try (DamagedServer server = DamagedServer.start()) {
            server.on("/nowhere", new RedirectWithoutLocation());

            assertThat(fetches.get(server.url("/nowhere"))).isInstanceOf(Refused.class);
        }
    }

    @Test
    void aRedirectToItselfIsAskedOnce() {
        try (DamagedServer server = DamagedServer.start()) {
            server.on("/loop", new RedirectLoop());

            assertThat(fetches.get(server.url("/loop"))).isInstanceOf(Redirect.class);
            assertThat(server.requestLines()).hasSize(1);
        }
    }

    @Test
    void tenFetchesAtOnceAreTenInFlight() {
        try (FakeSite site = FakeSite.start()) {
            site.pages(path -> Page.html(path).after(Duration.ofMillis(200)));

            List<Fetched> all = Flux.range(0, 10)
                    .flatMap(i -> fetches.mono(Fetches.request(site.url("/" + i)), new Fetches.Taken()), 10)
                    .collectList()
                    .block(Duration.ofSeconds(30));

            assertThat(all).hasSize(10).allMatch(Response.class::isInstance);
            assertThat(site.peak()).isEqualTo(10);
            assertThat(site.inFlight()).isZero();
        }
    }
}
