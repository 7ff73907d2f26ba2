package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** File URLs and the paths that they name. */
class FilePathsTest {

    private static String pathOf(String url) {
        return FilePaths.pathOf(UrlResolver.parse(url).urlOrNull());
    }

    @ParameterizedTest
    @CsvSource({
        "file:///a/b, /a/b",
        "file:/a/b, /a/b",
        "file://localhost/a, /a",
        "file:///a/../b, /b",
        "file:///a/%2e%2E/b, /b",
        "file:///../../etc, /etc",
        "file:///a%20b/%C3%A9, /a b/é",
        "file:///é, /é",
        "file:///100%, /100%",
        "file:///100%zz, /100%zz",
        "file:///a%25b, /a%b",
        "'file:///a\\..\\b', /b"
    })
    void aPathIsDecodedOnce(String url, String path) {
        assertThat(pathOf(url)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///a/..%2f..%2fetc",
                "file:///a%2Fb",
                "file:///a%00b",
                "file://server/share",
                "file:///a?b",
                "file:///%ff",
                "http://a.test/etc/passwd"
            })
    void urlsWithHiddenPartsNameNoPath(String url) {
        assertThat(pathOf(url)).isNull();
    }

    @Test
    void everyNameComesBackFromItsReference() {
        CanonicalUrl base = CanonicalUrl.ofCanonical("file:///folder/");
        for (String name :
                new String[] {"a", "a b", "é", "100%", "%41", "a:b", "?", "#", "\\", ";", "a&b", "C:", "日本", "~x"}) {
            CanonicalUrl url =
                    UrlResolver.resolve(base, "./" + FilePaths.reference(name)).urlOrNull();
            assertThat(FilePaths.pathOf(url)).isEqualTo("/folder/" + name);
        }
    }
}
