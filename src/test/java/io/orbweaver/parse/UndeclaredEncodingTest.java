package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.spec.LinkSource;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that say nothing of their encoding in the first 1,024 bytes (HTML §13.2.3.2 and §13.2.3.5). */
class UndeclaredEncodingTest {

    private static final String PAD = "<script>/*" + "x".repeat(3_000) + "*/</script>";

    private static ScannedPage scan(String html, String charset, int chunk) {
        return Scans.scan(html.getBytes(Charset.forName(charset)), null, chunk);
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1251, windows-1251, Жук",
        "koi8-r, KOI8-R, Жук",
        "shift_jis, Shift_JIS, 日本語ソ表",
        "euc-kr, EUC-KR, 한국어",
        "gbk, GBK, 汉字",
        "big5, Big5, 漢字功",
        "iso-8859-2, ISO-8859-2, žluť",
        "utf-8, UTF-8, Жук日本"
    })
    void aMetaFurtherDownIsHeard(String label, String name, String text) {
        String charset = label.equals("shift_jis") ? "windows-31j" : label;
        for (String html : List.of(
                PAD + "<meta charset=" + label + "><title>" + text + "</title><a href='/" + text + "&amp;é'>",
                "<title>" + text + "</title><a href='/" + text + "&amp;é'>" + PAD + "<meta http-equiv=Content-Type"
                        + " content='text/html; charset=" + label + "'>")) {
            String written = label.equals("utf-8") ? html : html.replace("é", "&eacute;");
            for (int chunk : List.of(1, 7, 1 << 16)) {
                ScannedPage page = scan(written, charset, chunk);
                assertThat(page.encoding()).isEqualTo(name);
                assertThat(page.title()).isEqualTo(text);
                assertThat(page.links().get(0).href()).isEqualTo("/" + text + "&é");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- <meta charset=koi8-r> -->",
                "<template><meta charset=koi8-r></template>",
                "<meta charset=nosuch>",
                "<script>'<meta charset=koi8-r>'</script>",
                "<meta content='text/html; charset=koi8-r'>",
                "<p>charset=koi8-r"
            })
    void invalidDeclarationsAreIgnored(String html) {
        assertThat(scan("<title>Жук</title>" + PAD + html, "utf-8", 100).encoding())
                .isEqualTo("UTF-8");
    }

    @Test
    void theFirstMetaCounts() {
        assertThat(scan(PAD + "<meta charset=koi8-r><meta charset=ibm866>", "koi8-r", 100)
                        .encoding())
                .isEqualTo("KOI8-R");
    }

    @Test
    void aDeclarationAheadOfThePageIsCertain() {
        byte[] page = ("<title>Жук</title>" + PAD + "<meta charset=koi8-r>").getBytes(StandardCharsets.UTF_8);
        assertThat(Scans.scan(page, "utf-8").title()).isEqualTo("Жук");
    }

    @ParameterizedTest
    @CsvSource({
        "'<title>Grüße</title>', utf-8, UTF-8, Grüße",
        "'<title>Grüße</title>', windows-1252, windows-1252, Grüße",
        "'<title>a “b” €</title>', windows-1252, windows-1252, a “b” €",
        "'<html lang=ru><title>Жук</title>', windows-1251, windows-1251, Жук",
        "'<html lang=ru-RU><title>Жук</title>', windows-1251, windows-1251, Жук",
        "'<html lang=ru><title>Жук</title>', utf-8, UTF-8, Жук",
        "'<html lang=zh-Hant-TW><title>漢字</title>', big5, Big5, 漢字",
        "'<html lang=ja><title>日本</title>', windows-31j, Shift_JIS, 日本",
        "'<html lang=de><title>Größe</title>', windows-1252, windows-1252, Größe"
    })
    void whereNothingIsDeclaredItIsUtf8OrWhatTheLanguageSuggests(
            String html, String charset, String name, String title) {
        for (String page : List.of(html, html + PAD, html.replace("</title>", "</title>" + PAD))) {
            ScannedPage scanned = scan(page, charset, 50);
            assertThat(scanned.encoding()).isEqualTo(name);
            assertThat(scanned.title()).isEqualTo(title);
        }
    }

    @Test
    void oneBadByteFarDownMakesItNoUtf8() {
        byte[] page = ("<title>Gr\u00fc\u00dfe</title>" + PAD + "\u00fc").getBytes(StandardCharsets.ISO_8859_1);
        ScannedPage scanned = Scans.scan(page, null, 100);
        assertThat(scanned.encoding()).isEqualTo("windows-1252");
        assertThat(scanned.title()).isEqualTo("Grüße");
    }

    @Test
    void aTitleOfManyBytesIsCutByItsCharacters() {
        String title = "ж".repeat(1_000);
        assertThat(scan("<title>" + title + "</title>", "utf-8", 100).title()).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource({"text/html, windows-1251", "text/html, utf-8", "text/plain, utf-8", "text/plain, windows-1252"})
    void patternsAreCountedInWhateverItTurnsOutToBe(String type, String charset) {
        String word = charset.equals("windows-1252") ? "süß" : "Жук";
        String meta = charset.equals("windows-1251") ? PAD + "<meta charset=windows-1251>" : PAD;
        byte[] body = (word + " rust " + word + meta + word).getBytes(Charset.forName(charset));
        PageScanner scanner = new PageScanner(
                ScanLimits.DEFAULT, "orbweaver", type, EnumSet.of(LinkSource.A), List.of(word, "rust", "日"));
        for (int at = 0; at < body.length; at += 11) {
            scanner.accept(body, at, Math.min(11, body.length - at));
        }
        scanner.complete();
        assertThat(scanner.patternCounts())
                .containsEntry(word, 3L)
                .containsEntry("rust", 1L)
                .containsEntry("日", 0L);
    }
}
