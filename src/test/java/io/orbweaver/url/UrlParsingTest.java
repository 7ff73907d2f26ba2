package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Absolute-URL strings: one row for each rule of the URL standard. */
class UrlParsingTest {

    @ParameterizedTest(name = "URL {0}: {1}")
    @MethodSource({"cleaning", "schemes", "authorities", "paths", "queries", "files"})
    void givesTheStandardsHref(String section, String input, String href) {
        assertThat(UrlResolver.parse(input)).hasToString(href);
        assertThat(UrlResolver.parse(href)).hasToString(href);
    }

    static Stream<Arguments> cleaning() {
        return Stream.of(
                arguments("§4.4 1.", "  http://h/a \u0000\u001f", "http://h/a"),
                arguments("§4.4 1.", "\u001f\thttp://h/", "http://h/"),
                arguments("§4.4 1. inner space stays", "http://h/a b", "http://h/a%20b"),
                arguments("§4.4 1. no-break space stays", "http://h/a\u00a0", "http://h/a%C2%A0"),
                arguments("§4.4 3.", "ht\ntp:\t//h\r\n/a\tb", "http://h/ab"),
                arguments("§4.4 3. tab in port", "http://h:8\t080/", "http://h:8080/"),
                arguments("§4.4 3. tab in dots", "http://h/a/.\t./b", "http://h/b"),
                arguments("§4.4 fragment", "http://h/a#b#c?d", "http://h/a"),
                arguments("§4.4 fragment after host", "http://h#@x/", "http://h/"),
                arguments("§4.4 space before fragment", "http://h/a #x", "http://h/a%20"),
                arguments(
                        "§1.1 scalar values come before tabs go",
                        "http://h/\ud83d\t\ude00",
                        "http://h/%EF%BF%BD%EF%BF%BD"));
    }

    static Stream<Arguments> schemes() {
        return Stream.of(
                arguments("§4.4 scheme state", "HtTpS://h/", "https://h/"),
                arguments("§4.4 special authority slashes", "http:h/a", "http://h/a"),
                arguments("§4.4 special authority slashes", "http:/h/a", "http://h/a"),
                arguments("§4.4 special authority slashes", "http:////h//a", "http://h//a"),
                arguments("§4.4 special authority slashes", "http:\\\\h\\a", "http://h/a"),
                arguments("§4.4 special authority slashes", "http:/\\/h", "http://h/"));
    }

    static Stream<Arguments> authorities() {
        return Stream.of(
                arguments("§4.4 port state", "http://h:80/", "http://h/"),
                arguments("§4.4 port state", "https://h:443", "https://h/"),
                arguments("§4.4 port state", "https://h:80/", "https://h:80/"),
                arguments("§4.4 port state", "http://h:443/", "http://h:443/"),
                arguments("§4.4 port state, empty", "http://h:/", "http://h/"),
                arguments("§4.4 port state, zeros", "http://h:0000000008080/", "http://h:8080/"),
                arguments("§4.4 port state, zero", "http://h:0/", "http://h:0/"),
                arguments("§4.4 port state, most", "http://h:65535/", "http://h:65535/"),
                arguments("§4.4 port state, backslash", "http://h:8080\\a", "http://h:8080/a"),
                arguments("§4.4 port state, query", "http://h:8080?a", "http://h:8080/?a"),
                arguments("§4.4 authority state, empty credentials", "http://@h/", "http://h/"),
                arguments("§4.4 authority state, empty credentials", "http://:@h/", "http://h/"),
                arguments("§4.4 authority ends before the at sign", "http://h/@x", "http://h/@x"),
                arguments("§4.4 authority ends before the at sign", "http://h\\@x", "http://h/@x"),
                arguments("§4.4 authority ends before the at sign", "http://h?@x", "http://h/?@x"));
    }

