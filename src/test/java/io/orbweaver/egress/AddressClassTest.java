package io.orbweaver.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Tries;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IANA's special-purpose registries, block by block, and every IPv6 form that carries an IPv4 address. */
class AddressClassTest {

    /** First and last address of each block, and a public neighbour where there is one on that side. */
    @ParameterizedTest
    @CsvSource({
        // block, first, last, public neighbour below, public neighbour above
        "this network, 0.0.0.0, 0.255.255.255, , 1.0.0.0",
        "private A, 10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0",
        "shared (CGNAT), 100.64.0.0, 100.127.255.255, 100.63.255.255, 100.128.0.0",
        "loopback, 127.0.0.0, 127.255.255.255, 126.255.255.255, 128.0.0.0",
        "link-local and metadata, 169.254.0.0, 169.254.255.255, 169.253.255.255, 169.255.0.0",
        "Azure's wire server, 168.63.129.16, 168.63.129.16, 168.63.129.15, 168.63.129.17",
        "private B, 172.16.0.0, 172.31.255.255, 172.15.255.255, 172.32.0.0",
        "IETF assignments, 192.0.0.0, 192.0.0.255, 191.255.255.255, 192.0.1.0",
        "documentation 1, 192.0.2.0, 192.0.2.255, 192.0.1.255, 192.0.3.0",
        "AS112, 192.31.196.0, 192.31.196.255, 192.31.195.255, 192.31.197.0",
        "AMT, 192.52.193.0, 192.52.193.255, 192.52.192.255, 192.52.194.0",
        "6to4 relay, 192.88.99.0, 192.88.99.255, 192.88.98.255, 192.88.100.0",
        "private C, 192.168.0.0, 192.168.255.255, 192.167.255.255, 192.169.0.0",
        "direct AS112, 192.175.48.0, 192.175.48.255, 192.175.47.255, 192.175.49.0",
        "benchmarking, 198.18.0.0, 198.19.255.255, 198.17.255.255, 198.20.0.0",
        "documentation 2, 198.51.100.0, 198.51.100.255, 198.51.99.255, 198.51.101.0",
        "documentation 3, 203.0.113.0, 203.0.113.255, 203.0.112.255, 203.0.114.0",
        "port control and TURN anycast, 192.0.0.9, 192.0.0.10, , ",
        "metadata of Oracle's cloud, 192.0.0.192, 192.0.0.192, , ",
        "metadata of Alibaba's cloud, 100.100.100.200, 100.100.100.200, , ",
        "6a44 relay, 192.88.99.2, 192.88.99.2, , ",
        "multicast, 224.0.0.0, 239.255.255.255, 223.255.255.255, ",
        "reserved and broadcast, 240.0.0.0, 255.255.255.255, , ",
        "unspecified to compatible, ::, ::1, , ",
        "local NAT64, 64:ff9b:1::, 64:ff9b:1:ffff:ffff:ffff:ffff:ffff, , ",
        "discard-only, 100::, 100::ffff:ffff:ffff:ffff, , ",
        "dummy prefix, 100:0:0:1::, 100:0:0:1:ffff:ffff:ffff:ffff, , ",
        "IETF assignments, 2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, 2000:ffff::, 2001:200::",
        "Teredo, 2001::, 2001:0:ffff:ffff:ffff:ffff:ffff:ffff, , ",
        "port control, 2001:1::1, 2001:1::3, , ",
        "benchmarking, 2001:2::, 2001:2:0:ffff:ffff:ffff:ffff:ffff, , ",
        "AMT, 2001:3::, 2001:3:ffff:ffff:ffff:ffff:ffff:ffff, , ",
        "AS112, 2001:4:112::, 2001:4:112:ffff:ffff:ffff:ffff:ffff, , ",
        "ORCHID and v2, 2001:10::, 2001:2f:ffff:ffff:ffff:ffff:ffff:ffff, , ",
        "drone ids, 2001:30::, 2001:3f:ffff:ffff:ffff:ffff:ffff:ffff, , ",
        "documentation, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db9::",
        "6to4, 2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:ffff:ffff::, 2003::",
        "direct AS112, 2620:4f:8000::, 2620:4f:8000:ffff:ffff:ffff:ffff:ffff, 2620:4f:7fff::, 2620:4f:8001::",
        "documentation 2, 3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, 3ffe:ffff::, 3fff:1000::",
        "not unicast yet, 4000::, 5fff:ffff::, , ",
        "segment routing, 5f00::, 5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , ",
        "metadata of two clouds, fd00:ec2::254, fd20:ce::254, , ",
        "6to4 of private A, 2002:a00::, 2002:aff:ffff:ffff:ffff:ffff:ffff:ffff, , ",
        "NAT64 of Azure's wire server, 64:ff9b::168.63.129.16, 64:ff9b::a83f:8110, , ",
        "outside NAT64, 64:ff9a:ffff::, 64:ff9b::1:0:0, , ",
        "unique local, fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , ",
        "link-local, fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , ",
        "site-local, fec0::, feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , ",
        "multicast, ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , ",
        "below global unicast, 1fff:ffff::, 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , 2000::"
    })
    void aSpecialBlockIsNotPublicFromItsFirstAddressToItsLast(
            String block, String first, String last, String below, String above) {
        assertThat(AddressClass.isPublic(Addresses.of(first))).as(first).isFalse();
        assertThat(AddressClass.isPublic(Addresses.of(last))).as(last).isFalse();
        if (below != null) {
            assertThat(AddressClass.isPublic(Addresses.of(below))).as(below).isTrue();
        }
        if (above != null) {
            assertThat(AddressClass.isPublic(Addresses.of(above))).as(above).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07::1", "2a00:1450:4001::1", "3ffe::1"})
    void ordinaryAddressesArePublic(String address) {
        assertThat(AddressClass.isPublic(Addresses.of(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::ffff:%s", // mapped
                "::%s", // compatible
                "::ffff:0:%s", // translated
                "64:ff9b::%s", // NAT64
                "2606:4700::5efe:%s", // ISATAP
                "2606:4700::200:5efe:%s" // ISATAP, globally unique
            })
    void anIpv6FormThatCarriesIpv4IsJudgedByIt(String form) {
        for (String hidden : new String[] {"127.0.0.1", "10.1.2.3", "169.254.169.254", "168.63.129.16", "100.64.0.1"}) {
            assertThat(AddressClass.isPublic(Addresses.of(form.formatted(hidden))))
                    .as(hidden)
                    .isFalse();
        }
        assertThat(AddressClass.isPublic(Addresses.of(form.formatted("8.8.8.8"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2002:7f00:1::", // 6to4
                "2002:808:808::", // even of a public address
                "2001:0:808:808:0:ffff:80ff:fffe", // Teredo
                "64:ff9b:1::8.8.8.8" // local NAT64
            })
    void formsOfTunnelsAreNeverPublic(String address) {
        assertThat(AddressClass.isPublic(Addresses.of(address))).isFalse();
    }

    @Test
    void whatJavaCallsLocalIsNeverPublic4() {
        Tries.of(1_000, random -> holdsForJava(Addresses.of(Tries.bytes(random, 4))));
    }

    @Test
    void whatJavaCallsLocalIsNeverPublic6() {
        Tries.of(1_000, random -> holdsForJava(Addresses.of(Tries.bytes(random, 16))));
    }

    @Test
    void carriedAddressesAreNeverMorePublicThanThemselves() {
        Tries.of(1_000, random -> isJudgedWhereItIsCarried(Addresses.of(Tries.bytes(random, 4))));
    }

    private static void isJudgedWhereItIsCarried(InetAddress carried) {
        String text = carried.getHostAddress();
        for (String form : new String[] {"::ffff:", "::ffff:0:", "64:ff9b::", "2606:4700::5efe:"}) {
            assertThat(AddressClass.isPublic(Addresses.of(form + text)))
                    .as(form + text)
                    .isEqualTo(AddressClass.isPublic(carried));
        }
    }

    private static void holdsForJava(InetAddress address) {
        boolean local = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        assertThat(local && AddressClass.isPublic(address))
                .as(address.toString())
                .isFalse();
    }
}
