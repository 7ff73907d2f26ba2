package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** References against a base: one row for each rule of the URL standard. */
class UrlResolutionTest {

    @ParameterizedTest(name = "URL {0}: {2} at {1}")
    @MethodSource({"sameOrigin", "otherAuthority", "paths", "files"})
    void givesTheStandardsHref(String section, String base, String reference, String href) {
        assertThat(UrlResolver.resolve(url(base), reference)).hasToString(href);
    }

    static Stream<Arguments> sameOrigin() {
        String base = "https://h:8080/a/b/c?d=e";
        return Stream.of(
                arguments("§4.4 relative, nothing", base, "", base),
                arguments("§4.4 relative, nothing but spaces", base, " \t", base),
                arguments("§4.4 relative, fragment", base, "#x", base),
                arguments("§4.4 relative, empty query kept", "http://h/a?", "#x", "http://h/a?"),
                arguments("§4.4 relative, query", base, "?q", "https://h:8080/a/b/c?q"),
                arguments("§4.4 relative, empty query", base, "?", "https://h:8080/a/b/c?"),
                arguments("§4.4 relative, path", base, "x", "https://h:8080/a/b/x"),
                arguments("§4.4 relative, path and query", base, "x?y#z", "https://h:8080/a/b/x?y"),
                arguments("§4.4 relative, slash in base query", "http://h/a/b?c/d", "x", "http://h/a/x"),
                arguments("§4.4 relative slash", base, "/x/y", "https://h:8080/x/y"),
                arguments("§4.4 relative slash", base, "\\x", "https://h:8080/x"),
                arguments("§4.4 relative slash, root", base, "/", "https://h:8080/"),
                arguments("§4.4 scheme, the base's", base, "https:x", "https://h:8080/a/b/x"),
                arguments("§4.4 scheme, the base's", base, "HTTPS:/x", "https://h:8080/x"),
                arguments("§4.4 scheme, the base's", base, "https:", base),
                arguments("§4.4 scheme, the base's", base, "https:?q", "https://h:8080/a/b/c?q"),
                arguments("§4.4 no scheme, colon later", base, "x/y:z", "https://h:8080/a/b/x/y:z"),
                arguments("§4.4 no scheme, colon in query", base, "x?http://y", "https://h:8080/a/b/x?http://y"),
                arguments("§4.4 no scheme, digit first", base, "1:2", "https://h:8080/a/b/1:2"),
                arguments("§4.4 no scheme, colon first", base, ":x", "https://h:8080/a/b/:x"));
    }

    static Stream<Arguments> otherAuthority() {
        String base = "https://h:8080/a/b/c?d=e";
        return Stream.of(
                arguments("§4.4 relative slash, authority", base, "//x/y", "https://x/y"),
                arguments("§4.4 relative slash, authority", base, "\\/x", "https://x/"),
                arguments("§4.4 relative slash, authority", base, "///x", "https://x/"),
                arguments("§4.4 relative slash, own port goes", base, "//h:443/y", "https://h/y"),
                arguments("§4.4 same authority", base, "//h:8080/y", "https://h:8080/y"),
                arguments("§4.4 same authority", base, "https://h:8080/y", "https://h:8080/y"),
                arguments("§4.4 same authority, longer port", base, "https://h:80801/", "MALFORMED"),
                arguments("§4.4 same host, no port", base, "https://h/y", "https://h/y"),
                arguments("§4.4 other scheme", base, "http:x", "http://x/"),
                arguments("§4.4 other scheme, port kept", "http://h:443/", "https://h:443/", "https://h/"),
                arguments("§4.4 authority from a host without dot", base, "http://localhost", "http://localhost/"),
                arguments("§4.4 ends in a number", base, "https://1.2.3/", "https://1.2.0.3/"),
                arguments("§4.4 file from http", base, "file:x", "file:///x"),
                arguments("§4.4 http from file", "file:///a/b", "http:x/y", "http://x/y"));
    }

    static Stream<Arguments> paths() {
        String base = "http://h/a/b/c";
        return Stream.of(
                arguments("§4.4 path, dot", base, ".", "http://h/a/b/"),
                arguments("§4.4 path, dot", base, "./x", "http://h/a/b/x"),
                arguments("§4.4 path, dots", base, "..", "http://h/a/"),
                arguments("§4.4 path, dots", base, "../x", "http://h/a/x"),
                arguments("§4.4 path, dots", base, "../../../x", "http://h/x"),
                arguments("§4.4 path, dots inside", base, "x/../y/./z/..", "http://h/a/b/y/"),
                arguments("§4.4 path, encoded dots", base, "%2e%2E/x", "http://h/a/x"),
                arguments("§4.4 path, hidden name then dots", base, "/.well-known/x/../y/.", "http://h/.well-known/y/"),
                arguments("§4.4 path, empty segments", base, "x//y/", "http://h/a/b/x//y/"),
                arguments("§4.4 path, empty segments", "http://h/a//", "../x", "http://h/a/x"),
                arguments("§4.4 path, encoding", base, "x y/é", "http://h/a/b/x%20y/%C3%A9"));
    }