    static Stream<Arguments> paths() {
        return Stream.of(
                arguments("§4.4 path start", "http://h", "http://h/"),
                arguments("§4.4 path start", "http://h?", "http://h/?"),
                arguments("§4.4 path, backslash", "http://h/a\\b", "http://h/a/b"),
                arguments("§4.4 path, empty segments", "http://h//a///", "http://h//a///"),
                arguments("§4.4 path, single dot", "http://h/a/./b/.", "http://h/a/b/"),
                arguments("§4.4 path, double dot", "http://h/a/b/../c/..", "http://h/a/"),
                arguments("§4.4 path, above the root", "http://h/../../a", "http://h/a"),
                arguments("§4.4 path, dots over an empty segment", "http://h/a//../b", "http://h/a/b"),
                arguments("§4.4 path, encoded dots", "http://h/a/%2e/b/%2E%2e/c", "http://h/a/c"),
                arguments("§4.4 path, encoded dots", "http://h/a/b/.%2E", "http://h/a/"),
                arguments("§4.4 path, encoded dots", "http://h/a/b/%2e.", "http://h/a/"),
                arguments("§4.4 path, three dots are a name", "http://h/a/.../%2e%2e%2e", "http://h/a/.../%2e%2e%2e"),
                arguments("§4.4 path, dots in a name", "http://h/.a/a./..a", "http://h/.a/a./..a"),
                arguments("§4.4 path, hidden name then dots", "http://h/.well-known/../a", "http://h/a"),
                arguments("§4.4 path, cut escape is no dot", "http://h/a/%2", "http://h/a/%2"),
                arguments("§4.4 path, drive letter means nothing", "http://h/C|/../a", "http://h/a"),
                arguments("§1.3 path set", "http://h/ \"#", "http://h/%20%22"),
                arguments("§1.3 path set", "http://h/<>^`{}", "http://h/%3C%3E%5E%60%7B%7D"),
                arguments("§1.3 path set leaves", "http://h/!$&'()*+,;=:@[]|~_-%", "http://h/!$&'()*+,;=:@[]|~_-%"),
                arguments("§1.3 path set, escapes keep their case", "http://h/%c3%C3%zz", "http://h/%c3%C3%zz"),
                arguments("§1.3 controls", "http://h/\u0001\u007fx", "http://h/%01%7Fx"),
                arguments("§1.3 UTF-8, two bytes", "http://h/é", "http://h/%C3%A9"),
                arguments("§1.3 UTF-8, three bytes", "http://h/日", "http://h/%E6%97%A5"),
                arguments("§1.3 UTF-8, four bytes", "http://h/\ud83d\ude00", "http://h/%F0%9F%98%80"),
                arguments("§1.1 lone surrogate", "http://h/\ud800x\udc00", "http://h/%EF%BF%BDx%EF%BF%BD"));
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                arguments("§4.4 query, empty is kept", "http://h/a?", "http://h/a?"),
                arguments("§4.4 query, empty before fragment", "http://h/a?#b", "http://h/a?"),
                arguments("§4.4 query, second question mark", "http://h/a?b?c", "http://h/a?b?c"),
                arguments("§4.4 query, no dots there", "http://h/a?/../b", "http://h/a?/../b"),
                arguments("§4.4 query, backslash stays", "http://h/a?\\", "http://h/a?\\"),
                arguments("§1.3 special-query set", "http://h/?a 'b\"<>", "http://h/?a%20%27b%22%3C%3E"),
                arguments("§1.3 special-query set leaves", "http://h/?^`{}|[]%", "http://h/?^`{}|[]%"),
                arguments("§1.3 UTF-8", "http://h/?é日", "http://h/?%C3%A9%E6%97%A5"));
    }

    static Stream<Arguments> files() {
        return Stream.of(
                arguments("§4.4 file", "file:", "file:///"),
                arguments("§4.4 file", "file:a/b", "file:///a/b"),
                arguments("§4.4 file slash", "file:/a", "file:///a"),
                arguments("§4.4 file slash", "file:\\a", "file:///a"),
                arguments("§4.4 file host", "file:///a", "file:///a"),
                arguments("§4.4 file host", "file://Host/a", "file://host/a"),
                arguments("§4.4 file host, localhost", "file://LOCALHOST/a", "file:///a"),
                arguments("§4.4 file host, query", "file://h?q", "file://h/?q"),
                arguments("§4.4 file host, slashes", "file:////h/a", "file:////h/a"),
                arguments("§4.2 drive letter", "file:///C|/a", "file:///C:/a"),
                arguments("§4.2 drive letter as host", "file://C|/a", "file:///C:/a"),
                arguments("§4.2 drive letter as host", "file://c:", "file:///c:"),
                arguments("§4.2 drive letter stays", "file:///C:/../..", "file:///C:/"),
                arguments("§4.2 drive letter stays", "file:C|/a/../..", "file:///C:/"),
                arguments("§4.2 no drive letter", "file:///C|a/..", "file:///"),
                arguments("§4.2 no drive letter", "file:///h:65/..", "file:///"),
                arguments("§4.2 drive letter, not first", "file:///a/C|/..", "file:///a/"));
    }
}
