package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.outcome.FailureKind;
import io.orbweaver.site.DamagedServer;
import io.orbweaver.url.CanonicalUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard in the fetcher's connections: what is not allowed is never even connected to. */
class EgressGuardTest {

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
    @ValueSource(
            strings = {"127.0.0.1", "localhost", "LOCALHOST.", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"
            })
    void withoutAnAllowanceThisMachineIsNeverConnectedTo(String host) {
        try (Fetches fetches = Fetches.allowing()) {
            FailureKind kind = fetches.failure(Fetches.request(on(host)));

            assertThat(kind).isIn(FailureKind.FORBIDDEN_ADDRESS, FailureKind.DNS);
            assertThat(host.equals("LOCALHOST.") || kind == FailureKind.FORBIDDEN_ADDRESS)
                    .isTrue();
            assertThat(server.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.1",
        "127.0.0.0/8, localhost",
        "127.0.0.0/8, [::ffff:127.0.0.1]",
        "localhost, localhost",
        "127.0.0.1, 127.0.0.1"
    })
    void anAllowanceOpensExactlyWhatItNames(String allowed, String host) {
        try (Fetches fetches = Fetches.allowing(allowed)) {
            assertThat(fetches.body(on(host))).isEqualTo("ok");
            assertThat(server.accepted()).isOne();
        }
    }

    @Test
    void anAllowanceForANameDoesNotOpenItsAddress() {
        try (Fetches fetches = Fetches.allowing("localhost")) {
            assertThat(fetches.failure(Fetches.request(on("127.0.0.1")))).isEqualTo(FailureKind.FORBIDDEN_ADDRESS);
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void aDeniedPortIsForbiddenAtAnyAddressAllowedOrNot() {
        try (Fetches fetches = Fetches.setup()
                .allow("127.0.0.0/8", "localhost")
                .denyPorts(server.port())
                .start()) {
            for (String host : new String[] {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]"}) {
                assertThat(fetches.get(on(host)))
                        .isEqualTo(new Fetched.Failed(
                                FailureKind.FORBIDDEN_ADDRESS, "its port may not be reached from here"));
            }
            assertThat(server.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 22, 25, 587, 6000, 6667, 10080})
    void theBadPortsOfTheFetchStandardAreDeniedByDefault(int port) {
        try (Fetches fetches = Fetches.local()) {
            CanonicalUrl url = CanonicalUrl.ofCanonical("http://127.0.0.1:" + port + "/");

            assertThat(fetches.failure(Fetches.request(url))).isEqualTo(FailureKind.FORBIDDEN_ADDRESS);
        }
    }

    @Test
    void metadataOfACloudIsForbidden() {
        try (Fetches fetches = Fetches.allowing("127.0.0.0/8")) {
            for (String host : new String[] {"169.254.169.254", "[fd00:ec2::254]", "[64:ff9b::a9fe:a9fe]"}) {
                CanonicalUrl url = CanonicalUrl.ofCanonical("http://" + host + "/latest/meta-data/");
                assertThat(fetches.failure(Fetches.request(url))).as(host).isEqualTo(FailureKind.FORBIDDEN_ADDRESS);
            }
        }
    }
}
