package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Tries;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every string, however hostile. */
class UrlPropertiesTest {

    private static final int FUZZ_ROUNDS = 40_000;

    private static final String[] BASES = {
        "http://example.org/",
        "https://example.org/a/b/c?d=e",
        "http://h:8080/a/",
        "http://[::1]/x",
        "https://h/a//b",
        "http://10.0.0.1/?",
        "file:///",
        "file:///C:/a/b",
        "file:///C:",
        "file://h/a/b?q",
        "file:///h:65?q"
    };

    private static final String[] PIECES = {
        "http:",
        "https:",
        "HTTP:",
        "file:",
        "ftp:",
        "mailto:",
        "//",
        "/",
        "/",
        "\\",
        ":",
        "?",
        "#",
        "@",
        ".",
        "..",
        "%2e",
        "%2E",
        "%",
        "%41",
        "%C3%BC",
        "[",
        "]",
        "::",
        "1",
        "0x",
        "08",
        "256",
        "1.2.3.4",
        "80",
        "443",
        "65536",
        "example.org",
        "h",
        "a",
        "b",
        "C:",
        "C|",
        "xn--",
        "xn--bcher-kva",
        "é",
        "日",
        "ß",
        "。",
        "\u00ad",
        "\u200d",
        "\u05d0",
        "\u0663",
        " ",
        "\t",
        "\n",
        "\r",
        "\u0000",
        "\u001f",
        "\u007f",
        "\u0080",
        "\ud83d\ude00",
        "\ud800",
        "\udc00",
        "\ufffd",
        "\"",
        "'",
        "<",
        ">",
        "^",
        "`",
        "{",
        "|",
        "}",
        "-",
        "_",
        "~",
        "&",
        "=",
        "+",
        ";",
        ",",
        "index.html",
        "path/",
        "?q=1",
        "#f",
        ".well-known",
        "http://example.org/",
        "//h/",
        "../",
        "./"
    };

    @Test
    void anyStringAgainstAnyBaseKeepsTheLaws() {
        Tries.of(2_000, random -> {
            StringBuilder reference = new StringBuilder();
            for (int pieces = random.nextInt(15); pieces > 0; pieces--) {
                reference.append(PIECES[random.nextInt(PIECES.length)]);
            }
            keepsTheLaws(reference.toString(), BASES[random.nextInt(BASES.length)]);
        });
    }

    @Test
    void anyCharactersKeepTheLaws() {
        Tries.of(2_000, random -> {
            String reference = Tries.string(random);
            String base = BASES[random.nextInt(BASES.length)];
            keepsTheLaws(reference, base);
            keepsTheLaws("http://" + reference + "/", base);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_260_702, -7_046_029_254_386_353_131L})
    void fuzzedStringsKeepTheLaws(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < FUZZ_ROUNDS; round++) {
            keepsTheLaws(fuzzed(random), BASES[random.nextInt(BASES.length)]);
        }
    }

    private static String fuzzed(Random random) {
        StringBuilder out = new StringBuilder();
        for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
            out.append(PIECES[random.nextInt(PIECES.length)]);
        }
        if (random.nextInt(4) == 0 && !out.isEmpty()) {
            out.setCharAt(random.nextInt(out.length()), (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
        }
        return out.toString();
    }

    private static void keepsTheLaws(String reference, String baseHref) {
        CanonicalUrl base = CanonicalUrl.ofCanonical(baseHref);
        Resolution resolved = UrlResolver.resolve(base, reference);

        // the fast path and the full parser agree
        assertThat(UrlParser.parse(reference, base, StandardCharsets.UTF_8)).isEqualTo(resolved);
        assertThat(UrlParser.parse(reference, null, StandardCharsets.UTF_8)).isEqualTo(UrlResolver.parse(reference));

        // the document's encoding changes the query only, never whether there is a URL but for its length
        Resolution encoded = UrlResolver.resolve(base, reference, Charset.forName("windows-1252"));
        CanonicalUrl url = resolved.urlOrNull();
        if (url != null && encoded instanceof CanonicalUrl other) {
            assertThat(other.path()).isEqualTo(url.path());
            assertThat(other.origin()).isEqualTo(url.origin());
        }
        if (url != null) {
            UrlLaws.hold(url, base);
        }
    }
}
