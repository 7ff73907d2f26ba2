package io.orbweaver.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Tries;
import io.orbweaver.extract.content.ExtractLimits;
import io.orbweaver.job.spec.Extraction;
import io.orbweaver.outcome.Extracted;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are made to cost time, memory or stack: each costs little, and says where something was kept out. */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostilePagesTest {

    private static final int MANY = 100_000;
    private static final int BYTES = Math.min(8 << 20, Tries.volume(2 << 20));

    private static String filled(String unit) {
        return unit.repeat(BYTES / unit.length());
    }

    private static String numbered(int count, Function<Integer, String> unit) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(unit.apply(i));
        }
        return text.toString();
    }

    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of("nested divs", "<div>".repeat(MANY) + "deep"),
                Arguments.of("nested spans", "<p>" + "<span>".repeat(MANY) + "deep"),
                Arguments.of("nested tables", "<table><tr><td>".repeat(MANY / 3) + "deep"),
                Arguments.of("nested lists", "<ul><li>x".repeat(MANY / 2) + "deep"),
                Arguments.of("nested ordered lists", "<ol><li>".repeat(MANY / 2) + "deep"),
                Arguments.of("nested quotes", "<blockquote>".repeat(MANY) + "deep"),
                Arguments.of("nested emphasis", "<p>" + "<em>x".repeat(MANY) + "deep"),
                Arguments.of("nested forms of svg", "<svg>" + "<g>".repeat(MANY) + "deep"),
                Arguments.of("nested templates", "<template>".repeat(MANY) + "deep"),
                Arguments.of("unclosed formatting", "<b><i><u><tt><font>".repeat(MANY / 5) + "deep"),
                Arguments.of("unclosed formatting in blocks", "<p><b><i><u><s>x".repeat(MANY / 5)),
                Arguments.of("only links", filled("<a>")),
                Arguments.of("links with hrefs", filled("<a href=/x>y</a> ")),
                Arguments.of("adoption agency", filled("<b><i><p>x</b>y</i>z")),
                Arguments.of("tables in formatting", filled("<table><b><tr>x<td></b>")),
                Arguments.of("many attributes", "<p " + numbered(1_000_000, i -> "a" + i + " ") + ">deep"),
                Arguments.of("many attributes each", filled("<p " + numbered(300, i -> "a" + i + "=x ") + ">x")),
                Arguments.of("one long attribute", "<a href='" + filled("x") + "'>deep"),
                Arguments.of("many rows", "<table>" + "<tr><td>a<td>b".repeat(1_000_000)),
                Arguments.of("wide cells", "<table>" + "<tr><td colspan=50>a<td colspan=50>b".repeat(MANY / 3)),
                Arguments.of("many columns", "<table><tr>" + "<td>a".repeat(MANY)),
                Arguments.of("wide columns", "<table>" + "<tr><td colspan=1000000 rowspan=65534>a<td>b".repeat(1_000)),
                Arguments.of(
                        "a wide cell above many rows",
                        "<table><tr><th>" + "x".repeat(500_000) + "<th>b" + "<tr><td>a<td>b".repeat(30_000)),
                Arguments.of("nested tables of data", "<table><tr><td>a<td>b".repeat(MANY / 4)),
                Arguments.of("links in links", filled("<a href=x><div>")),
                Arguments.of("siblings", filled("<i>x</i>")),
                Arguments.of("signs of lines", filled("<p>1. - # > ")),
                Arguments.of("one text", "<p>" + filled("lorem ipsum, ")),
                Arguments.of("one word", "<p>" + filled("x")),
                Arguments.of("one line of code", "<pre>" + filled("x")),
                Arguments.of("many lines of code", "<pre>" + filled("x\n")),
                Arguments.of("backticks", "<p><code>" + filled("`") + "</code>"),
                Arguments.of("asterisks", "<p>" + filled("*_[]<>\\")),
                Arguments.of("brackets", "<p>" + filled("[(")),
                Arguments.of("white space", "<p>x" + filled(" \n\t")),
                Arguments.of("many breaks", "<p>" + filled("x<br>")),
                Arguments.of("only breaks", "<p>" + filled("<br>")),
                Arguments.of("many headings", "<h1>x</h1>".repeat(MANY)),
                Arguments.of("many items", "<ul>" + "<li>x".repeat(MANY)),
                Arguments.of("inlines in an item", "<ul><li>" + "<i>x</i>".repeat(MANY - 100) + "<p>y"),
                Arguments.of("paragraphs in a quote", "<blockquote>" + "<p>x".repeat(MANY - 100)),
                Arguments.of("paragraphs in an item", "<ul><li>" + "<p>x".repeat(MANY - 100)),
                Arguments.of("lists in a quote", "<blockquote>" + "<ul><li>x</ul>".repeat(MANY / 3)),
                Arguments.of("lists in a list", "<ul><li>x" + "<ul><li><p>y</ul>".repeat(MANY / 4)),
                Arguments.of(
                        "lists of images in a list", "<ul><li><img src=a>" + "<ul><li><img src=a></ul>".repeat(30_000)),
                Arguments.of("blanks between breaks", "<p>x" + "<span> </span><br>".repeat(MANY / 3)),
                Arguments.of("links without text", "<p>x" + "<a href=y><div></div></a><br>".repeat(MANY / 4)),
                Arguments.of("anchors in code", "<code>y" + "<a href=#>#</a>".repeat(MANY - 100) + "</code>"),
                Arguments.of("many paragraphs", filled("<p>x")),
                Arguments.of("many rules", filled("<hr>")),
                Arguments.of("many images", filled("<img src=a alt=b>")),
                Arguments.of("many metas", filled("<meta property=og:image content=x>")),
                Arguments.of("deep JSON-LD", "<script type=application/ld+json>" + filled("[") + "</script>"),
                Arguments.of("many JSON-LDs", filled("<script type=application/ld+json>{\"a\":1}</script>")),
                Arguments.of("a script without end", "<script>" + filled("x")),
                Arguments.of("a title without end", "<title>" + filled("x")),
                Arguments.of("a comment without end", "<!--" + filled("-")),
                Arguments.of("a tag without end", "<p " + filled("x=y ")),
                Arguments.of("character references", filled("&amp;&notit;&#x1F600;")),
                Arguments.of("signs of references", "<p>" + filled("&")),
                Arguments.of("paragraphs beside", "<div class=sidebar>" + "<p>x".repeat(MANY - 10)),
                Arguments.of("quarters beside", "<div class=sidebar>".repeat(180) + "<p>x".repeat(MANY - 200)),
                Arguments.of(
                        "blanks in a CDATA section",
                        "<script type=application/ld+json>{<![CDATA[" + " ".repeat(200_000) + "}</script>"),
                Arguments.of(
                        "more blanks in a CDATA section",
                        "<script type=application/ld+json>{<![CDATA[" + " ".repeat(4_000_000) + "}</script>"),
                Arguments.of("unknown references", filled("&aaaaaaaaaa")),
                Arguments.of("many classes", filled("<p class='" + "a ".repeat(400) + "nav'>x")),
                Arguments.of("select in select", filled("<select><option>x")),
                Arguments.of("framesets", filled("<frameset>")),
                Arguments.of("NUL", filled("\0")),
                Arguments.of("end tags", filled("</p>")),
                Arguments.of("digits", filled("1 ")),
                Arguments.of("links around blocks", filled("<a href=/x><h3>y</h3><p>z</p></a>")),
                Arguments.of("emphasis around blocks", "<b><i><s><a href=/x>" + filled("<p>x") + "</a></s></i></b>"),
                Arguments.of("breaks in emphasis", "<p><b>" + filled("<br> ") + "x</b>"),
                Arguments.of("blanks in spans", "<p><b>" + filled("<span> </span>") + "x</b>"),
                Arguments.of("letters in spans", "<p>" + filled("<span>*</span>")),
                Arguments.of("images without scripts", filled("<noscript><img src=a></noscript>")),
                Arguments.of("sets of images", "<p><img srcset='" + filled("/a 1x, ") + "'>"),
                Arguments.of("tasks", "<ul>" + filled("<li><input type=checkbox> x")),
                Arguments.of("cells that span rows", "<table>" + filled("<tr><th rowspan=0>a<td rowspan=9>b")),
                Arguments.of("lines of code in cells", "<table><tr><th>a<th>b<tr><td><pre>" + filled("x\n")),
                Arguments.of("hyphens", "<p>" + filled("-") + "<br>x"),
                Arguments.of("fragments", filled("<a href='/x#" + "é".repeat(900) + "'>y</a>")),
                Arguments.of("templates", filled("<template><p>x</template>")),
                Arguments.of("nothing", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aHostilePageCostsLittle(String name, String body) {
        Extracted extracted = Pages.extract(Pages.EVERYTHING, Pages.html(body));
        assertThat(extracted.parts().keySet())
                .startsWith("metadata", "text", "markdown", "links", "fields", "patterns")
                .isSubsetOf("metadata", "text", "markdown", "links", "fields", "patterns", "unavailable");
        assertThat(extracted.parts().values().stream().mapToLong(String::length).sum())
                .isLessThanOrEqualTo(ExtractLimits.PARTS_BYTES_MAX);
    }

    @Test
    void toEscapeATextIsLinear() {
        assertThat(MarkdownEscapes.inLine(filled("&"), false, false, false)).hasSize(BYTES);
        assertThat(MarkdownEscapes.atLineStart(filled("-") + "x")).hasSize(BYTES + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p ~ b[]",
                "i ~ b[]",
                "*:has(> b)",
                "*:has(b)[]",
                "i:nth-last-of-type(99999)[]",
                "i:contains(y)[]",
                "a b c d e f g h i[]",
                "i:not(b i)[]",
                "i:only-of-type[]"
            })
    void aCostlySelectorIsBounded(String selector) {
        Extraction asked = new Extraction(false, false, false, false, Pages.fields("f", selector), List.of());
        PageExtractor extractor = new PageExtractor(asked, InstantSource.system());
        for (String body : List.of("<i>x</i>".repeat(MANY), ("<i>" + "<u>".repeat(100) + "x</i>").repeat(1_000))) {
            Extracted extracted = extractor.extract(Pages.html(body));
            assertThat(extracted.parts()).containsOnlyKeys("fields");
        }
    }
}