    static Stream<Arguments> files() {
        return Stream.of(
                arguments("§4.4 file", "file:///a/b", "x", "file:///a/x"),
                arguments("§4.4 file", "file://h/a/b?q", "", "file://h/a/b?q"),
                arguments("§4.4 file", "file://h/a/b?q", "?r", "file://h/a/b?r"),
                arguments("§4.4 file", "file://h/a/b", "file:x", "file://h/a/x"),
                arguments("§4.4 file slash, base's host", "file://h/a/b", "/x", "file://h/x"),
                arguments("§4.4 file slash, base's drive", "file:///C:/a", "/x", "file:///C:/x"),
                arguments("§4.4 file slash, own drive", "file:///C:/a", "/D|/x", "file:///D:/x"),
                arguments("§4.4 file slash, like a drive", "file:///h:65/a", "/x", "file:///x"),
                arguments("§4.4 file, drive alone", "file://h/a/b", "C|", "file://h/C:"),
                arguments("§4.4 file, drive with path", "file:///a/b", "./C|/x", "file:///a/C|/x"),
                arguments("§4.4 file, drive as scheme", "file:///a/b", "C:/x", "UNSUPPORTED_SCHEME"),
                arguments("§4.2 drive stays", "file:///C:", "..", "file:///C:/"),
                arguments("§4.2 drive stays", "file:///C:/a", "../../x", "file:///C:/x"),
                arguments("§4.2 like a drive", "file:///h:65?q", "x", "file:///x"),
                arguments("§4.4 file host", "file:///a", "//h/x", "file://h/x"),
                arguments("§4.4 file host, none", "file://h/a", "///x", "file:///x"));
    }

    @ParameterizedTest(name = "URL §4.4 query state in {0}: {1}")
    @MethodSource("encodings")
    void queryIsEncodedAsTheDocumentIs(String charset, String reference, String href) {
        assertThat(UrlResolver.resolve(url("http://h/é"), reference, Charset.forName(charset)))
                .hasToString(href);
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                arguments("windows-1252", "/é?é", "http://h/%C3%A9?%E9"),
                arguments("windows-1252", "?a\u20ac", "http://h/%C3%A9?a%80"),
                arguments("windows-1252", "?日&b", "http://h/%C3%A9?%26%2326085%3B&b"),
                arguments("windows-1252", "?\ud83d\ude00", "http://h/%C3%A9?%26%23128512%3B"),
                arguments("windows-1252", "?\ud800x", "http://h/%C3%A9?%26%2365533%3Bx"),
                arguments("windows-1252", "?'é %zz", "http://h/%C3%A9?%27%E9%20%zz"),
                arguments("Shift_JIS", "?日本", "http://h/%C3%A9?%93%FA%96{"),
                arguments("EUC-JP", "?日", "http://h/%C3%A9?%C6%FC"),
                arguments("ISO-2022-JP", "?日a", "http://h/%C3%A9?%1B$BF|%1B(Ba"),
                arguments("ISO-2022-JP", "?\u000ea\u001bb", "http://h/%C3%A9?%26%2365533%3Ba%26%2365533%3Bb"),
                arguments("windows-1252", "?\u000ea", "http://h/%C3%A9?%0Ea"),
                arguments("ISO-2022-JP", "?日\u2603a", "http://h/%C3%A9?%1B$BF|%1B(B%26%239731%3Ba"),
                arguments("windows-1251", "?\u0416", "http://h/%C3%A9?%C6"),
                arguments("UTF-16LE", "?é", "http://h/%C3%A9?%C3%A9"),
                arguments("UTF-16", "?é", "http://h/%C3%A9?%C3%A9"),
                arguments("UTF-8", "?é", "http://h/%C3%A9?%C3%A9"));
    }

    @Test
    void plainReferenceIsTheSameInEveryEncoding() {
        CanonicalUrl base = url("http://h/a");
        assertThat(UrlResolver.resolve(base, "?a=b", StandardCharsets.US_ASCII)).hasToString("http://h/a?a=b");
    }

    @Test
    void nothingIsAllocatedForTheBaseItself() {
        CanonicalUrl base = url("http://h/a?b");
        assertThat(UrlResolver.resolve(base, "#top")).isSameAs(base);
    }

    static CanonicalUrl url(String input) {
        return (CanonicalUrl) UrlResolver.parse(input);
    }
}
