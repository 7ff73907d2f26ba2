package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.spec.LinkSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PageScannerTest {

    private static final String XHTML = "application/xhtml+xml";

    @ParameterizedTest(name = "MIME Sniffing §7 {0} {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "text/html | x<a href=l> | text/html | true",
                "TEXT/HTML;charset=utf-8 | plain | text/html | true",
                "application/xhtml+xml | <a href='l'/> | application/xhtml+xml | true",
                "null | <a href=l> | text/html | true",
                "null | x<a href=l> | text/plain | false",
                "null | <?xml version='1.0'?><a href='l'/> | text/xml | false",
                "*/* | <a href=l> | text/html | true",
                "bad | <a href=l> | text/html | true",
                "text/plain | <a href=l> | text/plain | false",
                "text/plain;charset=utf-8 | <a href=l> | text/plain | false",
                "image/png | <a href=l> | image/png | false",
                "text/xml | <a href='l'/> | text/xml | false",
                "application/xml | <html xmlns='http://www.w3.org/1999/xhtml'/> | application/xhtml+xml | true",
                "text/xml;charset=utf-8 | <?xml version='1.0'?> <!-- <x> --> <h:html"
                        + " xmlns:h='http://www.w3.org/1999/xhtml'> | application/xhtml+xml | true",
                "application/xml | <!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'u'><html>"
                        + " | application/xhtml+xml | true",
                "application/xml | <!DOCTYPE html><html> | application/xhtml+xml | true",
                "null | <?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>"
                        + " | application/xhtml+xml | true",
                "application/xml | <html> | application/xml | false",
                "application/xml | <rss xmlns:h='http://www.w3.org/1999/xhtml'/> | application/xml | false",
                "application/xml | <!-- | application/xml | false",
                "application/xml | '' | application/xml | false",
                "image/svg+xml | <html xmlns='http://www.w3.org/1999/xhtml'/> | image/svg+xml | false"
            })
    void aBodyIsReadAsWhatItIs(String contentType, String body, String mediaType, boolean page) {
        PageScanner scanner = scan(contentType, body.getBytes(StandardCharsets.UTF_8), 3);
        assertThat(scanner.mediaType()).isEqualTo(mediaType);
        assertThat(scanner.page() != null).isEqualTo(page);
        assertThat(scanner.patternCounts()).isEmpty();
    }

    @Test
    void bodiesThatApacheCalledTextAreBinaryIfTheyAre() {
        assertThat(scan("text/plain", new byte[] {'x', 0}, 9).mediaType()).isEqualTo("application/octet-stream");
    }

    @Test
    void aTypeIsKnownOnceItsBytesAreThereAndNoLaterThanTheEnd() {
        PageScanner scanner = new PageScanner(ScanLimits.DEFAULT, "orbweaver", null, LinkSource.DEFAULT, List.of());
        byte[] body = ("<a href=x>" + " ".repeat(1_435) + "<a href=y>").getBytes(StandardCharsets.UTF_8);
        scanner.accept(body, 0, 1_444);
        assertThat(scanner.mediaType()).isNull();
        assertThat(scanner.held()).isEqualTo(1_445);
        scanner.accept(body, 1_444, 1);
        assertThat(scanner.mediaType()).isEqualTo("text/html");
        assertThat(scanner.page()).isNull();
        scanner.accept(body, 1_445, body.length - 1_445);
        scanner.complete();
        scanner.complete();
        assertThat(hrefs(scanner)).containsExactly("x", "y");
    }

    @Test
    void anEmptyBodyIsText() {
        PageScanner scanner = scan(null, new byte[0], 1);
        assertThat(scanner.mediaType()).isEqualTo("text/plain");
        assertThat(scanner.page()).isNull();
    }

    @Test
    void theCharsetOfAnUnusableTypeCounts() {
        PageScanner scanner = scan("*/*;charset=koi8-r", "<a href=x>".getBytes(StandardCharsets.UTF_8), 9);
        assertThat(scanner.page().encoding()).isEqualTo("KOI8-R");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("xhtml")
    void xhtmlIsReadAsXml(String section, String body, List<String> hrefs) {
        assertThat(hrefs(scan(XHTML, body.getBytes(StandardCharsets.UTF_8), 7))).isEqualTo(hrefs);
    }

    static Stream<Arguments> xhtml() {
        return Stream.of(
                of("XML §3.1 empty script", "<script src='s'/><a href='x'/>", "x"),
                of("XML §3.1 empty title", "<title/><a href='x'/>", "x"),
                of("XML §3.1 empty iframe", "<iframe src='s' /><a href='x'/>", "x"),
                of("XML §3.1 empty textarea", "<textarea/><style/><xmp/><noframes/><a href='x'/>", "x"),
                of("XML §3.1 empty plaintext", "<plaintext/><a href='x'/>", "x"),
                of("XML §3.1 empty template", "<template/><a href='x'/>", "x"),
                of("XML §3.1 template", "<template><b/><a href='n'/></template><a href='x'/>", "x"),
                of(
                        "XML §3.1 only templates hide",
                        "<table><template></table><a href='n'/></template><a href='x'/>",
                        "x"),
                of("XML §3.1 iframe with markup", "<iframe><a href='x'/></iframe><a href='y'/>", "x", "y"),
                of("XML §3.1 script", "<script>'&lt;a href=n>'</script><a href='x'/>", "x"),
                of("XML §2.7 CDATA", "<p><![CDATA[<a href='n'/>]]></p><a href='x'/>", "x"),
                of("XML §2.7 CDATA", "<script><![CDATA['<a href=n>']]></script><a href='x'/>", "x"),
                of("XML §2.5 comment", "<!-- <a href='n'/> --><a href='x'/>", "x"),
                of("XML §2.6 instruction", "<?xml-stylesheet href='n'?><a href='x'/>", "x"),
                of("XML §2.8 doctype", "<!DOCTYPE html><a href='x'/>", "x"),
                of("XML §4.4 references", "<a href='a?b&amp;c&#x26;d'></a>", "a?b&c&d"),
                of("SVG", "<svg/><a href='x'/><svg><title/><a href='y'/></svg><style/><a href='z'/>", "x", "y", "z"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "<title>a &amp; b</title> | a & b",
                "<title><![CDATA[a &amp; <b>]]> c &lt;</title> | a &amp; <b> c <",
                "<title><![CDATA[a | a",
                "<title/><title>b</title> | ''",
                "<title/><style>s</style> | ''"
            })
    void titleOfXhtmlMayHaveCdata(String body, String title) {
        assertThat(scan(XHTML, body.getBytes(StandardCharsets.UTF_8), 5).page().title())
                .isEqualTo(title);
    }

    @ParameterizedTest(name = "XML §4.3.3 {0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "application/xhtml+xml | <a/> | UTF-8",
                "application/xhtml+xml | <?xml version='1.0' encoding='koi8-r'?><a/> | KOI8-R",
                "application/xhtml+xml;charset=latin2 | <?xml version='1.0' encoding='koi8-r'?> | ISO-8859-2",
                "application/xhtml+xml | <?xml version='1.0' encoding='utf-16'?> | UTF-8",
                "application/xhtml+xml | <meta charset='koi8-r'/> | UTF-8",
                "application/xhtml+xml | <p>\u00FC | UTF-8",
                "text/html | <p>\u00FC | windows-1252",
            })
    void encodingOfXhtmlIsDeclaredByXmlAlone(String contentType, String body, String encoding) {
        PageScanner scanner = scan(contentType, body.getBytes(StandardCharsets.ISO_8859_1), 2);
        assertThat(scanner.page().encoding()).isEqualTo(encoding);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE"})
    void xhtmlInUtf16NeedsNoMark(String charset) {
        byte[] body = "<?xml version='1.0'?><a href='\u00DF'/>".getBytes(Charset.forName(charset));
        assertThat(hrefs(scan(XHTML, body, 1))).containsExactly("\u00DF");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "text/html, UTF-8, 2, 1",
                "application/xhtml+xml, UTF-8, 2, 1",
                "text/plain; charset=iso-8859-1, ISO-8859-1, 2, 1",
                "text/css, UTF-8, 2, 1",
                "text/css, ISO-8859-1, 2, 1",
                "text/css;charset=utf-16le, UTF-16LE, 2, 1",
                "application/json, UTF-8, 2, 1",
                "null, UTF-8, 2, 1",
                "image/png, UTF-8, 2, 1",
                "text/html;charset=hz-gb-2312, UTF-8, 0, 0"
            })
    void patternsAreCountedInTheDecodedSource(String contentType, String charset, long ue, long tag) {
        byte[] body = "<p title='\u00FC'>\u00FC</p>".getBytes(Charset.forName(charset));
        List<String> patterns = List.of("none", "\u00FC", "<p ", "\uFEFF");
        PageScanner scanner = scan(contentType, body, 1, patterns);
        assertThat(scanner.patternCounts()).isEqualTo(Map.of("none", 0L, "\u00FC", ue, "<p ", tag, "\uFEFF", 0L));
        assertThat(scanner.patternCounts().keySet()).containsExactlyElementsOf(patterns);
    }

    @Test
    void aByteOrderMarkIsNotCounted() {
        byte[] body = "\uFEFFa\uFEFF".getBytes(StandardCharsets.UTF_8);
        assertThat(scan("text/css;charset=latin1", body, 1, List.of("\uFEFF", "a"))
                        .patternCounts())
                .isEqualTo(Map.of("\uFEFF", 1L, "a", 1L));
    }

    @Test
    void patternsAreCountedBeforeTheEnd() {
        PageScanner scanner =
                new PageScanner(ScanLimits.DEFAULT, "orbweaver", "text/html", LinkSource.DEFAULT, List.of("a"));
        byte[] body = "a".repeat(2_000).getBytes(StandardCharsets.UTF_8);
        scanner.accept(body, 0, body.length);
        assertThat(scanner.patternCounts()).isEqualTo(Map.of("a", 2_000L));
    }

    /** Guarantee 7: what is held has a bound. Each body is some 30 MB, of one kind of part; 100,000 links count. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "<div>",
                "<b>",
                "<template>",
                "x y",
                "<!--x",
                "<script>x",
                "<a href=x>",
                "<img srcset='a 1x, b 2x, c'>",
                "<img src='data:image/png;base64,AAAAAAAA'>",
                "<p a b c d=e>",
                "&lt;"
            })
    void thirtyMegabytesHoldLittle(String part) {
        for (String contentType : new String[] {"text/html", XHTML}) {
            byte[] chunk = part.repeat(65_536 / part.length()).getBytes(StandardCharsets.UTF_8);
            PageScanner scanner = scanner(contentType, ScanLimits.DEFAULT, List.of("<<", "zz"));
            for (int i = 0; i < 480; i++) {
                scanner.accept(chunk, 0, chunk.length);
                assertThat(scanner.held()).isLessThan(200_000);
            }
            scanner.complete();
            assertThat(scanner.page().links()).hasSizeLessThanOrEqualTo(100_000);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`<a href=\"`, x",
                "`<!--`, -",
                "`<script>`, <",
                "`<script><!--`, -<",
                "`<a `, `b=c `",
                "`<title>`, x"
            })
    void unclosedPartsHoldLittleMemory(String open, String part) {
        PageScanner scanner = scanner("text/html", ScanLimits.DEFAULT, List.of("b"));
        byte[] first = ("<a href=1>" + open).getBytes(StandardCharsets.UTF_8);
        scanner.accept(first, 0, first.length);
        byte[] chunk = part.repeat(65_536 / part.length()).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 160; i++) {
            scanner.accept(chunk, 0, chunk.length);
            assertThat(scanner.held()).isLessThan(40_000);
        }
        scanner.complete();
        assertThat(hrefs(scanner)).containsExactly("1");
    }

    @Test
    void aHundredThousandLinksAndElementsAreRead() {
        String body = "<div><a href=x>".repeat(100_000);
        PageScanner scanner = scan("text/html", body.getBytes(StandardCharsets.UTF_8), 8_192);
        assertThat(scanner.page().links()).hasSize(100_000);
        assertThat(scanner.page().truncated()).isFalse();
    }

    @Test
    void aMegabyteOfAttributeIsNoLink() {
        String body = "<a href='" + "x".repeat(1 << 20) + "'><a href=y>";
        PageScanner scanner = scan("text/html", body.getBytes(StandardCharsets.UTF_8), 8_192);
        assertThat(hrefs(scanner)).containsExactly("y");
        assertThat(scanner.page().truncated()).isTrue();
    }

    @Test
    void nulsAndLoneSurrogatesAreReplaced() {
        assertThat(hrefs(scan("text/html", "<a href='\0&#xD800;'>".getBytes(StandardCharsets.UTF_8), 1)))
                .containsExactly("\uFFFD\uFFFD");
        byte[] start = "<a href='".getBytes(StandardCharsets.UTF_16LE);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(start);
        body.writeBytes(new byte[] {0, (byte) 0xD8});
        body.writeBytes("x'>".getBytes(StandardCharsets.UTF_16LE));
        assertThat(hrefs(scan("text/html;charset=utf-16le", body.toByteArray(), 1)))
                .containsExactly("\uFFFDx");
    }

    @Test
    void anyBytesOfAnyTypeAreRead() {
        Random random = new Random(3);
        String[] types = {null, "text/html", XHTML, "text/plain", "*/*", "text/css", "text/html;charset=utf-16be"};
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(4_000)];
            random.nextBytes(bytes);
            PageScanner scanner = scan(types[i % types.length], bytes, 1 + random.nextInt(500), List.of("a", "\0"));
            assertThat(scanner.mediaType()).isNotNull();
        }
    }

    @ParameterizedTest(name = "Encoding §4.3 {0}")
    @CsvSource({
        "utf-8, UTF-8",
        "utf-16le, UTF-8",
        "replacement, UTF-8",
        "latin1, windows-1252",
        "koi8-u, KOI8-U",
        "gbk, GBK",
        "gb18030, GB18030",
        "big5, Big5-HKSCS",
        "sjis, windows-31j",
        "iso-8859-8-i, ISO-8859-8",
        "x-mac-cyrillic, x-MacUkraine",
        "iso-8859-14, UTF-8",
        "x-user-defined, UTF-8"
    })
    void referencesAreResolvedInTheOutputEncoding(String label, String charset) {
        ScannedPage page = Scans.scan(new byte[0], label);
        assertThat(page.charset()).isEqualTo(Charset.forName(charset));
    }

    private static Arguments of(String section, String body, String... hrefs) {
        return Arguments.of(section, body, List.of(hrefs));
    }

    private static PageScanner scan(String contentType, byte[] body, int chunk) {
        return scan(contentType, body, chunk, List.of());
    }

    private static PageScanner scan(String contentType, byte[] body, int chunk, List<String> patterns) {
        PageScanner scanner =
                new PageScanner(ScanLimits.DEFAULT, "orbweaver", contentType, LinkSource.DEFAULT, patterns);
        for (int from = 0; from < body.length; from += chunk) {
            scanner.accept(body, from, Math.min(chunk, body.length - from));
        }
        scanner.complete();
        return scanner;
    }

    private static PageScanner scanner(String contentType, ScanLimits limits, List<String> patterns) {
        return new PageScanner(limits, "orbweaver", contentType, EnumSet.allOf(LinkSource.class), patterns);
    }

    private static List<String> hrefs(PageScanner scanner) {
        return scanner.page().links().stream().map(ScannedPage.Link::href).toList();
    }
}
