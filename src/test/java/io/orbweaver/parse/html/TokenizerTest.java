package io.orbweaver.parse.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.parse.Scans;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which links each of the tokenizer's states gives; sections are the HTML standard's. */
class TokenizerTest {

    @ParameterizedTest(name = "§{0} {1}")
    @MethodSource({"tags", "attributes", "comments", "texts", "scripts", "foreign", "templates"})
    void linksAreThoseOfTheStandard(String section, String html, List<String> hrefs) {
        assertThat(Scans.hrefs(html)).isEqualTo(hrefs);
    }

    static Stream<Arguments> tags() {
        return Stream.of(
                none("13.2.5.6", "< a href=x>"),
                none("13.2.5.6", "<1a href=x>"),
                links("13.2.5.6", "<<a href=x>", "x"),
                links("13.2.5.7", "</><a href=x>", "x"),
                none("13.2.5.7", "</a href=x>"),
                links("13.2.5.7", "</ <a href=y><a href=x>", "x"),
                links("13.2.5.8", "<A\tHREF=x>", "x"),
                links("13.2.5.8", "<a/href=x>", "x"),
                links("13.2.5.8", "<area href=x /><aréa href=y><area\u0000 href=z>", "x"),
                none("13.2.5.8", "<abcdefghijklmnopqrstuvwxyz href=x>"),
                none("13.2.5.8", "<a href=x"),
                links("13.2.5.40", "<a / href=x>", "x"),
                links("13.2.5.40", "<a href=x//>", "x//"),
                links("13.2.5.40", "<a href='x'/ /rel=y>", "x"));
    }

    static Stream<Arguments> attributes() {
        return Stream.of(
                links("13.2.5.32", "<a =href=y href=x>", "x"),
                links("13.2.5.33", "<a href=x href=y HREF=z>", "x"),
                links("13.2.5.33", "<a href\"=y href=x>", "x"),
                links("13.2.5.33", "<a href>", ""),
                links("13.2.5.34", "<a href / rel>", ""),
                links("13.2.5.34", "<a href = x>", "x"),
                links("13.2.5.34", "<a href\n=\n'x'>", "x"),
                links("13.2.5.35", "<a href=>", ""),
                links("13.2.5.35", "<a href= >", ""),
                links("13.2.5.36", "<a href=\"x'>y\">", "x'>y"),
                links("13.2.5.37", "<a href='x\">y'>", "x\">y"),
                links("13.2.5.36", "<a href=\"a\u0000b\">", "a\uFFFDb"),
                links("13.2.3.5", "<a href='a\r\nb\rc\nd\n\ne\r\re\n\rf'>", "a\nb\nc\nd\n\ne\n\ne\n\nf"),
                links("13.2.5.38", "<a href=x\"'<=`y>", "x\"'<=`y"),
                links("13.2.5.38", "<a href=a\u0000b&amp;c>", "a\uFFFDb&c"),
                links("13.2.5.39", "<a title=''href=x>", "x"),
                links("13.2.5.39", "<a title=\">\"href=\"x\"rel=y>", "x"));
    }

