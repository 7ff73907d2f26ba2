package io.orbweaver.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.extract.content.ExtractLimits;
import io.orbweaver.extract.content.HeldPage;
import io.orbweaver.extract.content.PageContent;
import io.orbweaver.job.spec.Extraction;
import io.orbweaver.outcome.Extracted;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Links, fields and patterns, and how parts are put together, bounded and left out. */
class PageExtractorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a href=x>a <b>b</b></a>               | {'url':'http://a.test/docs/x','text':'a b'}",
                "<a href='/x#y' rel='next nofollow'>a</a>"
                        + "  | {'url':'http://a.test/x#y','text':'a','rel':'next nofollow'}",
                "<area href=x alt=' a  b'>              | {'url':'http://a.test/docs/x','text':'a b'}",
                "<a href=x><img alt=i src=y></a>        | {'url':'http://a.test/docs/x','text':'i'}",
                "<a href=x>a</a><a href=x>a</a>         | {'url':'http://a.test/docs/x','text':'a'}",
                "<a href=x>a</a><a href=x rel=''>a</a>  | {'url':'http://a.test/docs/x','text':'a'},"
                        + "{'url':'http://a.test/docs/x','text':'a','rel':''}",
                "<a href=mailto:x>a</a><a href=javascript:x>b</a><a name=c>c</a> | ``",
                "<nav><a href=//b.test>a</a></nav>      | {'url':'http://b.test/','text':'a'}"
            })
    void linksAreAbsoluteWithTheirTexts(String body, String links) {
        assertThat(Pages.part(body, "links")).isEqualTo(Pages.json(("[" + links + "]").replace('\'', '"')));
    }

    /** Each element's text is all that is within it: short pages may say much. */
    @Test
    void aShortPageYieldsNoMoreThanTheLimit() {
        String body = "<b>".repeat(100) + "a".repeat(20_000);
        Extraction asked = new Extraction(false, true, false, false, Pages.fields("all", "b[]"), List.of());
        Extracted extracted = Pages.extract(asked, Pages.html(body));
        assertThat(Pages.part(extracted, "fields").get("all"))
                .hasSize(ExtractLimits.SHORT_PARTS_BYTES_MAX / 2 / 20_002);
        assertThat(extracted.truncated()).isTrue();
        Extracted ofLonger = Pages.extract(asked, Pages.html(body + " ".repeat(ExtractLimits.SHORT_BYTES)));
        assertThat(Pages.part(ofLonger, "fields").get("all")).hasSize(100);
    }

    @Test
    void referencesGoByTheBaseAndTheEncoding() {
        byte[] bytes = "<a href='x?\u00e9'>\u00e9</a>".getBytes(StandardCharsets.ISO_8859_1);
        HeldPage page =
                new HeldPage(Pages.URL, "text/html", "windows-1252", "/base/", bytes, bytes.length, false, Map.of());
        assertThat(Pages.part(Pages.extract(Pages.EVERYTHING, page), "links"))
                .isEqualTo(Pages.json("[{\"url\":\"http://a.test/base/x?%E9\",\"text\":\"\u00e9\"}]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "h1                    | 'A b'",
                "li[]                  | ['1','2','3']",
                "li@class              | 'x'",
                "li@class[]            | ['x','y z']",
                "li@nosuch             | null",
                "li@nosuch[]           | []",
                "h5                    | null",
                "h5[]                  | []",
                "li.y                  | '3'",
                "a[href$=pdf]@href     | 'http://a.test/docs/d.pdf'",
                "a[rel~=next]@href     | 'http://a.test/docs/d.pdf'",
                "a[rel~=ext]@href      | null",
                "template *            | null",
                "a@abs:href            | 'http://a.test/docs/d.pdf'",
                "ul:has(> li.y)@id     | 'u'",
                "ul > li:not(.x) ~ li  | '3'",
                "meta[property='og:price']@content | '7'",
                "html@lang             | 'en'"
            })
    void fieldsAreWhatSelectorsFind(String selector, String value) {
        String body = "<html lang=en><meta property=og:price content=7><h1>A <b>b</b></h1><ul id=u>"
                + "<template><p>x</template><li class=x>1<li>2"
                + "<li class='y z'>3</ul><a rel='nofollow next' href=d.pdf>d</a>";
        Extraction asked = new Extraction(false, false, false, false, Pages.fields("f", selector), List.of());
        assertThat(Pages.part(Pages.extract(asked, Pages.html(body)), "fields"))
                .isEqualTo(Pages.json("{\"f\":" + value.replace('\'', '"') + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a@href          | <a href='../b?c#d e'>         | http://a.test/b?c#d%20e",
                "a@href          | <a href='mailto:a@b.test'>    | mailto:a@b.test",
                "a@href          | <a href='javascript:x()'>     | javascript:x()",
                "a@ping          | <a href=x ping='/a b'>        | http://a.test/a http://a.test/docs/b",
                "img@src         | <img src=i.png>               | http://a.test/docs/i.png",
                "img@srcset      | <img srcset='/a 1x,/b 2x'>    | http://a.test/a 1x, http://a.test/b 2x",
                "img@longdesc    | <img longdesc=d>              | http://a.test/docs/d",
                "video@poster    | <video poster=p></video>      | http://a.test/docs/p",
                "form@action     | <form action=/f></form>       | http://a.test/f",
                "form@action     | <form action=''></form>       | ``",
                "button@formaction | <button formaction=/f>      | http://a.test/f",
                "q@cite          | <q cite=/c>x</q>              | http://a.test/c",
                "object@data     | <object data=/o></object>     | http://a.test/o",
                "i@data          | <i data=/o></i>               | /o",
                "body@background | <body background=b.png>       | http://a.test/docs/b.png",
                "html@manifest   | <html manifest=m>             | http://a.test/docs/m",
                "i@data-href     | <i data-href=/o></i>          | /o",
                "meta@content    | <meta content=/o>             | /o"
            })
    void attributesThatAreUrlsAreAbsolute(String selector, String body, String value) {
        Extraction asked = new Extraction(false, false, false, false, Pages.fields("f", selector), List.of());
        assertThat(Pages.part(Pages.extract(asked, Pages.html(body)), "fields")
                        .get("f")
                        .stringValue())
                .isEqualTo(value);
    }

    @Test
    void aTemplateIsNoPartOfThePage() {
        String html = "<body><h1>a</h1><main><template><h2>x</h2><a href=x>x</a><img src=x><script type="
                + "application/ld+json>{\"x\":1}</script><template><p>x</template></template><p>b</main>";
        Extraction asked = new Extraction(true, true, true, true, Pages.fields("f", "a, h2, p[]"), List.of());
        assertThat(Pages.extract(asked, Pages.html(html)).parts())
                .isEqualTo(Map.of(
                        "metadata", "{\"headings\":[{\"level\":1,\"text\":\"a\"}]}",
                        "text", "\"b\"",
                        "markdown", "\"b\"",
                        "links", "[]",
                        "fields", "{\"f\":[\"b\"]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "application/pdf  | %PDF-1.7                                                   | media-type",
                "application/json | {}                                                         | media-type",
                "null             | x                                                          | media-type",
                "text/plain       | x                                                          | null",
                "text/html        | <p>x                                                       | null",
                "text/html        | <div id=root></div><script src=/a.js></script>             | scripts",
                "text/html        | <div id=app></div><noscript>Turn it on</noscript><script type=module>a()</script>"
                        + "                                                                    | scripts",
                "text/html        | <div id=root>Wait</div><script src=/a.js></script>         | null",
                "text/html        | <img src=x><script src=/a.js></script>                     | null",
                "text/html        | <nav>x</nav><script src=/a.js></script>                    | null",
                "text/html        | <script type=application/ld+json>{}</script>               | null",
                "text/html        | <div id=root></div>                                        | null"
            })
    void aPageThatYieldsNothingSaysWhy(String mediaType, String body, String reason) {
        Extraction asked = new Extraction(true, true, false, false, Map.of(), List.of("a"));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HeldPage page = new HeldPage(Pages.URL, mediaType, null, null, bytes, bytes.length, false, Map.of("a", 1L));
        Extracted extracted = Pages.extract(asked, page);
        assertThat(Pages.part(extracted, "unavailable").path("reason").asString("null"))
                .isEqualTo(String.valueOf(reason));
        Extraction literals = new Extraction(false, false, false, false, Map.of(), List.of("a"));
        assertThat(Pages.extract(literals, page).parts()).containsOnlyKeys("patterns");
    }

    @Test
    void selectorsHaveAClock() {
        AtomicLong seconds = new AtomicLong();
        InstantSource clock = () -> Instant.ofEpochSecond(seconds.getAndIncrement());
        Extraction asked = new Extraction(false, false, false, false, Pages.fields("f", "p[]"), List.of("re:a"));
        Extracted extracted = new PageExtractor(asked, clock).extract(Pages.html("<p>a\n".repeat(20_000)));
        assertThat(extracted.truncated()).isTrue();
        assertThat(Pages.part(extracted, "fields").get("f")).hasSizeBetween(1, 20);
        assertThat(Pages.part(extracted, "patterns").get("re:a").longValue()).isBetween(1L, 100_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "re:[0-9]+          | 3",
                "re:<p>             | 1",
                "re:^<              | 2",
                "re:x*              | 0",
                "re:a\\s+b        | 0",
                "re:\u00e9         | 1",
                "a                  | 3",
                "b                  | 0"
            })
    void patternsAreCountedInTheSourceLineByLine(String pattern, long count) {
        Extraction asked = new Extraction(false, false, false, false, Map.of(), List.of(pattern));
        Extracted extracted = Pages.extract(asked, Pages.html("<p>1 22 a\nb\r\n<!-- 3 \u00e9 -->"));
        assertThat(Pages.part(extracted, "patterns").get(pattern).longValue()).isEqualTo(count);
        assertThat(extracted.truncated()).isFalse();
    }

    @Test
    void longLinesAreSearchedInPieces() {
        Extraction asked = new Extraction(false, false, false, false, Map.of(), List.of("re:ab"));
        Extracted extracted = Pages.extract(asked, Pages.html("ab".repeat(200_000)));
        assertThat(Pages.part(extracted, "patterns").get("re:ab").longValue()).isEqualTo(200_000);
    }

    @Test
    void literalsAloneNeedNoBody() {
        Extraction literals = new Extraction(false, false, false, false, Map.of(), List.of("a", "z"));
        assertThat(PageExtractor.needsBody(literals)).isFalse();
        assertThat(PageExtractor.needsBody(Extraction.NONE)).isFalse();
        assertThat(PageExtractor.needsBody(new Extraction(false, false, false, false, Map.of(), List.of("re:a"))))
                .isTrue();
        assertThat(PageExtractor.needsBody(new Extraction(true, false, false, false, Map.of(), List.of())))
                .isTrue();
        HeldPage page = new HeldPage(Pages.URL, "image/png", null, null, new byte[0], 0, false, Map.of("a", 7L));
        assertThat(Pages.extract(literals, page))
                .isEqualTo(new Extracted(Map.of("patterns", "{\"a\":7,\"z\":0}"), false));
    }

    @Test
    void bodiesWithoutMarkupHaveTextAndPatternsOnly() {
        assertThat(Pages.extract(Pages.EVERYTHING, Pages.held("text/plain", "a <b> 1\n"))
                        .parts())
                .isEqualTo(Map.of("text", "\"a <b> 1\\n\"", "patterns", "{\"re:[0-9]+\":1,\"a\":3}"));
        assertThat(Pages.extract(Pages.EVERYTHING, Pages.held("text/markdown", "# a"))
                        .parts())
                .containsOnlyKeys("text", "markdown", "patterns");
        assertThat(Pages.extract(Pages.EVERYTHING, Pages.held("application/pdf", "%PDF"))
                        .parts())
                .containsOnlyKeys("patterns", "unavailable");
        assertThat(Pages.extract(Pages.EVERYTHING, Pages.held("application/xhtml+xml", "<p>a</p>"))
                        .parts())
                .containsOnlyKeys("metadata", "text", "markdown", "links", "fields", "patterns");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8",
        "windows-1252, windows-1252",
        "UTF-16LE, UTF-16LE",
        "Shift_JIS, windows-31j",
        "x, UTF-8",
        ", UTF-8"
    })
    void bodiesAreDecodedAsTheScannerDid(String name, String charset) {
        byte[] bytes = "<p>\u00b1".getBytes(Charset.forName(charset));
        HeldPage page = new HeldPage(Pages.URL, "text/html", name, null, bytes, bytes.length, false, Map.of());
        assertThat(Pages.part(Pages.extract(Pages.EVERYTHING, page), "text").stringValue())
                .isEqualTo("\u00b1");
    }

    @Test
    void malformedBytesAreReplacedAndLoneSurrogatesToo() {
        byte[] bytes = {'<', 'p', '>', (byte) 0xED, (byte) 0xA0, (byte) 0x80, 'a', (byte) 0xFF};
        HeldPage page = new HeldPage(Pages.URL, "text/html", "UTF-8", null, bytes, bytes.length, false, Map.of());
        String text = Pages.extract(Pages.EVERYTHING, page).parts().get("text");
        assertThat(text).contains("a").contains("\uFFFD");
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
        assertThat(PartJson.encode(PartJson.string("\ud83d\ude00 \ud83d x \ude00")))
                .isEqualTo("\"\ud83d\ude00 \uFFFD x \uFFFD\"");
    }

    @Test
    void aPageHeldInPartIsTruncated() {
        byte[] bytes = "<p>a</p><p>b".getBytes(StandardCharsets.UTF_8);
        HeldPage page = new HeldPage(Pages.URL, "text/html", null, null, bytes, 8, true, Map.of());
        Extracted extracted = Pages.extract(Pages.EVERYTHING, page);
        assertThat(extracted.truncated()).isTrue();
        assertThat(Pages.part(extracted, "text").stringValue()).isEqualTo("a");
    }

    @Test
    void anExtractorThatFailsLeavesOutItsPartOnly() {
        Extractor broken = new Extractor() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public JsonNode extract(PageContent page) {
                return extract(page); // until the stack ends
            }
        };
        Extracted extracted = new PageExtractor(List.of(broken, new TextExtractor())).extract(Pages.html("<p>a"));
        assertThat(extracted.parts()).isEqualTo(Map.of("text", "\"a\""));
        assertThat(extracted.truncated()).isTrue();
    }

    @Test
    void reachedBoundsAreReported() {
        Extraction links = new Extraction(false, false, false, true, Map.of(), List.of());
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= ExtractLimits.LINKS_MAX; i++) {
            many.append("<a href=").append(i).append(">x</a>");
        }
        Extracted extracted = Pages.extract(links, Pages.html(many.toString()));
        assertThat(extracted.truncated()).isTrue();
        assertThat(Pages.part(extracted, "links")).hasSize(ExtractLimits.LINKS_MAX);

        Extraction text = new Extraction(false, true, false, false, Map.of(), List.of());
        Extracted longText =
                Pages.extract(text, Pages.html("<p>" + "\ud83d\ude00".repeat(ExtractLimits.TEXT_CHARS_MAX)));
        assertThat(longText.truncated()).isTrue();
        assertThat(Pages.part(longText, "text").stringValue()).hasSize(ExtractLimits.TEXT_CHARS_MAX);
    }

    @Test
    void listsEndWhereTheyWouldBeTooMuchTogether() {
        String[] fields = new String[100];
        for (int i = 0; i < 50; i++) {
            fields[2 * i] = "f" + i;
            fields[2 * i + 1] = i == 49 ? "title" : "p[]";
        }
        Extraction asked = new Extraction(false, false, false, false, Pages.fields(fields), List.of());
        Extracted extracted =
                Pages.extract(asked, Pages.html("<title>t</title>" + ("<p>" + "x".repeat(50_000)).repeat(100)));
        JsonNode found = Pages.part(extracted, "fields");
        assertThat(found.get("f0")).hasSize(ExtractLimits.PARTS_BYTES_MAX / 2 / 50_002);
        assertThat(found.get("f48")).isEmpty();
        assertThat(found.get("f49").stringValue()).as("what is small and fits").isEqualTo("t");
        assertThat(extracted.truncated()).isTrue();
    }

    @Test
    void noLongBaseMakesLinksTooMuchTogether() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < ExtractLimits.LINKS_MAX; i++) {
            body.append("<a href=").append(i).append(">x</a>");
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        HeldPage page = new HeldPage(
                Pages.URL, "text/html", null, "/" + "d".repeat(8_000) + "/", bytes, bytes.length, false, Map.of());
        Extraction asked = new Extraction(false, false, false, true, Map.of(), List.of());
        Extracted extracted = Pages.extract(asked, page);
        assertThat(Pages.part(extracted, "links")).hasSizeBetween(60, 66);
        assertThat(extracted.truncated()).isTrue();
    }

    @Test
    void theLargestPartsGoWhereAllAreTooMuch() {
        String wide = "\u4e2d".repeat(1_000_000);
        Extraction asked = new Extraction(true, true, true, false, Pages.fields("f", "p"), List.of());
        Extracted extracted = Pages.extract(asked, Pages.html("<title>t</title><p>" + wide));
        assertThat(extracted.parts().keySet()).hasSize(3).contains("metadata", "fields");
        assertThat(extracted.truncated()).isTrue();
    }
}
