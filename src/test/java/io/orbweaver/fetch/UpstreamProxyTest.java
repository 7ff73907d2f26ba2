package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.outcome.FailureKind;
import io.orbweaver.site.Authority;
import io.orbweaver.site.ClosedPort;
import io.orbweaver.site.DamagedServer;
import io.orbweaver.site.FakeDns;
import io.orbweaver.site.FakeProxy;
import io.orbweaver.site.FakeProxy.Mood;
import io.orbweaver.site.Http2Site;
import io.orbweaver.url.CanonicalUrl;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The operator's proxy: it is asked for addresses that the guard allows, and for nothing else. */
@ExtendWith(OutputCaptureExtension.class)
class UpstreamProxyTest {

    private static final String SECRET = "s3cret%40word";

    private DamagedServer server;

    @BeforeEach
    void start() {
        server = DamagedServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CanonicalUrl on(String host) {
        return CanonicalUrl.ofCanonical("http://" + host + ":" + server.port() + "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void anAllowedTargetIsAskedForByItsAddress(String scheme) {
        try (FakeProxy proxy = FakeProxy.start(scheme, Mood.WILLING);
                FakeDns dns = FakeDns.start().name("site.test", "127.0.0.1");
                Fetches fetches = Fetches.setup()
                        .allow("127.0.0.0/8")
                        .dnsServers(dns.address())
                        .proxy(proxy.uri(""))
                        .start()) {
            assertThat(fetches.body(on("site.test"))).isEqualTo("ok");
            assertThat(fetches.body(on("site.test"))).isEqualTo("ok");

            assertThat(proxy.asked()).containsExactly("127.0.0.1:" + server.port());
            assertThat(server.requestHeads().get(0)).containsIgnoringCase("host: site.test:" + server.port());
            assertThat(server.requestHeads().get(0)).doesNotContainIgnoringCase("proxy");
            assertThat(server.accepted()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void aForbiddenTargetNeverReachesTheProxy(String scheme) {
        try (FakeProxy proxy = FakeProxy.start(scheme, Mood.WILLING);
                FakeDns dns = FakeDns.start().name("inside.test", "127.0.0.1");
                Fetches fetches = Fetches.setup()
                        .dnsServers(dns.address())
                        .proxy(proxy.uri(""))
                        .start()) {
            for (String host : List.of("inside.test", "127.0.0.1", "169.254.169.254", "[::ffff:10.0.0.1]")) {
                assertThat(fetches.failure(Fetches.request(on(host))))
                        .as(host)
                        .isEqualTo(FailureKind.FORBIDDEN_ADDRESS);
            }
            CanonicalUrl badPort = CanonicalUrl.ofCanonical("http://192.0.2.1:25/");
            assertThat(fetches.failure(Fetches.request(badPort))).isEqualTo(FailureKind.FORBIDDEN_ADDRESS);
            assertThat(proxy.asked()).isEmpty();
        }
    }

    @Test
    void aNameThatChangesItsAddressNeverReachesTheProxyAsThat() {
        try (FakeProxy proxy = FakeProxy.start("http", Mood.REFUSING);
                FakeDns dns = FakeDns.start().name("rebind.test", "127.0.0.1", "127.0.0.2");
                Fetches fetches = Fetches.setup()
                        .allow("127.0.0.1/32")
                        .dnsServers(dns.address())
                        .proxy(proxy.uri(""))
                        .start()) {
            assertThat(fetches.failure(Fetches.request(on("rebind.test")))).isEqualTo(FailureKind.CONNECT);
            assertThat(fetches.failure(Fetches.request(on("rebind.test")))).isEqualTo(FailureKind.FORBIDDEN_ADDRESS);
            assertThat(proxy.asked()).containsExactly("127.0.0.1:" + server.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void throughItTlsIsVerifiedForTheNameAndHttp2IsSpoken(String scheme) {
        try (Authority authority = Authority.create();
                FakeProxy proxy = FakeProxy.start(scheme, Mood.WILLING);
                Http2Site site = Http2Site.start(authority.vouchFor("localhost"));
                Fetches fetches = Fetches.setup()
                        .allow("127.0.0.0/8")
                        .trust(authority.trust())
                        .proxy(proxy.uri(""))
                        .start()) {
            assertThat(fetches.body(site.url("/"))).isEqualTo("ok");
            assertThat(site.requests().get(0).authority()).hasToString("localhost:" + site.port());
            assertThat(proxy.asked()).containsExactly("127.0.0.1:" + site.port());

            CanonicalUrl wrong = CanonicalUrl.ofCanonical("https://127.0.0.1:" + site.port() + "/");
            assertThat(fetches.failure(Fetches.request(wrong))).isEqualTo(FailureKind.TLS);
            assertThat(site.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http, http, REFUSING",
        "http, http, DYING",
        "http, http, SILENT",
        "socks5, http, REFUSING",
        "socks5, http, DYING",
        "http, https, REFUSING",
        "http, https, DYING",
        "socks5, https, REFUSING",
        "socks5, https, DYING",
        "socks5, https, SILENT"
    })
    void aProxyThatDoesNotConnectIsAConnectFailureThatSaysSo(
            String proxyScheme, String scheme, Mood mood, CapturedOutput output) {
        try (FakeProxy proxy = FakeProxy.start(proxyScheme, mood);
                Fetches fetches = Fetches.setup()
                        .allow("127.0.0.0/8")
                        .proxy(proxy.uri("someone:" + SECRET + "@"))
                        .start()) {
            CanonicalUrl url = CanonicalUrl.ofCanonical(scheme + "://127.0.0.1:" + server.port() + "/");

            Fetched.Failed failed =
                    (Fetched.Failed) fetches.get(mood == Mood.SILENT ? Fetches.impatient(url) : Fetches.request(url));

            assertThat(failed.kind()).isEqualTo(FailureKind.CONNECT);
            assertThat(failed.message()).contains("proxy");
            assertThat(proxy.credentials()).contains("someone:s3cret@word");
            assertThat(output.getAll()).doesNotContain("s3cret").doesNotContain("czNjcmV0");
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void aProxyThatIsNotThereIsAConnectFailureThatSaysSo() {
        try (Fetches fetches = Fetches.setup()
                .allow("127.0.0.0/8")
                .proxy("http://127.0.0.1:" + ClosedPort.any())
                .start()) {
            Fetched.Failed failed = (Fetched.Failed) fetches.get(on("127.0.0.1"));

            assertThat(failed.kind()).isEqualTo(FailureKind.CONNECT);
            assertThat(failed.message()).contains("proxy");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example:3128",
                "https://x:s3cret@127.0.0.1:1",
                "socks4://x:s3cret@127.0.0.1:1",
                "http://x:s3cret@127.0.0.1",
                "http://x:s3cret@127.0.0.1:80/path",
                "http://x:s3cret@127.0.0.1:80?q",
                "http://x:s3cret@bad host:80",
                "http://x:s3cret@nothing.invalid:80"
            })
    void invalidProxiesAreRefusedAtTheStartWithoutQuotingThem(String uri) {
        assertThatThrownBy(() -> Fetches.setup().proxy(uri).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("orbweaver.fetch.proxy")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }
}
