package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.orbweaver.parse.ScannedPage.Link;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkScannerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "<p>none | null",
                "<title></title><title>later</title> | ''",
                "<title> % a %% b &amp; c %</title> | a b & c",
                "<title>&#32;a&#10;&#x20;b&#9;</title> | a b",
                "<svg><title>icon</title></svg><title>page</title> | page",
                "<template><title>t</title></template><title>page</title> | page",
                "<title>a <b>c</b></ti</title > | a <b>c</b></ti",
                "<title>cut </tit | cut </tit",
                "<title>cut < | cut <",
                "<title>&copyx &notit; &amp</title> | ©x ¬it; &",
                "<body><p><title>in body</title> | in body"
            })
    void titleIsTheFirstOutsideForeignContent(String html, String title) {
        assertThat(Scans.scan(html.replace('%', '\n')).title()).isEqualTo(title);
    }

    @Test
    void nulInATitleIsReplaced() {
        assertThat(Scans.scan("<title>t&lang\u0000").title()).isEqualTo("t&lang\uFFFD");
    }

    @Test
    void longTitleIsCutBetweenCharacters() {
        String title = Scans.scan("<title>" + "x".repeat(1023) + "😀".repeat(9)).title();
        assertThat(title).isEqualTo("x".repeat(1023));
        assertThat(Scans.scan("<title>" + "x \n ".repeat(9000)).title()).hasSize(1024);
    }

    @Test
    void baseIsTheFirstWithHref() {
        assertThat(Scans.scan("<base target=x><a href=l><base href='&#x2f;1'><base href=/2>")
                        .base())
                .isEqualTo("/1");
        assertThat(Scans.scan("<svg><base href=/1></svg><!--<base href=/3>--><base href=/2>")
                        .base())
                .isEqualTo("/2");
    }

    @ParameterizedTest
    @CsvSource({
        "nofollow, true",
        "NoFollow, true",
        "'ugc nofollow', true",
        "'\tnofollow\n', true",
        "nofollower, false",
        "'no follow', false",
        "'ugc sponsored', false",
        "'', false"
    })
    void nofollowIsATokenOfRel(String rel, boolean nofollow) {
        assertThat(Scans.scan("<a href=x rel='" + rel + "'>").links()).containsExactly(new Link("x", nofollow));
    }

    @Test
    void directivesOfAllMetaElementsAddUp() {
        ScannedPage page = Scans.scan("<meta name=robots content='all'><META content=' NOFOLLOW ,x' name=Orbweaver>"
                + "<meta name=otherbot content=noindex><template><meta name=robots content=none></template>");
        assertThat(page.directives()).isEqualTo(new PageDirectives(false, true));
        assertThat(Scans.scan("<meta name=robots content=none>").directives())
                .isEqualTo(new PageDirectives(true, true));
        assertThat(Scans.scan("<meta name=robots>").directives()).isEqualTo(PageDirectives.NONE);
    }

    @Test
    void headerSpeaksToUsOrToOthers() {
        assertThat(PageDirectives.ofHeader("noindex", "orbweaver")).isEqualTo(new PageDirectives(true, false));
        assertThat(PageDirectives.ofHeader("otherbot: noindex, nofollow", "orbweaver"))
                .isEqualTo(PageDirectives.NONE);
        assertThat(PageDirectives.ofHeader("otherbot: noindex, OrbWeaver: nofollow", "orbweaver"))
                .isEqualTo(new PageDirectives(false, true));
        assertThat(PageDirectives.ofHeader("max-snippet: 20, noindex", "orbweaver"))
                .isEqualTo(new PageDirectives(true, false));
    }

    @Test
    void canonicalIsTheFirstLinkOfThatRelation() {
        assertThat(Scans.scan("<link rel=icon href=i><link rel='x CANONICAL' href=c><link rel=canonical href=d>")
                        .canonical())
                .isEqualTo("c");
    }

    @Test
    void areaCountsLikeA() {
        assertThat(Scans.hrefs("<map><area href=x><area nohref></map><a name=n><link href=y>"))
                .containsExactly("x");
    }

    @Test
    void limitsDropLinksAndSaySo() {
        ScanLimits limits = new ScanLimits(2, 4, 6, 10);
        assertThat(limited(limits, "<a href=1><a href=2>").truncated()).isFalse();
        ScannedPage many = limited(limits, "<a href=1><a href=2><a href=3>");
        assertThat(many.links()).hasSize(2);
        assertThat(many.truncated()).isTrue();
        ScannedPage longValue = limited(limits, "<a href=12345><a href='1234'><a href=12345 href=1>");
        assertThat(longValue.links()).containsExactly(new Link("1234", false));
        assertThat(longValue.truncated()).isTrue();
        assertThat(limited(limits, "<a href=1234><a href=567><a href=5>").links())
                .containsExactly(new Link("1234", false), new Link("5", false));
    }

    @Test
    void pageIsThereOnlyOnceComplete() {
        LinkScanner scanner = new LinkScanner(ScanLimits.DEFAULT, "orbweaver", null);
        assertThatIllegalStateException().isThrownBy(scanner::page);
        scanner.complete();
        assertThat(scanner.page().links()).isEmpty();
        assertThat(scanner.page().encoding()).isEqualTo("UTF-8");
    }

    /** Guarantee 7: what is held has a bound, whatever the page. Each document is about 3 MB. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<a ",
                "<a href='",
                "x='' ",
                "<!--",
                "<![CDATA[",
                "<svg>",
                "<div>",
                "<b><p>",
                "<template>",
                "<title>x",
                "</",
                "&",
                "\u0000",
                "<script><!--",
                "<svg><foreignObject>",
                "<table><tr><td>",
                "<a href=&"
            })
    void hostilePagesHoldLittle(String part) {
        byte[] start = ("<a href=\"x\"" + part).getBytes(StandardCharsets.UTF_8);
        byte[] chunk = part.repeat(16_384 / part.length()).getBytes(StandardCharsets.UTF_8);
        LinkScanner scanner = new LinkScanner(ScanLimits.DEFAULT.withLinksMax(100), "orbweaver", null);
        scanner.accept(start, 0, start.length);
        for (int i = 0; i < 200; i++) {
            scanner.accept(chunk, 0, chunk.length);
            assertThat(scanner.heldChars()).isLessThan(40_000);
            assertThat(scanner.depth()).isLessThanOrEqualTo(256);
        }
        scanner.complete();
        assertThat(scanner.page().links()).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void aMillionAttributesAreOneTag() {
        String html = "<a " + "b=c ".repeat(1_000_000) + "href=x>";
        assertThat(Scans.hrefs(html)).containsExactly("x");
    }

    @Test
    void anyBytesAreAPage() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[random.nextInt(5_000)];
            random.nextBytes(bytes);
            assertThat(Scans.scan(bytes, i % 2 == 0 ? null : "shift_jis")).isNotNull();
        }
    }

    private static ScannedPage limited(ScanLimits limits, String html) {
        LinkScanner scanner = new LinkScanner(limits, "orbweaver", null);
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        scanner.accept(bytes, 0, bytes.length);
        scanner.complete();
        return scanner.page();
    }
}
