package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.url.CanonicalUrl;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies by RFC 6265, each bound to its origin. */
class CookieJarTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final CookieJar jar = new CookieJar();

    private static CanonicalUrl url(String href) {
        return CanonicalUrl.ofCanonical(href);
    }

    private void set(String from, String... fields) {
        jar.take(url(from), List.of(fields), NOW);
    }

    private String sent(String to) {
        return jar.header(url(to), NOW);
    }

    @Test
    void nameAndValueHave4096OctetsAtMost() {
        set("http://a.test/", "a=" + "x".repeat(CookieJar.COOKIE_BYTES_MAX - 1) + "; Path=/");
        assertThat(sent("http://a.test/")).hasSize(CookieJar.COOKIE_BYTES_MAX + 1);

        set("http://b.test/", "a=" + "x".repeat(CookieJar.COOKIE_BYTES_MAX) + "; Path=/");
        set("http://b.test/", "a".repeat(60_000) + "=1");
        assertThat(sent("http://b.test/")).isNull();
    }

    @Test
    void anAttributeOfMoreThan1024OctetsDoesNotCount() {
        set("http://a.test/x/", "a=1; Path=/" + "y".repeat(CookieJar.ATTRIBUTE_BYTES_MAX) + "; Max-Age=60");
        assertThat(sent("http://a.test/x/")).isEqualTo("a=1");
        assertThat(sent("http://a.test/")).isNull();
    }

    @Test
    void aRestoredCookieReplacesNoLaterOne() {
        set("http://a.test/", "a=2");
        jar.restore(url("http://a.test/"), "a=1", NOW);
        jar.restore(url("http://a.test/"), "b=1", NOW);
        assertThat(sent("http://a.test/")).isEqualTo("a=2; b=1");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.test/, a=1, http://a.test/x, true",
        "http://a.test/, a=1, https://a.test/, false",
        "https://a.test/, a=1, http://a.test/, false",
        "http://a.test/, a=1, http://a.test:8080/, false",
        "http://a.test/, a=1, http://b.a.test/, false",
        "http://b.a.test/, a=1; Domain=a.test, http://b.a.test/, true",
        "http://b.a.test/, a=1; Domain=.a.test, http://b.a.test/, true",
        "http://b.a.test/, a=1; Domain=a.test, http://a.test/, false",
        "http://b.a.test/, a=1; Domain=c.test, http://b.a.test/, false",
        "http://a.test/, a=1; Domain=b.a.test, http://a.test/, false",
        "http://x.co.uk/, a=1; Domain=co.uk, http://x.co.uk/, false",
        "http://x.github.io/, a=1; Domain=github.io, http://x.github.io/, false",
        "http://a.test/, a=1; Domain=test, http://a.test/, false",
        "http://127.0.0.1/, a=1; Domain=127.0.0.1, http://127.0.0.1/, true",
        "http://127.0.0.1/, a=1; Domain=0.0.1, http://127.0.0.1/, false",
        "https://a.test/, a=1; Secure, https://a.test/, true",
        "http://a.test/, a=1; Secure, http://a.test/, false",
        "http://a.test/, a=1; Max-Age=0, http://a.test/, false",
        "http://a.test/, a=1; Max-Age=60, http://a.test/, true",
        "'http://a.test/', 'a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'http://a.test/', false",
        "https://a.test/, __Host-a=1; Secure; Path=/, https://a.test/, true",
        "https://a.test/, __Host-a=1; Secure; Path=/x, https://a.test/x, false",
        "https://a.test/, __Host-a=1; Secure; Path=/; Domain=a.test, https://a.test/, false",
        "https://a.test/, __Secure-a=1, https://a.test/, false",
        "http://a.test/x/y, a=1, http://a.test/x/z, true",
        "http://a.test/x/y, a=1, http://a.test/z, false",
        "http://a.test/, a=1; Path=/x, http://a.test/x, true",
        "http://a.test/, a=1; Path=/x, http://a.test/x/y, true",
        "http://a.test/, a=1; Path=/x, http://a.test/xy, false"
    })
    void aCookieGoesBackWhereItBelongs(String from, String field, String to, boolean goes) {
        set(from, field);
        assertThat(sent(to) != null).isEqualTo(goes);
    }

    @Test
    void aLaterOneReplacesAndAnExpiredOneRemoves() {
        set("http://a.test/", "a=1", "b=2");
        set("http://a.test/", "a=3");
        assertThat(sent("http://a.test/")).isEqualTo("b=2; a=3");
        set("http://a.test/", "b=; Max-Age=0");
        assertThat(sent("http://a.test/")).isEqualTo("a=3");
        set("http://a.test/", "c=4; Max-Age=60");
        assertThat(jar.header(url("http://a.test/"), NOW.plusSeconds(61))).isEqualTo("a=3");
    }

    @Test
    void longerPathsComeFirst() {
        set("http://a.test/", "a=1; Path=/", "b=2; Path=/x/y", "c=3; Path=/x");
        assertThat(sent("http://a.test/x/y/z")).isEqualTo("b=2; c=3; a=1");
    }

    @Test
    void pathsCountToo() {
        for (int origin = 0; origin < 400; origin++) {
            set("http://h" + origin + ".test/", "a=1; Path=/" + "x".repeat(1_000), "b=2; Path=/");
        }
        assertThat(sent("http://h0.test/")).as("forgotten").isNull();
        assertThat(sent("http://h399.test/")).isEqualTo("b=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1; Path=/\u0001",
                "a=\u0000",
                "a=1; Domain=a.test\u001f",
                "a\u007f=1",
                "a=\u000b1",
                "a=1; Path=/\u00fc"
            })
    void aFieldThatNoRequestCouldMatchIsIgnored(String field) {
        set("http://a.test/", field, "b=2");
        assertThat(sent("http://a.test/")).isEqualTo("b=2");
    }

    @Test
    void itIsBoundedWhateverIsSet() {
        for (int origin = 0; origin < 200; origin++) {
            for (int i = 0; i < 60; i++) {
                set("http://h" + origin + ".test/", "c" + i + "=" + "x".repeat(500), "=", ";", "", "nonsense");
            }
        }
        assertThat(sent("http://h0.test/")).as("forgotten").isNull();
        assertThat(sent("http://h199.test/").split("; ")).hasSize(CookieJar.ORIGIN_COOKIES_MAX);
    }
}
