package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a URL, its origin and its host. */
class CanonicalUrlTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "http://example.org/, http, example.org, 80, /, -, http://example.org, example.org",
                "https://example.org/?, https, example.org, 443, /, '', https://example.org, example.org",
                "http://h:443/a/b?c?d, http, h, 443, /a/b, c?d, http://h:443, h:443",
                "https://h:80/a:b/@?e:f, https, h, 80, /a:b/@, e:f, https://h:80, h:80",
                "http://[::1]/x]:1?y], http, [::1], 80, /x]:1, y], http://[::1], [::1]",
                "http://[1:2::3]:8080/, http, [1:2::3], 8080, /, -, http://[1:2::3]:8080, [1:2::3]:8080",
                "http://10.0.0.1:0/, http, 10.0.0.1, 0, /, -, http://10.0.0.1:0, 10.0.0.1:0",
                "file:///a/b?c, file, '', 0, /a/b, c, file://, file:",
                "file://h/a:1, file, h, 0, /a:1, -, file://h, file:"
            })
    void hasItsParts(
            String href,
            String scheme,
            String hostName,
            int port,
            String path,
            String query,
            String origin,
            String host) {
        for (CanonicalUrl url : List.of(UrlResolutionTest.url(href), CanonicalUrl.ofCanonical(href))) {
            assertThat(url.href()).isEqualTo(href);
            assertThat(url.scheme()).isEqualTo(scheme);
            assertThat(url.isHttp()).isEqualTo(!scheme.equals("file"));
            assertThat(url.hostName()).isEqualTo(hostName);
            assertThat(url.port()).isEqualTo(port);
            assertThat(url.path()).isEqualTo(path);
            assertThat(url.query()).isEqualTo(query);
            assertThat(url.pathAndQuery()).isEqualTo(query == null ? path : path + "?" + query);
            assertThat(url.origin())
                    .isEqualTo(new Origin(scheme, hostName, port))
                    .hasToString(origin);
            assertThat(url.host()).isEqualTo(new Host(host));
        }
    }

    @Test
    void isEqualByHref() {
        CanonicalUrl url = UrlResolutionTest.url("HTTP://Example.org:80/a/../b#c");

        assertThat(url)
                .isEqualTo(CanonicalUrl.ofCanonical("http://example.org/b"))
                .hasSameHashCodeAs(CanonicalUrl.ofCanonical("http://example.org/b"))
                .isNotEqualTo(CanonicalUrl.ofCanonical("http://example.org/b?"))
                .isNotEqualTo("http://example.org/b")
                .isLessThan(CanonicalUrl.ofCanonical("http://example.org/c"));
    }

    @Test
    void httpAndHttpsOnTheirPortsAreOneHostButTwoOrigins() {
        CanonicalUrl http = CanonicalUrl.ofCanonical("http://example.org/");
        CanonicalUrl https = CanonicalUrl.ofCanonical("https://example.org/");

        assertThat(http.host()).isEqualTo(https.host());
        assertThat(http.origin()).isNotEqualTo(https.origin());
        assertThat(CanonicalUrl.ofCanonical("http://example.org:443/").host()).isNotEqualTo(https.host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "ftp://h/", "http://h", "HTTP://h/", "mailto:a/b"})
    void nonCanonicalHrefsAreRefused(String href) {
        assertThatThrownBy(() -> CanonicalUrl.ofCanonical(href)).isInstanceOf(IllegalArgumentException.class);
    }
}
