package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** What holds for every canonical URL, wherever it came from. */
final class UrlLaws {

    private UrlLaws() {}

    static void hold(CanonicalUrl url, CanonicalUrl base) {
        String href = url.href();
        assertThat(href.length()).isLessThanOrEqualTo(CanonicalUrl.HREF_CHARS_MAX);
        assertThat(href.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#'))
                .as(href)
                .isTrue();
        assertThat(UrlResolver.parse(href)).isEqualTo(url);
        assertThat(UrlParser.parse(href, null, StandardCharsets.UTF_8)).isEqualTo(url);
        assertThat(UrlResolver.resolve(base, href)).isEqualTo(url);
        assertThat(UrlResolver.resolve(url, href)).isEqualTo(url);
        assertThat(UrlResolver.resolve(url, "#" + href)).isEqualTo(url);

        CanonicalUrl stored = CanonicalUrl.ofCanonical(href);
        assertThat(stored.origin()).isEqualTo(url.origin());
        assertThat(stored.host()).isEqualTo(url.host());
        assertThat(stored.path()).isEqualTo(url.path());
        assertThat(stored.query()).isEqualTo(url.query());
        String authority = url.origin().toString();
        assertThat(authority + url.pathAndQuery()).isEqualTo(href);
        assertThat(url.host().registrableDomain()).isNotEmpty();
    }
}
