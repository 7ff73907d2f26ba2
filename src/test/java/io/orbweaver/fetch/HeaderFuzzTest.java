package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.orbweaver.job.JobId;
import io.orbweaver.parse.PageDirectives;
import io.orbweaver.parse.mime.MediaType;
import io.orbweaver.parse.mime.MimeSniffer;
import io.orbweaver.politeness.HostPace;
import io.orbweaver.politeness.HostPolicy;
import io.orbweaver.politeness.RetryAfter;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.UrlResolver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Fuzzed header fields. An input is text, of one field or of one a line. */
class HeaderFuzzTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @DictionaryEntries({
        "text/html; charset=\\\"utf-8\\\"",
        "application/xhtml+xml",
        "*/*",
        "noindex, nofollow",
        "orbweaver: none",
        "unavailable_after: ",
        "Sun, 06 Nov 2044 08:49:37 GMT",
        "Sunday, 06-Nov-44 08:49:37 GMT",
        "Sun Nov  6 08:49:37 2044",
        "9999999999999999999"
    })
    @FuzzTest(maxDuration = "2m")
    void aFieldIsReadOrIsNonsense(byte[] input) {
        String field = new String(input, StandardCharsets.UTF_8);
        aMediaTypeIsCanonical(field);
        theStricterDirectiveHolds(field);
        aRetryIsNotBeforeNowNorForEver(field);
    }

    private static void aMediaTypeIsCanonical(String field) {
        MediaType type = MediaType.parse(field);
        if (type != null) {
            assertThat(type.essence()).matches("[!#$%&'*+.^_`|~0-9a-z-]+/[!#$%&'*+.^_`|~0-9a-z-]+");
            assertThat(MediaType.parse(type.essence())).isEqualTo(new MediaType(type.essence(), null));
            assertThat(MediaType.parse(" \t" + field + "\r\n")).isEqualTo(type);
            if (type.charset() != null) {
                String quoted = type.charset().replace("\\", "\\\\").replace("\"", "\\\"");
                assertThat(MediaType.parse("a/b;charset=\"" + quoted + "\"").charset())
                        .isEqualTo(type.charset());
            }
        }
        byte[] head = field.getBytes(StandardCharsets.UTF_8);
        assertThat(MediaType.parse(MimeSniffer.computed(field, head, head.length)))
                .isNotNull();
    }

    private static void theStricterDirectiveHolds(String field) {
        PageDirectives said = PageDirectives.ofContent(field);
        assertThat(PageDirectives.ofContent("noindex," + field)).isEqualTo(new PageDirectives(true, said.nofollow()));
        assertThat(PageDirectives.ofContent(field + ",nofollow")).isEqualTo(new PageDirectives(said.noindex(), true));
        PageDirectives header = PageDirectives.ofHeader(field, "Orbweaver");
        assertThat(PageDirectives.ofHeader(field + ",orbweaver:none", "Orbweaver"))
                .isEqualTo(new PageDirectives(true, true));
        assertThat(PageDirectives.ofHeader("other:none", "Orbweaver")).isEqualTo(PageDirectives.NONE);
        assertThat(header.plus(said).plus(header)).isEqualTo(said.plus(header));
    }

    private static void aRetryIsNotBeforeNowNorForEver(String field) {
        Optional<Instant> retry = RetryAfter.parse(field, NOW);
        if (retry.isPresent()) {
            assertThat(retry.get()).isAfterOrEqualTo(NOW);
            if (field.strip().chars().allMatch(c -> c >= '0' && c <= '9')) {
                assertThat(retry.get()).isBeforeOrEqualTo(NOW.plus(HostPace.HELD_MAX));
            }
            HostPace pace = HostPace.fresh(NOW)
                    .wanted(new JobId(1), new HostPolicy(1, Duration.ZERO))
                    .held(retry.get(), NOW);
            assertThat(pace.nextStart()).isBetween(NOW, NOW.plus(HostPace.HELD_MAX));
        }
    }

    @DictionaryEntries({
        "; Path=/",
        "; Domain=a.test",
        "; Max-Age=1",
        "; Expires=Wed, 21 Oct 2099 07:28:00 GMT",
        "; Secure",
        "__Host-",
        "__Secure-",
        "\\x0A",
        "\\\"",
        "="
    })
    @FuzzTest(maxDuration = "2m")
    void cookiesFitAFieldAndGoBackToTheirOriginOnly(byte[] input) {
        String[] lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", -1);
        CanonicalUrl root = CanonicalUrl.ofCanonical("https://www.a.test/");
        CanonicalUrl given = UrlResolver.resolve(root, lines[0]).urlOrNull();
        CanonicalUrl from = given == null || !given.isHttp() ? root : given;
        CookieJar jar = new CookieJar();
        jar.take(from, List.of(lines).subList(1, lines.length), NOW);
        jar.take(from, Arrays.asList(new String(input, StandardCharsets.UTF_8)), NOW);

        String sent = jar.header(from, NOW);
        if (sent != null) {
            assertThat(sent.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f))
                    .as(sent)
                    .isTrue();
            assertThat(new DefaultHttpHeaders().set("cookie", sent).get("cookie"))
                    .isEqualTo(sent);
            assertThat(sent.split("; ").length).isPositive();
        }
        for (String other : List.of("https://a.test/", "http://www.a.test/", "https://www.a.test:444/")) {
            CanonicalUrl url = CanonicalUrl.ofCanonical(other);
            if (!url.origin().equals(from.origin())) {
                assertThat(jar.header(url, NOW)).isNull();
            }
        }
    }
}
