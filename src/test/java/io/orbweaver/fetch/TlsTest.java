package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.fetch.connection.TrustedAuthorities;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.site.Authority;
import io.orbweaver.site.Http2Site;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import reactor.netty.DisposableServer;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.server.HttpServer;

/** Who is believed to be whom over TLS. */
class TlsTest {

    private static Authority authority;
    private static Authority other;
    private static KeyManagerFactory localhost;

    @BeforeAll
    static void create() {
        authority = Authority.create();
        other = Authority.create();
        localhost = authority.vouchFor("localhost");
    }

    @AfterAll
    static void remove() {
        authority.close();
        other.close();
    }

    private static FailureKind asked(KeyManagerFactory keys, TrustManagerFactory trust) {
        try (Http2Site site = Http2Site.start(keys);
                Fetches fetches = trust == null
                        ? Fetches.local()
                        : Fetches.setup().allow("127.0.0.0/8").trust(trust).start()) {
            FailureKind kind = fetches.failure(Fetches.request(site.url("/")));
            assertThat(site.requests()).hasSize(kind == null ? 1 : 0);
            return kind;
        }
    }

    @Test
    void certificatesOfATrustedAuthorityAreAccepted() {
        assertThat(asked(localhost, authority.trust())).isNull();
    }

    @Test
    void certificatesOfAnUnknownAuthorityAreRefused() {
        assertThat(asked(localhost, null)).isEqualTo(FailureKind.TLS);
        assertThat(asked(localhost, other.trust())).isEqualTo(FailureKind.TLS);
    }

    @Test
    void aCertificateForAnotherHostIsNotBelieved() {
        assertThat(asked(authority.vouchFor("example.test"), authority.trust())).isEqualTo(FailureKind.TLS);
    }

    @Test
    void anExpiredCertificateIsRefused() {
        assertThat(asked(authority.vouchedOnceFor("localhost"), authority.trust()))
                .isEqualTo(FailureKind.TLS);
    }

    @Test
    void aBundleAddsItsAuthoritiesToTheJdks() throws Exception {
        TrustManagerFactory trust = TrustedAuthorities.of("inside", bundles(authority.pem()));
        assertThat(trust).isNotNull();
        assertThat(asked(localhost, trust)).isNull();
        assertThat(asked(other.vouchFor("localhost"), trust)).isEqualTo(FailureKind.TLS);

        TrustManagerFactory jdk = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        jdk.init((java.security.KeyStore) null);
        assertThat(authorities(trust)).isEqualTo(authorities(jdk) + 1);
    }

    private static int authorities(TrustManagerFactory factory) {
        return Arrays.stream(factory.getTrustManagers())
                .mapToInt(manager -> ((X509TrustManager) manager).getAcceptedIssuers().length)
                .sum();
    }

    private static DefaultSslBundleRegistry bundles(String pem) {
        PemSslStoreDetails trust = pem == null ? null : PemSslStoreDetails.forCertificate(pem);
        return new DefaultSslBundleRegistry("inside", SslBundle.of(new PemSslStoreBundle(null, trust)));
    }

    @Test
    void aMissingOrEmptyTrustBundleIsRefusedAtTheStart() {
        assertThat(TrustedAuthorities.of("", null)).isNull();
        assertThatThrownBy(() -> TrustedAuthorities.of("typo", bundles(authority.pem())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("orbweaver.fetch.ssl-bundle: there is no bundle 'typo' in spring.ssl.bundle");
        assertThatThrownBy(() -> TrustedAuthorities.of("inside", bundles(null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'inside' has no trust store");
    }

    @Test
    void aServerThatKnowsNoHttp2IsAskedByHttp11OverOneConnection() {
        Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .secure(spec -> spec.sslContext(Http11SslContextSpec.forServer(localhost)))
                .doOnConnection(connection -> clientPorts.add(
                        ((InetSocketAddress) connection.channel().remoteAddress()).getPort()))
                .route(routes -> routes.get(
                        "/",
                        (request, response) -> response.sendString(reactor.core.publisher.Mono.just(
                                request.version().toString()
                                        + request.requestHeaders().get("host")))))
                .bindNow();
        try (Fetches fetches =
                Fetches.setup().allow("127.0.0.0/8").trust(authority.trust()).start()) {
            var url = io.orbweaver.url.CanonicalUrl.ofCanonical("https://localhost:" + server.port() + "/");
            for (int i = 0; i < 3; i++) {
                assertThat(fetches.body(url)).isEqualTo("HTTP/1.1localhost:" + server.port());
            }
            assertThat(clientPorts).hasSize(1);
        } finally {
            server.disposeNow();
        }
    }
}