    static Stream<Arguments> comments() {
        return Stream.of(
                none("13.2.5.41", "<!a <a href=x"),
                links("13.2.5.41", "<!><a href=x>", "x"),
                links("13.2.5.41", "<!-><a href=x>", "x"),
                links("13.2.5.41", "<? <a href=y><a href=x>", "x"),
                links("13.2.5.43", "<!--><a href=x>", "x"),
                links("13.2.5.44", "<!---><a href=x>", "x"),
                links("13.2.5.44", "<!----><a href=x>", "x"),
                none("13.2.5.45", "<!-- > <a href=x> -- > -"),
                links("13.2.5.46", "<!-- <!-- <a href=y> --><a href=x>", "x"),
                links("13.2.5.46", "<!--<!--><a href=x>", "x"),
                links("13.2.5.46", "<!--<!-><a href=y>--><a href=x>", "x"),
                none("13.2.5.49", "<!-- <!--x> <a href=x>"),
                links("13.2.5.51", "<!-- -----><a href=x>", "x"),
                links("13.2.5.52", "<!-- --!><a href=x>", "x"),
                links("13.2.5.52", "<!-- --!--!><a href=x>", "x"),
                none("13.2.5.52", "<!-- --!-><a href=x>"),
                links("13.2.5.53", "<!DOCTYPE html PUBLIC '><a href=x>'>", "x"),
                none("13.2.5.53", "<!doctype html <a href=x"),
                links("13.2.5.42", "<![CDATA[<a href=y>]]><a href=x>", "x"));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                links("13.2.5.2", "<title><a href=y></title><a href=x>", "x"),
                links("13.2.5.2", "<textarea><a href=y></textarea ><a href=x>", "x"),
                links("13.2.5.11", "<title></titl></titles></title/><a href=x>", "x"),
                links("13.2.5.11", "<title></TiTlE title='>'><a href=x>", "x"),
                links("13.2.5.11", "<title></tit</title><a href=x>", "x"),
                none("13.2.5.11", "<title></title"),
                links("13.2.5.3", "<style><a href=y><!--</style><a href=x>-->", "x"),
                links("13.2.5.3", "<xmp><a href=y></xmp><a href=x>", "x"),
                links("13.2.5.3", "<iframe><a href=y></iframe><a href=x>", "x"),
                links("13.2.5.3", "<noembed><a href=y></noembed><a href=x>", "x"),
                links("13.2.5.3", "<noframes><a href=y></noframes><a href=x>", "x"),
                links("13.2.5.5", "<a href=x><plaintext><a href=y></plaintext><a href=z>", "x"),
                links("13.2.6.4", "<noscript><a href=x></noscript>", "x"),
                links("13.2.6.4", "<style/><a href=y></style><a href=x>", "x"));
    }

    static Stream<Arguments> scripts() {
        return Stream.of(
                links("13.2.5.4", "<script>'<a href=y>'</script><a href=x>", "x"),
                links("13.2.5.4", "<script></scrip></scripts></SCRIPT\t><a href=x>", "x"),
                links("13.2.5.18", "<script><!</script><a href=x>", "x"),
                links("13.2.5.20", "<script><!--</script><a href=x>", "x"),
                links("13.2.5.20", "<script><!--<a href=y>--></script><a href=x>", "x"),
                links("13.2.5.22", "<script><!--></script><a href=x>", "x"),
                none("13.2.5.26", "<script><!--<script></script><a href=y>"),
                links("13.2.5.26", "<script><!--<script></script><a href=y>--></script><a href=x>", "x"),
                links("13.2.5.26", "<script><!--<scripty></script><a href=x>", "x"),
                links("13.2.5.26", "<script><!--<script </script <a href=y></script><a href=x>", "x"),
                links("13.2.5.29", "<script><!--<script>--></script><a href=x>", "x"),
                links("13.2.5.31", "<script><!--<script></scripty></script></script><a href=x>", "x"));
    }

    static Stream<Arguments> foreign() {
        return Stream.of(
                links("13.2.5.69", "<svg><![CDATA[<a href=y>]]]]]><a href=x>", "x"),
                links("13.2.5.69", "<svg><![CDATA[ ]> ]] > <a href=y> ]]></svg><a href=x>", "x"),
                links("13.2.5.42", "<svg><![cdata[<a href=y>]]><a href=x>", "x"),
                links("13.2.6.5", "<svg><style><a href=x></a></style>", "x"),
                links("13.2.6.5", "<svg><script><a href=x></script></svg><script><a href=y></script>", "x"),
                links("13.2.6.5", "<svg/><style><a href=y></style><a href=x>", "x"),
                links("13.2.6.5", "<svg><title/></svg><title><a href=y></title><a href=x>", "x"),
                links("13.2.6.5", "<svg><p><style><a href=y></style><a href=x>", "x"),
                links("13.2.6.5", "<svg><font><![CDATA[<a href=y>]]>", new String[0]),
                links("13.2.6.5", "<svg><font color><![CDATA[<a href=x>]]>", new String[0]),
                links("13.2.6.5", "<svg></p><![CDATA[>]]><style><a href=y></style><a href=x>", "x"),
                links("13.2.6.5", "<div><svg><g></div><style><a href=y></style><a href=x>", "x"),
                links(
                        "13.2.4.2",
                        "<svg><foreignObject><style><a href=y></style></foreignObject><style><a href=x>",
                        "x"),
                links("13.2.4.2", "<svg><desc><style><a href=y></style></desc><style><a href=x>", "x"),
                links("13.2.4.2", "<math><mi><style><a href=y></style></mi><style><b></b><a href=x>", "x"),
                links(
                        "13.2.4.2",
                        "<math><annotation-xml encoding='TEXT/html'><style><a href=y></style>",
                        new String[0]),
                links("13.2.4.2", "<math><annotation-xml><svg><style><a href=x></style>", "x"),
                links("SVG 2 16.1", "<svg><a xlink:href=x></a><a xlink:href=y href=z></svg>", "x", "z"),
                none("SVG 2 16.1", "<math><a href=x></a></math><a xlink:href=y>"));
    }

    static Stream<Arguments> templates() {
        return Stream.of(
                links("4.12.3", "<template><a href=y></template><a href=x>", "x"),
                links("4.12.3", "<template><template><a href=y></template><a href=z></template><a href=x>", "x"),
                links("4.12.3", "<template><div></template><a href=x>", "x"),
                links("4.12.3", "<div><template></div><a href=y></template><a href=x>", "x"),
                links("4.12.3", "<svg><template><a href=x></template></svg><a href=y>", "x", "y"),
                links("4.12.3", "</template><a href=x>", "x"),
                none("4.12.3", "<template><title>t</title><a href=x>"));
    }

    private static Arguments links(String section, String html, String... hrefs) {
        return Arguments.of(section, html, List.of(hrefs));
    }

    private static Arguments none(String section, String html) {
        return Arguments.of(section, html, List.of());
    }
}
