package io.orbweaver.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    private static boolean contains(String block, String address) {
        return Cidr.parse(block).contains(Addresses.of(address).getAddress());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.255.255.255, true",
        "127.0.0.0/8, 128.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "1.2.3.4, 1.2.3.4, true",
        "1.2.3.4, 1.2.3.5, false",
        "1.2.3.4/31, 1.2.3.5, true",
        "::1, ::1, true",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fc00::1, false",
        "2001:db8::/33, 2001:db8:7fff::, true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "::/0, ffff::, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 127.0.0.1, false"
    })
    void aBlockContainsTheAddressesOfItsPrefix(String block, String address, boolean contained) {
        assertThat(contains(block, address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "x",
                "1.2.3",
                "1.2.3.4/x",
                "1.2.3.4/",
                "1.2.3.4/33",
                "1.2.3.4/-1",
                "1.2.3.4/+8",
                "1.2.3.4/8/8",
                "1.2.3.4/99999999999",
                "256.0.0.1",
                "::/129",
                "::1/ 8",
                ":::",
                "example.org/8",
                "[::1]",
                "fe80::1%eth0"
            })
    void invalidBlocksAreRefusedWithTheirText(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void aBlockOfMappedAddressesSpellsAnIpv4Block() {
        Cidr block = Cidr.parse("::ffff:127.0.0.0/104").unmapped();

        assertThat(block.prefixLength()).isEqualTo(8);
        assertThat(block.contains(new byte[] {127, 9, 9, 9})).isTrue();
        assertThat(block.contains(new byte[] {126, 0, 0, 1})).isFalse();
    }
}
