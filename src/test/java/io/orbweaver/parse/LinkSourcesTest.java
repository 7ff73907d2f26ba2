package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.spec.LinkSource;
import io.orbweaver.parse.ScannedPage.Link;
import io.orbweaver.parse.encoding.Syntax;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which links each source gives; sections are the HTML standard's. */
class LinkSourcesTest {

    @ParameterizedTest(name = "§{0} {1}: {2}")
    @MethodSource("cases")
    void linksAreThoseOfTheStandard(String section, LinkSource source, String html, List<String> hrefs) {
        assertThat(hrefs(html, EnumSet.of(source))).isEqualTo(hrefs);
        assertThat(hrefs(html, EnumSet.complementOf(EnumSet.of(source)))).noneMatch(hrefs::contains);
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                of("4.6.1", LinkSource.A, "<a href=x><a href=''>", "x", ""),
                of("4.6.1", LinkSource.A, "<svg><a xlink:href=y href=x /><a xlink:href=z />", "x", "z"),
                of("4.6.1", LinkSource.A, "<a href=' DATA:x'><a src=x>"),
                of("4.8.14", LinkSource.AREA, "<area href=x>", "x"),
                of("4.2.4", LinkSource.LINK, "<link rel=stylesheet href=x>", "x"),
                of("4.2.4", LinkSource.LINK, "<link href=n><link rel='' href=n><link rel=' ' href=n>"),
                of("4.2.4", LinkSource.LINK, "<link rel=icon href=''><link rel=icon>"),
                of("4.6.7.4", LinkSource.LINK, "<link rel=canonical href=x><link rel=NEXT href=y>", "x", "y"),
                of("4.6.7.5", LinkSource.LINK, "<link rel=dns-prefetch href=n>"),
                of("4.6.7.19", LinkSource.LINK, "<link rel='PreConnect dns-prefetch' href=n>"),
                of("4.6.7.19", LinkSource.LINK, "<link rel='preconnect stylesheet' href=x>", "x"),
                of("4.8.5", LinkSource.IFRAME, "<iframe src=x><a href=n></iframe><iframe src=''></iframe>", "x"),
                of("16.3.3", LinkSource.FRAME, "<frameset><frame src=x><frame name=y></frameset>", "x"),
                of("4.8.3", LinkSource.IMG, "<img src=x><img src=''><img alt=y>", "x"),
                of("4.8.3", LinkSource.IMG, "<img srcset='x 1x, y 2x' src=z>", "z", "x", "y"),
                of("4.8.3", LinkSource.IMG, "<img src='data:image/png;base64,AA'>"),
                of("13.2.6.4.7", LinkSource.IMG, "<image src=x>", "x"),
                of("4.8.2", LinkSource.SOURCE, "<picture><source srcset='x, y 2x'><img alt=''></picture>", "x", "y"),
                of("4.8.2", LinkSource.SOURCE, "<video src=n><source src=x></video>", "x"),
                of("4.2.5.3", LinkSource.REFRESH, "<meta http-equiv=Refresh content='0; url=x'>", "x"),
                of("4.2.5.3", LinkSource.REFRESH, "<meta content='0; url=x' http-equiv=refresh>", "x"),
                of(
                        "4.2.5.3",
                        LinkSource.REFRESH,
                        "<meta http-equiv=refresh><meta http-equiv=refresh content=5;x>",
                        "x"),
                of("4.2.5.3", LinkSource.REFRESH, refresh("0;x") + refresh("0;n"), "x"),
                of("4.2.5.3", LinkSource.REFRESH, refresh("5") + refresh("0;n")),
                of("4.2.5.3", LinkSource.REFRESH, refresh("bad") + refresh("0;x"), "x"),
                of("4.2.5.3", LinkSource.REFRESH, "<noscript>" + refresh("0;x") + "</noscript>", "x"),
                of("4.12.3", LinkSource.IMG, "<template><img src=n></template><img src=x>", "x"),
                of("13.2.6.5", LinkSource.IMG, "<svg><img src=x></svg>", "x"),
                of("13.2.6.5", LinkSource.SOURCE, "<svg><source src=n></svg>"),
                of("13.2.5.33", LinkSource.IMG, "<img src=x src=n srcset=y srcset=n>", "x", "y"));
    }

    @Test
    void linksOfAllSourcesAreInDocumentOrder() {
        String html = "<link rel=icon href=1>" + refresh("0;2") + "<a href=3><img src=4 srcset=5></a><area href=6>"
                + "<iframe src=7></iframe><source src=8><frame src=9>";
        assertThat(hrefs(html, EnumSet.allOf(LinkSource.class)))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(hrefs(html, LinkSource.DEFAULT)).containsExactly("3", "6");
        assertThat(hrefs(html, Set.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = LinkSource.class,
            names = {"A", "AREA", "LINK"})
    void nofollowCountsForHyperlinksAndResources(LinkSource source) {
        String html = "<" + source.wireName() + " rel='next NoFollow' href=x>";
        assertThat(scan(html, EnumSet.of(source)).links()).containsExactly(new Link("x", true));
    }

    @Test
    void canonicalAndDirectivesAreReadWhateverIsAsked() {
        ScannedPage page = scan("<link rel=canonical href=c><meta name=robots content=noindex>", Set.of());
        assertThat(page.canonical()).isEqualTo("c");
        assertThat(page.directives().noindex()).isTrue();
        assertThat(page.links()).isEmpty();
    }

    @Test
    void referencesOverALimitAreOmittedUnlessTheyAreData() {
        String tail = "x".repeat(20_000);
        assertThat(scan("<img src=" + tail + ">", EnumSet.of(LinkSource.IMG)).truncated())
                .isTrue();
        assertThat(scan("<img srcset=" + tail + ">", EnumSet.of(LinkSource.IMG)).truncated())
                .isTrue();
        ScannedPage data = scan("<img src='\nData:" + tail + "'><img src=x>", EnumSet.of(LinkSource.IMG));
        assertThat(data.truncated()).isFalse();
        assertThat(data.links()).containsExactly(new Link("x", false));
    }

    private static String refresh(String content) {
        return "<meta http-equiv=refresh content='" + content + "'>";
    }

    private static Arguments of(String section, LinkSource source, String html, String... hrefs) {
        return Arguments.of(section, source, html, List.of(hrefs));
    }

    private static List<String> hrefs(String html, Set<LinkSource> sources) {
        return scan(html, sources).links().stream().map(Link::href).toList();
    }

    private static ScannedPage scan(String html, Set<LinkSource> sources) {
        LinkScanner scanner = new LinkScanner(ScanLimits.DEFAULT, "orbweaver", "utf-8", sources, Syntax.HTML, null);
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        scanner.accept(bytes, 0, bytes.length);
        scanner.complete();
        return scanner.page();
    }
}
