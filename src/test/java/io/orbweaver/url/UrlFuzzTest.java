package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fuzzed references and file names. An input is text: the base, a line break, the reference. */
class UrlFuzzTest {

    private static final CanonicalUrl BASE = CanonicalUrl.ofCanonical("http://example.org/a/b?c");
    private static final List<Charset> ENCODINGS = List.of(
            StandardCharsets.UTF_8,
            Charset.forName("windows-1252"),
            Charset.forName("Shift_JIS"),
            Charset.forName("ISO-2022-JP"),
            Charset.forName("GBK"),
            StandardCharsets.UTF_16LE);

    @FuzzTest(maxDuration = "3m")
    void resolvedUrlsAreCanonical(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int line = text.indexOf('\n');
        CanonicalUrl given =
                line < 0 ? null : UrlResolver.parse(text.substring(0, line)).urlOrNull();
        CanonicalUrl base = given == null ? BASE : given;
        String reference = text.substring(line + 1);

        Resolution resolved = UrlResolver.resolve(base, reference);
        assertThat(UrlParser.parse(reference, base, StandardCharsets.UTF_8)).isEqualTo(resolved);
        assertThat(UrlParser.parse(reference, null, StandardCharsets.UTF_8)).isEqualTo(UrlResolver.parse(reference));
        if (resolved instanceof CanonicalUrl url) {
            UrlLaws.hold(url, base);
            namesAPathOfThisMachineOrNone(url);
        }
        for (Charset encoding : ENCODINGS) {
            if (UrlResolver.resolve(base, reference, encoding) instanceof CanonicalUrl other) {
                UrlLaws.hold(other, base);
                if (resolved instanceof CanonicalUrl url) {
                    assertThat(other.path()).isEqualTo(url.path());
                    assertThat(other.origin()).isEqualTo(url.origin());
                }
            }
        }
    }

    private static void namesAPathOfThisMachineOrNone(CanonicalUrl url) {
        String path = FilePaths.pathOf(url);
        if (path != null) {
            assertThat(url.scheme()).isEqualTo("file");
            assertThat(path).startsWith("/").doesNotContain("\0");
            assertThat(path.split("/", -1)).as(path).doesNotContain("..", ".");
        }
    }

    /** What a folder lists is found again at the path that it has there. */
    @FuzzTest(maxDuration = "3m")
    void aFilesNameComesBack(byte[] input) {
        String name = new String(input, StandardCharsets.UTF_8);
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.contains("\0")) {
            return;
        }
        CanonicalUrl folder = CanonicalUrl.ofCanonical("file:///srv/x%20y/");
        CanonicalUrl file =
                UrlResolver.resolve(folder, FilePaths.reference(name)).urlOrNull();
        if (file != null) {
            UrlLaws.hold(file, folder);
            assertThat(FilePaths.pathOf(file)).isEqualTo("/srv/x y/" + name);
        } else {
            assertThat(name.length()).isGreaterThan(CanonicalUrl.HREF_CHARS_MAX / 16);
        }
    }
}
