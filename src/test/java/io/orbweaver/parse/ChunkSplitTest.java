package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Tries;
import io.orbweaver.job.spec.LinkSource;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However a body is cut into chunks, the page is the same. */
class ChunkSplitTest {

    private static final List<String> TRICKY = List.of(
            "<title>a &amp; b</tit</title ><a href='x&#x41;\r\n&copy=1' rel=nofollow><AREA\thref = y/>",
            "\uFEFF<a href=\"ü€😀\u0000\">é<a href=&notin;&notit; / x=''>",
            "<!--><a href=1><!-- --!><a href=2><!----><a href=3><!x><a href=4><![CDATA[<a href=5>]]>",
            "<script><!--<script></script><a href=n>--></script><a href=1><svg><![CDATA[<a href=n>]]]>",
            "<svg><style><a href=1></a></style><foreignObject><style><a href=n></style></foreignObject></svg>",
            "<template><a href=n></template></p></br/><math><mi><a href=1>",
            "<img srcset='a 1x, b&amp;c 2x' src=d><link rel=icon href=e><iframe src=f></iframe>",
            "<meta http-equiv=refresh content='0; url=&#39;g'><script/><title/><![CDATA[<a href=h>]]>",
            "<meta charset=utf-8><meta name=robots content='noindex,&#110;ofollow'><link rel=canonical href=c>");

    private static final List<String> CHARSETS = List.of("utf-8", "latin1", "sjis", "gbk", "iso-2022-jp", "big5");

    private static final List<String> CONTENT_TYPES =
            List.of("text/html", "application/xhtml+xml", "*/*", "text/css", "text/plain", "image/png");

    @Test
    void everySplitOfTrickyPagesGivesTheSame() {
        for (String html : TRICKY) {
            byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
            ScannedPage whole = Scans.scan(bytes, null);
            for (int at = 0; at <= bytes.length; at++) {
                assertThat(inTwo(bytes, at)).as("%s cut at %d", html, at).isEqualTo(whole);
            }
            for (int chunk = 1; chunk < 8; chunk++) {
                assertThat(Scans.scan(bytes, null, chunk)).isEqualTo(whole);
            }
        }
    }

    @Test
    void everySplitOfTagSoupGivesTheSame() {
        Tries.of(1_000, random -> isTheSame(soup(random), any(CHARSETS, random), random.nextInt()));
    }

    private static void isTheSame(byte[] bytes, String charset, int seed) {
        ScannedPage whole = Scans.scan(bytes, charset);
        assertThat(inTwo(bytes, Math.floorMod(seed, bytes.length + 1))).isEqualTo(Scans.scan(bytes, null));
        assertThat(Scans.scan(bytes, charset, 1)).isEqualTo(whole);
        assertThat(Scans.scan(bytes, charset, 1 + Math.floorMod(seed, 37))).isEqualTo(whole);
    }

    /** With every source of links, patterns, sniffing and XML. */
    @Test
    void everySplitOfABodyOfAnyTypeGivesTheSame() {
        Tries.of(1_000, random -> isReadTheSame(soup(random), any(CONTENT_TYPES, random), random.nextInt()));
    }

    private static void isReadTheSame(byte[] bytes, String contentType, int seed) {
        String whole = read(bytes, contentType, bytes.length + 1);
        assertThat(read(bytes, contentType, 1)).isEqualTo(whole);
        assertThat(read(bytes, contentType, 1 + Math.floorMod(seed, 37))).isEqualTo(whole);
        assertThat(read(bytes, contentType, 1 + Math.floorMod(seed, 1_500))).isEqualTo(whole);
    }

    @Test
    void everySplitOfAValueOverTheLimitGivesTheSame() {
        byte[] bytes = "<a href=data:1234567><a href=1234567><a href='1'>".getBytes(StandardCharsets.UTF_8);
        for (int max = 1; max < 16; max++) {
            ScanLimits limits = new ScanLimits(10, max, 100, 10);
            ScannedPage whole = limited(bytes, limits, bytes.length);
            for (int chunk = 1; chunk < 12; chunk++) {
                assertThat(limited(bytes, limits, chunk)).isEqualTo(whole);
            }
        }
    }

    private static String read(byte[] bytes, String contentType, int chunk) {
        PageScanner scanner = new PageScanner(
                ScanLimits.DEFAULT,
                "orbweaver",
                contentType,
                EnumSet.allOf(LinkSource.class),
                List.of("a", "<a", "=''", "><"));
        for (int from = 0; from < bytes.length; from += chunk) {
            scanner.accept(bytes, from, Math.min(chunk, bytes.length - from));
        }
        scanner.complete();
        return scanner.mediaType() + scanner.page() + scanner.patternCounts();
    }

    private static ScannedPage limited(byte[] bytes, ScanLimits limits, int chunk) {
        LinkScanner scanner = new LinkScanner(limits, "orbweaver", "utf-8");
        for (int from = 0; from < bytes.length; from += chunk) {
            scanner.accept(bytes, from, Math.min(chunk, bytes.length - from));
        }
        scanner.complete();
        return scanner.page();
    }

    private static byte[] soup(Random random) {
        return Soup.of(Soup.PARTS, 120, random).getBytes(StandardCharsets.UTF_8);
    }

    private static String any(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static ScannedPage inTwo(byte[] bytes, int at) {
        LinkScanner scanner = new LinkScanner(ScanLimits.DEFAULT, "orbweaver", null);
        scanner.accept(bytes, 0, at);
        scanner.accept(bytes, at, bytes.length - at);
        scanner.complete();
        return scanner.page();
    }
}
