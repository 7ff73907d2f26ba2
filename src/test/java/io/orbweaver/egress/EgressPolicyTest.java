package io.orbweaver.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {

    private static boolean allows(String allowed, String host, String address) {
        return new EgressPolicy(List.of(allowed)).allows(host, Addresses.of(address));
    }

    @Test
    void withoutAllowancesOnlyPublicAddressesAreReached() {
        EgressPolicy policy = new EgressPolicy(List.of());

        assertThat(policy.allows("example.org", Addresses.of("93.184.215.14"))).isTrue();
        assertThat(policy.allows("example.org", Addresses.of("127.0.0.1"))).isFalse();
        assertThat(policy.allows("localhost", Addresses.of("::1"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.1, true",
        "127.0.0.0/8, 10.0.0.1, false",
        "127.0.0.0/8, ::1, false",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
        "127.0.0.0/8, ::127.0.0.1, true",
        "127.0.0.0/8, ::ffff:0:127.0.0.1, true",
        "127.0.0.0/8, ::ffff:10.0.0.1, false",
        "127.0.0.0/8, 64:ff9b::127.0.0.1, false",
        "::ffff:127.0.0.0/104, 127.0.0.1, true",
        "::ffff:127.0.0.0/104, ::ffff:127.0.0.1, true",
        "::1, ::1, true",
        "fd00::/8, fd12::1, true",
        "10.0.0.5, 10.0.0.5, true",
        "10.0.0.5, 10.0.0.6, false"
    })
    void anAllowedBlockIsComparedWithTheAddressThatIsMeant(String block, String address, boolean allowed) {
        assertThat(allows(block, "example.org", address)).isEqualTo(allowed);
    }

    @Test
    void anAllowedHostMayHaveAnyAddressAndNoOtherHostDoes() {
        assertThat(allows("Intranet.Example", "intranet.example", "10.0.0.1")).isTrue();
        assertThat(allows("intranet.example", "INTRANET.example", "10.0.0.1")).isTrue();
        assertThat(allows("intranet.example", "www.intranet.example", "10.0.0.1"))
                .isFalse();
        assertThat(allows("intranet.example", "intranet.example.org", "10.0.0.1"))
                .isFalse();
    }

    @Test
    void spaceAroundAnEntryDoesNotCount() {
        assertThat(allows(" 127.0.0.0/8 ", "x", "127.0.0.1")).isTrue();
    }

    @Test
    void portsAreDeniedByAListAndTheStandardsListIsTheDefault() {
        EgressPolicy standard = new EgressPolicy(List.of());
        assertThat(BadPorts.SET).hasSize(83);
        assertThat(List.of(0, 1, 79, 87, 4190, 6679, 10080)).noneMatch(standard::allowsPort);
        assertThat(List.of(2, 78, 80, 81, 88, 443, 3128, 8080, 8443, 65535)).allMatch(standard::allowsPort);

        EgressPolicy own = new EgressPolicy(List.of(), List.of(8080));
        assertThat(own.allowsPort(8080)).isFalse();
        assertThat(own.allowsPort(25)).isTrue();
        assertThatThrownBy(() -> new EgressPolicy(List.of(), List.of(65536))).hasMessageContaining("65536");
        assertThatThrownBy(() -> new EgressPolicy(List.of(), List.of(-1))).hasMessageContaining("ports-denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*.example.org", "exa mple", "http://example.org", "127.0.0.1:80", "10.0.0/8", "1.2.3"})
    void entriesThatAreNeitherHostNorBlockAreRefusedAtTheStart(String entry) {
        assertThatThrownBy(() -> new EgressPolicy(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'");
    }
}
