package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts of special URLs: domains, IPv4 and IPv6 addresses, and what is none of them. */
class HostParsingTest {

    @ParameterizedTest(name = "URL {0}: {1}")
    @MethodSource({"domains", "ipv4", "ipv6"})
    void isSerialisedAsTheStandardHasIt(String section, String input, String host) {
        assertThat(UrlResolver.parse("http://" + input + "/")).hasToString("http://" + host + "/");
    }

    static Stream<Arguments> domains() {
        return Stream.of(
                arguments("§3.3 lower case", "EXAMPLE.Org", "example.org"),
                arguments("§3.3 ASCII is only lower-cased", "XN--A", "xn--a"),
                arguments("§3.3 ASCII is only lower-cased", "xn--", "xn--"),
                arguments("§3.3 hyphens", "-a-.b--c", "-a-.b--c"),
                arguments("§3.3 empty labels", "a..b.", "a..b."),
                arguments("§3.3 only dots", "..", ".."),
                arguments("§3.3 no length is verified", "a".repeat(70) + ".é", "a".repeat(70) + ".xn--9ca"),
                arguments("§3.2 not forbidden", "a_b~!$&'()*+,;=`{}\"", "a_b~!$&'()*+,;=`{}\""),
                arguments("§3.5 percent-decoded", "ex%41mple%2Eorg", "example.org"),
                arguments("§3.5 percent-decoded as UTF-8", "b%C3%BCcher.de", "xn--bcher-kva.de"),
                arguments("UTS 46, punycode", "bücher.example", "xn--bcher-kva.example"),
                arguments("UTS 46, not transitional", "Faß.de", "xn--fa-hia.de"),
                arguments("UTS 46, symbols", "☕.example", "xn--53h.example"),
                arguments("UTS 46, full stops", "日本語。ｊｐ", "xn--wgv71a119e.jp"),
                arguments("UTS 46, mapped", "ＡＢｃ\u212a", "abck"),
                arguments("UTS 46, ignored", "a\u00adb\ufeff", "ab"),
                arguments("UTS 46, hyphens unchecked", "-é-", "xn-----bja"),
                arguments("UTS 46, joiner in place", "\u0928\u094d\u200d\u0937", "xn--l2b4a0dw70k"),
                arguments("UTS 46, right to left", "\u05d0\u05d1", "xn--4dbc"));
    }

    static Stream<Arguments> ipv4() {
        return Stream.of(
                arguments("§3.5 IPv4", "127.0.0.1", "127.0.0.1"),
                arguments("§3.5 IPv4, trailing dot", "127.0.0.1.", "127.0.0.1"),
                arguments("§3.5 IPv4, one part", "2130706433", "127.0.0.1"),
                arguments("§3.5 IPv4, two parts", "127.1", "127.0.0.1"),
                arguments("§3.5 IPv4, three parts", "192.168.257", "192.168.1.1"),
                arguments("§3.5 IPv4, octal", "0300.0250.01.01", "192.168.1.1"),
                arguments("§3.5 IPv4, hexadecimal", "0XC0.0xA8.0x1.0x1", "192.168.1.1"),
                arguments("§3.5 IPv4, hexadecimal without digits", "0x", "0.0.0.0"),
                arguments("§3.5 IPv4, most", "0xffffffff", "255.255.255.255"),
                arguments("§3.5 IPv4, many zeros", "1.2.3.00000000000000000000000000000004", "1.2.3.4"),
                arguments("§3.5 IPv4, full width", "１２７．０．０．１", "127.0.0.1"),
                arguments("§3.5 IPv4, percent-encoded", "%31%32%37.1", "127.0.0.1"),
                arguments("§3.5 does not end in a number", "1.2.3.4.a", "1.2.3.4.a"),
                arguments("§3.5 does not end in a number", "1.2.3.0xg", "1.2.3.0xg"),
                arguments("§3.5 does not end in a number", "1.2.3.4..", "1.2.3.4.."),
                arguments("§3.5 does not end in a number", "1.2.3.4a", "1.2.3.4a"));
    }

