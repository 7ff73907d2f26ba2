package io.orbweaver.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What a page says of itself. */
class MetadataTest {

    private static final String LD = "<script type=\"application/ld+json\">";

    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of("", "{}"),
                Arguments.of("<title> A &amp;\n B </title>", "{'title':'A & B'}"),
                Arguments.of("<svg><title>x</title></svg><title>A</title>", "{'title':'A'}"),
                Arguments.of("<meta property=og:title content=A>", "{'title':'A','openGraph':{'title':'A'}}"),
                Arguments.of("<meta name=Description content=' a  b '>", "{'description':'a b'}"),
                Arguments.of("<html lang=en-GB>", "{'language':'en-GB'}"),
                Arguments.of("<html xml:lang=de>", "{'language':'de'}"),
                Arguments.of("<meta http-equiv=content-language content=fr>", "{'language':'fr'}"),
                Arguments.of(
                        "<meta property=og:locale content=pt_BR>",
                        "{'language':'pt-BR','openGraph':{'locale':'pt_BR'}}"),
                Arguments.of("<html lang='<x>'>", "{}"),
                Arguments.of("<link rel='nofollow Canonical' href='../x?y#z'>", "{'canonical':'http://a.test/x?y'}"),
                Arguments.of("<link rel=canonical href='ftp://x/'>", "{}"),
                Arguments.of(
                        "<meta property=og:image content=/a.png><meta property=og:image content=b.png>"
                                + "<meta name=og:image:width content=3><meta property=og:url content=//b.test>",
                        "{'openGraph':{'image':['http://a.test/a.png','http://a.test/docs/b.png'],'image:width':'3',"
                                + "'url':'http://b.test/'}}"),
                Arguments.of(
                        "<meta property=article:author content=A><meta property=fb:app_id content=1>",
                        "{'openGraph':{'article:author':'A'}}"),
                Arguments.of(
                        "<meta name=twitter:card content=summary><meta property=twitter:image content=i>",
                        "{'twitter':{'card':'summary','image':'http://a.test/docs/i'}}"),
                Arguments.of(
                        "<h1>a <b>b</b><a class=headerlink href=#x>¶</a></h1><h4>x</h4><h3>c<br>d</h3><h2></h2>",
                        "{'headings':[{'level':1,'text':'a b'},{'level':3,'text':'c d'}]}"),
                Arguments.of(
                        LD + "{'@type':'A','b':[1,2.5,null]}</script>", "{'jsonLd':[{'@type':'A','b':[1,2.5,null]}]}"),
                Arguments.of(LD + "<!-- [{'a':1}] --></script>", "{'jsonLd':[[{'a':1}]]}"),
                Arguments.of(LD + "\n//<![CDATA[\n{'a':1}\n//]]>\n</script>", "{'jsonLd':[{'a':1}]}"),
                Arguments.of(LD + "/*<![CDATA[*/ {'a':2} /*]]>*/</script>", "{'jsonLd':[{'a':2}]}"),
                Arguments.of(LD + "<![CDATA[{'a':']]>'}]]></script>", "{'jsonLd':[{'a':']]>'}]}"),
                Arguments.of(LD + "{'a':'<![CDATA[b]]>'}</script>", "{'jsonLd':[{'a':'<![CDATA[b]]>'}]}"),
                Arguments.of(LD + "{'a':'b\nc'};</script>", "{'jsonLd':[{'a':'b\\nc'}]}"),
                Arguments.of(LD + "{'a':</script>" + LD + "7</script>" + LD + "{}</script>", "{'jsonLd':[{}]}"),
                Arguments.of(LD + "{'a':'\\ud800'}</script>", "{'jsonLd':[{'a':'\uFFFD'}]}"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void onlyStatedMetadataAreExtracted(String page, String metadata) {
        assertThat(Pages.part(page.contains("ld+json") ? page.replace('\'', '"') : page, "metadata"))
                .isEqualTo(Pages.json(metadata.replace('\'', '"')));
    }

    static Stream<Arguments> times() {
        return Stream.of(
                Arguments.of(
                        "<meta property=article:published_time content=2024-01-02T03:04:05+01:00>" + LD
                                + "{\"datePublished\":\"2023-01-01\"}</script>",
                        "2024-01-02T02:04:05Z"),
                Arguments.of(
                        LD + "{\"@graph\":[{\"a\":1},{\"datePublished\":\"2023-01-01\"}]}</script><meta name=date"
                                + " content=2022-01-01>",
                        "2023-01-01"),
                Arguments.of("<span itemprop=datePublished content=2024-05-06>x</span>", "2024-05-06"),
                Arguments.of("<meta name=DC.date.issued content=2024-05-06>", "2024-05-06"),
                Arguments.of(
                        "<meta name=date content=soon><time datetime=2020-01-01>x</time><article><time"
                                + " datetime=2024-05-06>x</time></article>",
                        "2024-05-06"),
                Arguments.of(
                        "<time datetime=2020-01-01>x</time><time pubdate datetime=2024-05-06>x</time>", "2024-05-06"),
                Arguments.of("<time datetime=P3D>x</time>", null));
    }

    @ParameterizedTest
    @MethodSource("times")
    void aPublicationIsFoundInTheDocumentedOrder(String page, String time) {
        JsonNode published = Pages.part(page, "metadata").path("publishedAt");
        assertThat(published.asString(null)).isEqualTo(time);
    }

    @Test
    void aModificationIsFound() {
        assertThat(Pages.part("<meta http-equiv=last-modified content='Tue, 02 Jan 2024 03:04:05 GMT'>", "metadata")
                        .get("modifiedAt")
                        .stringValue())
                .isEqualTo("2024-01-02T03:04:05Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-01-02T03:04:05Z          | 2024-01-02T03:04:05Z",
                "2024-01-02T03:04:05.678Z      | 2024-01-02T03:04:05.678Z",
                "2024-01-02T03:04:05+0100      | 2024-01-02T02:04:05Z",
                "2024-01-02T03:04:05+01        | 2024-01-02T02:04:05Z",
                "2024-01-02T03:04+01:00        | 2024-01-02T02:04:00Z",
                "2024-01-02 03:04:05           | 2024-01-02T03:04:05",
                "2024-01-02 03:04:05 +0100     | 2024-01-02T02:04:05Z",
                "2024-01-02T03:04:05           | 2024-01-02T03:04:05",
                "2024-01-02T03:04:05.123456    | 2024-01-02T03:04:05.123456",
                "2024-01-02                    | 2024-01-02",
                "20240102                      | 2024-01-02",
                "2024/01/02                    | 2024-01-02",
                "Tue, 2 Jan 2024 03:04:05 GMT  | 2024-01-02T03:04:05Z",
                "2024-01-02T03:04:05+01:00[Europe/Berlin] | 2024-01-02T02:04:05Z",
                "2024-13-02                    | ",
                "yesterday                     | ",
                "2 January 2024                | ",
                "+999999999-01-01T00:00:00Z    | +999999999-01-01T00:00:00Z"
            })
    void timesAreWrittenAsIso8601(String written, String iso) {
        assertThat(PageDates.normalised(written)).isEqualTo(iso);
    }
}
