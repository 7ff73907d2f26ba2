package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.outcome.FailureKind;
import io.orbweaver.site.DamagedServer;
import io.orbweaver.site.FakeDns;
import io.orbweaver.site.UntilClose;
import io.orbweaver.url.CanonicalUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names whose owner lies: a connection is judged by its address, whatever a name meant before. */
class NameServersTest {

    private FakeDns dns;
    private DamagedServer server;
    private Fetches fetches;

    @BeforeEach
    void start() {
        dns = FakeDns.start();
        server = DamagedServer.start();
        fetches =
                Fetches.setup().allow("127.0.0.1/32").dnsServers(dns.address()).start();
    }

    @AfterEach
    void stop() {
        fetches.close();
        server.close();
        dns.close();
    }

    private FetchRequest to(String name) {
        return Fetches.request(CanonicalUrl.ofCanonical("http://" + name + ":" + server.port() + "/"));
    }

    /** Listens where nothing may connect to, on the server's own port. */
    private ServerSocket trap() throws IOException {
        return new ServerSocket(server.port(), 5, InetAddress.getByName("127.0.0.2"));
    }

    private static void assertNeverConnectedTo(ServerSocket trap) throws IOException {
        trap.setSoTimeout(100);
        assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void anOperatorsServersAreAsked() {
        dns.name("site.test", "127.0.0.1");

        assertThat(fetches.get(to("site.test"))).isInstanceOf(Fetched.Response.class);
        assertThat(dns.questions()).contains("1 site.test");
        assertThat(server.requestHeads().get(0)).containsIgnoringCase("host: site.test:" + server.port());
    }

    @Test
    void aNameThatChangesItsAddressNeverLeadsToAForbiddenOne() throws IOException {
        dns.name("rebind.test", "127.0.0.1", "127.0.0.2");
        server.on("/", new UntilClose("once"));
        try (ServerSocket trap = trap()) {
            assertThat(fetches.get(to("rebind.test"))).isInstanceOf(Fetched.Response.class);
            for (int i = 0; i < 3; i++) { // a retry, or a redirect to itself
                assertThat(fetches.failure(to("rebind.test"))).isEqualTo(FailureKind.FORBIDDEN_ADDRESS);
            }
            assertNeverConnectedTo(trap);
            assertThat(server.accepted()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1, 127.0.0.2", "127.0.0.2, 127.0.0.1", "127.0.0.2, 10.0.0.1, 127.0.0.1"})
    void ofManyAddressesTheForbiddenOnesAreNotTried(String answer) throws IOException {
        dns.name("mixed.test", answer);
        try (ServerSocket trap = trap()) {
            assertThat(fetches.get(to("mixed.test"))).isInstanceOf(Fetched.Response.class);
            assertNeverConnectedTo(trap);
        }
    }

    @Test
    void anAllowedAddressThatIsDownDoesNotLeadToAForbiddenOne() throws IOException {
        dns.name("mixed.test", "127.0.0.1, 127.0.0.2");
        try (ServerSocket trap = trap()) {
            server.close();
            assertThat(fetches.failure(to("mixed.test"))).isIn(FailureKind.CONNECT, FailureKind.FORBIDDEN_ADDRESS);
            assertNeverConnectedTo(trap);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.2", "::ffff:127.0.0.2", "::1", "64:ff9b::7f00:2", "169.254.169.254", "0.0.0.0", "::"})
    void aNameOfAForbiddenAddressIsForbidden(String address) {
        dns.name("inside.test", address);

        assertThat(fetches.get(to("inside.test")))
                .isEqualTo(
                        new Fetched.Failed(FailureKind.FORBIDDEN_ADDRESS, "its address may not be reached from here"));
    }

    @Test
    void anotherNameForAForbiddenAddressIsForbidden() {
        dns.name("alias.test", "cname inside.test").name("inside.test", "127.0.0.2");
        dns.name("local.test", "cname localhost").name("localhost", "127.0.0.2");

        assertThat(fetches.failure(to("alias.test"))).isEqualTo(FailureKind.FORBIDDEN_ADDRESS);
        assertThat(fetches.failure(to("local.test"))).isEqualTo(FailureKind.FORBIDDEN_ADDRESS);
    }

    @Test
    void anAllowanceForANameIsNotOneForItsAliases() {
        dns.name("alias.test", "cname inside.test").name("inside.test", "127.0.0.2");
        try (Fetches named =
                Fetches.setup().allow("inside.test").dnsServers(dns.address()).start()) {
            assertThat(named.failure(to("alias.test"))).isEqualTo(FailureKind.FORBIDDEN_ADDRESS);
            assertThat(named.failure(to("inside.test"))).isEqualTo(FailureKind.CONNECT);
        }
    }

    @Test
    void aNameThatDoesNotExistIsNotAskedForAgainAtOnce() {
        assertThat(fetches.failure(to("none.test"))).isEqualTo(FailureKind.DNS);
        int asked = dns.questions().size();
        assertThat(fetches.failure(to("none.test"))).isEqualTo(FailureKind.DNS);

        assertThat(dns.questions()).hasSize(asked);
    }

    @Test
    void cyclicNamesEndTheSearch() {
        dns.name("a.test", "cname b.test").name("b.test", "cname a.test");

        assertThat(fetches.failure(to("a.test"))).isEqualTo(FailureKind.DNS);
        assertThat(dns.questions()).hasSizeLessThan(60);
    }

    @Test
    void aServerThatDoesNotAnswerIsADnsFailureInBoundedTime() {
        dns.silent();

        assertThat(fetches.failure(to("silent.test")))
                .as("sooner than the fetch as a whole, which would be a time-out")
                .isEqualTo(FailureKind.DNS);
        assertThat(dns.questions()).hasSizeBetween(1, 60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "127.0.0.1", "dns.example:53", "127.0.0.1:65536", "127.0.0.1:x", "::1:53", "[::1]", ":53"})
    void invalidServersAreRefusedAtTheStart(String text) {
        assertThatThrownBy(() -> Fetches.setup().dnsServers(text).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("orbweaver.fetch.dns-servers");
    }

    @Test
    void aServerMayHaveAnIpv6Address() {
        try (Fetches six = Fetches.setup()
                .dnsServers(List.of("[::1]:53", "127.0.0.1:53").toArray(String[]::new))
                .start()) {
            assertThat(six).isNotNull();
        }
    }
}
