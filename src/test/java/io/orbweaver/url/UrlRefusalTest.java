package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and why. */
class UrlRefusalTest {

    private static final String LONGEST_PATH = "a".repeat(CanonicalUrl.HREF_CHARS_MAX - "http://h/".length());

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void saysWhy(UrlRefusal refusal, String input) {
        Resolution resolution = UrlResolver.parse(input);

        assertThat(resolution).isSameAs(refusal);
        assertThat(resolution.refusalOrNull()).isSameAs(refusal);
        assertThat(resolution.urlOrNull()).isNull();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(UrlRefusal.NOT_ABSOLUTE, ""),
                arguments(UrlRefusal.NOT_ABSOLUTE, " \t\n"),
                arguments(UrlRefusal.NOT_ABSOLUTE, "example.org"),
                arguments(UrlRefusal.NOT_ABSOLUTE, "/a"),
                arguments(UrlRefusal.NOT_ABSOLUTE, "//h/a"),
                arguments(UrlRefusal.NOT_ABSOLUTE, "#http://h/"),
                arguments(UrlRefusal.NOT_ABSOLUTE, "1http://h/"),
                arguments(UrlRefusal.NOT_ABSOLUTE, "ht tp://h/"),
                arguments(UrlRefusal.NOT_ABSOLUTE, "\u017fttp://h/"),
                arguments(UrlRefusal.UNSUPPORTED_SCHEME, "mailto:a@b.c"),
                arguments(UrlRefusal.UNSUPPORTED_SCHEME, "javascript:void(0)"),
                arguments(UrlRefusal.UNSUPPORTED_SCHEME, "data:text/html," + "x".repeat(100_000)),
                arguments(UrlRefusal.UNSUPPORTED_SCHEME, "ftp://u:p@h/"),
                arguments(UrlRefusal.UNSUPPORTED_SCHEME, "ws://h/"),
                arguments(UrlRefusal.UNSUPPORTED_SCHEME, "blob:http://h/1"),
                arguments(UrlRefusal.UNSUPPORTED_SCHEME, "example.org:80"),
                arguments(UrlRefusal.UNSUPPORTED_SCHEME, "http+unix://h/"),
                arguments(UrlRefusal.MALFORMED, "http:"),
                arguments(UrlRefusal.MALFORMED, "http://"),
                arguments(UrlRefusal.MALFORMED, "http://?q"),
                arguments(UrlRefusal.MALFORMED, "http://#f"),
                arguments(UrlRefusal.MALFORMED, "http://:80/"),
                arguments(UrlRefusal.MALFORMED, "http://u@/"),
                arguments(UrlRefusal.MALFORMED, "http://u@:80/"),
                arguments(UrlRefusal.MALFORMED, "http://u:p@a b/"),
                arguments(UrlRefusal.MALFORMED, "http://h:65536/"),
                arguments(UrlRefusal.MALFORMED, "http://h:99999999999999999999/"),
                arguments(UrlRefusal.MALFORMED, "http://h:-1/"),
                arguments(UrlRefusal.MALFORMED, "http://h:8a/"),
                arguments(UrlRefusal.MALFORMED, "http://h: 80/"),
                arguments(UrlRefusal.MALFORMED, "http://h:80:80/"),
                arguments(UrlRefusal.MALFORMED, "file://h:80/"),
                arguments(UrlRefusal.MALFORMED, "file://u@h/"),
                arguments(UrlRefusal.MALFORMED, "file://C|a/"),
                arguments(UrlRefusal.CREDENTIALS, "http://u@h/"),
                arguments(UrlRefusal.CREDENTIALS, "http://u:p@h/"),
                arguments(UrlRefusal.CREDENTIALS, "http://:p@h/"),
                arguments(UrlRefusal.CREDENTIALS, "http://@@h/"),
                arguments(UrlRefusal.CREDENTIALS, "http://::@h/"),
                arguments(UrlRefusal.CREDENTIALS, "http://a@b@h/"));
    }

    @Test
    void longestHrefIsTaken() {
        assertThat(UrlResolver.parse("http://h/" + LONGEST_PATH)).isInstanceOf(CanonicalUrl.class);
        assertThat(UrlResolver.parse("http://h/" + LONGEST_PATH + "#" + "x".repeat(100)))
                .isInstanceOf(CanonicalUrl.class);
    }

    @Test
    void longerHrefIsRefusedHoweverItComesAbout() {
        CanonicalUrl base = CanonicalUrl.ofCanonical("http://h/b/c");

        assertThat(UrlResolver.parse("http://h/a" + LONGEST_PATH)).isSameAs(UrlRefusal.TOO_LONG);
        assertThat(UrlResolver.resolve(base, LONGEST_PATH)).isSameAs(UrlRefusal.TOO_LONG);
        assertThat(UrlResolver.resolve(base, "é".repeat(2_000))).isSameAs(UrlRefusal.TOO_LONG);
        assertThat(UrlResolver.resolve(base, "?" + LONGEST_PATH)).isSameAs(UrlRefusal.TOO_LONG);
        assertThat(UrlResolver.resolve(base, "../" + LONGEST_PATH)).isInstanceOf(CanonicalUrl.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "日",
                "a\u0301\u0327\u0323",
                "ü.",
                "\ufdfa",
                "xn--bcher-kva.ü",
                "\u0628\u200c",
                "%C3%BC",
                "ü\u00ad"
            })
    void hugeDomainIsRefusedSoon(String repeated) {
        for (int times : new int[] {100, 1_000, 8_000 / repeated.length()}) {
            Resolution resolution = UrlResolver.parse("http://" + repeated.repeat(times) + "é/");
            assertThat(resolution.urlOrNull() == null || times == 100).isTrue();
        }
    }

    @Test
    void linksToOtherSchemesAndWithCredentialsAreRefused() {
        CanonicalUrl base = CanonicalUrl.ofCanonical("http://h/b/c");

        assertThat(UrlResolver.resolve(base, "MailTo:x")).isSameAs(UrlRefusal.UNSUPPORTED_SCHEME);
        assertThat(UrlResolver.resolve(base, "java\nscript:x")).isSameAs(UrlRefusal.UNSUPPORTED_SCHEME);
        assertThat(UrlResolver.resolve(base, "//u:p@h/")).isSameAs(UrlRefusal.CREDENTIALS);
        assertThat(UrlResolver.resolve(base, "//")).isSameAs(UrlRefusal.MALFORMED);
    }

    @ParameterizedTest
    @EnumSource
    void eachReasonHasWords(UrlRefusal refusal) {
        assertThat(refusal.because()).isNotBlank();
    }
}