    static Stream<Arguments> ipv6() {
        return Stream.of(
                arguments("§3.5 IPv6", "[1:2:3:4:5:6:7:8]", "[1:2:3:4:5:6:7:8]"),
                arguments("§3.5 IPv6, case and zeros", "[00AB:0::0001]", "[ab::1]"),
                arguments("§3.5 IPv6, all zeros", "[::]", "[::]"),
                arguments("§3.5 IPv6, gap in front", "[::1:2]", "[::1:2]"),
                arguments("§3.5 IPv6, gap at the end", "[1:2::]", "[1:2::]"),
                arguments("§3.6 IPv6, gap of one piece", "[1:2:3:4:5:6:7::]", "[1:2:3:4:5:6:7:0]"),
                arguments("§3.6 IPv6, gap of one piece", "[::2:3:4:5:6:7:8]", "[0:2:3:4:5:6:7:8]"),
                arguments("§3.6 IPv6, first longest run", "[1:0:0:2:0:0:3:4]", "[1::2:0:0:3:4]"),
                arguments("§3.6 IPv6, longer run", "[1:0:0:2:0:0:0:3]", "[1:0:0:2::3]"),
                arguments("§3.5 IPv6, IPv4 at the end", "[::ffff:192.168.0.1]", "[::ffff:c0a8:1]"),
                arguments("§3.5 IPv6, IPv4 at the end", "[1:2:3:4:5:6:7.8.9.10]", "[1:2:3:4:5:6:708:90a]"));
    }

    @ParameterizedTest(name = "URL §3.5 failure: {0}")
    @ValueSource(
            strings = {
                "256.1.1.1",
                "1.2.3.256",
                "1.2.65536",
                "1.16777216",
                "4294967296",
                "1.2.3.4.5",
                "09",
                "1.2.3.08",
                "1..2",
                "a.1",
                "a.0x1",
                "0x1.a.0x",
                "99999999999999999999999",
                "1.2.3.4\u0663",
                "[",
                "[]",
                "[:]",
                "[:::]",
                "[1]",
                "[1::2::3]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1:2:3:4:5:6:7]",
                "[12345::]",
                "[g::]",
                "[1:]",
                "[:1::]",
                "[::1",
                "::1]",
                "[::1]a",
                "[::%31]",
                "[::1%25eth0]",
                "[1:2:3:4:5:6:7::8:9]",
                "[1::2:3:4:5:6:7:8]",
                "[::1.2.3]",
                "[::1.2.3.4.5]",
                "[::1.2.3.256]",
                "[::01.2.3.4]",
                "[::1.2.3.]",
                "[::.1.2.3]",
                "[1:2:3:4:5:6:7:1.2.3.4]",
                "[::1.2.3.4:5]",
                "[::1.2..4]",
                "[::1.2.3.1000]"
            })
    void addressesOutOfShapeAreMalformed(String host) {
        assertThat(UrlResolver.parse("http://" + host + "/")).isEqualTo(UrlRefusal.MALFORMED);
    }

    @ParameterizedTest(name = "URL §3.3 failure: {0}")
    @ValueSource(
            strings = {
                "a b",
                "a<b",
                "a>b",
                "a^b",
                "a|b",
                "a]b",
                "a%b",
                "a%00b",
                "a%23b",
                "a%3Ab",
                "a%2Fb",
                "a%40b",
                "a%5Bb",
                "%25",
                "a\u0000b",
                "a\u007fb",
                "a%7Fb",
                "%80",
                "%C3",
                "%ed%a0%80",
                "\ufffd",
                "\ud800",
                "\u00ad",
                "%C2%AD",
                "xn--a.é",
                "xn--.é",
                "a\u200db",
                "\u05d0a",
                "a\u05d0",
                "a.\u05d01a",
                "f\u0663",
                "\u0301a",
                "\u2488",
                "a\uff05b",
                "a\u2100b",
                "\ufdd0"
            })
    void domainsThatAreInvalidAreMalformed(String host) {
        assertThat(UrlResolver.parse("http://" + host + "/")).isEqualTo(UrlRefusal.MALFORMED);
    }
}
