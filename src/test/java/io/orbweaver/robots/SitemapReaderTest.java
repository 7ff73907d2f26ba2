package io.orbweaver.robots;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sitemaps by the protocol (sitemaps.org), RSS, Atom and text, and what is none. */
class SitemapReaderTest {

    private static final String NS = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'";

    /**
     * What a reader told: {@code s:} before a sitemap, {@code …} for one that was left out, {@code !} at the end of a
     * damaged one.
     */
    private static List<String> read(String content, int chunk) {
        return read(content.getBytes(StandardCharsets.UTF_8), chunk);
    }

    private static List<String> read(byte[] content, int chunk) {
        List<String> told = new ArrayList<>();
        SitemapReader reader = new SitemapReader(new SitemapReader.Entries() {
            @Override
            public void omitted() {
                told.add("…");
            }

            @Override
            public void page(String url) {
                told.add(url);
            }

            @Override
            public void sitemap(String url) {
                told.add("s:" + url);
            }
        });
        byte[] reused = new byte[chunk];
        for (int at = 0; at < content.length; at += chunk) {
            int length = Math.min(chunk, content.length - at);
            System.arraycopy(content, at, reused, 0, length);
            reader.accept(reused, 0, length);
        }
        reader.complete();
        if (reader.isDamaged()) {
            told.add("!");
        }
        return told;
    }

    private static List<String> read(String content) {
        List<String> whole = read(content, Math.max(1, content.length() * 3));
        assertThat(read(content, 1)).as("byte by byte").isEqualTo(whole);
        assertThat(read(content, 7)).as("in sevens").isEqualTo(whole);
        return whole;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "protocol 0.9           | <urlset NS><url><loc>http://a.test/1</loc></url></urlset> | http://a.test/1",
                "no namespace           | <urlset><url><loc>http://a.test/1</loc></url></urlset>    | http://a.test/1",
                "Google's namespace     | <urlset xmlns='http://www.google.com/schemas/sitemap/0.84'><url>"
                        + "<loc>http://a.test/1</loc></url></urlset>                               | http://a.test/1",
                "a prefix               | <s:urlset xmlns:s='u:x'><s:url><s:loc>http://a.test/1</s:loc></s:url>"
                        + "</s:urlset>                                                             | http://a.test/1",
                "white space            | <urlset NS> <url> <loc>   http://a.test/1   </loc></url></urlset>"
                        + "                                                                        | http://a.test/1",
                "white space no eye sees | <urlset NS><url><loc>&#xA0;&#xFEFF;http://a.test/1&#x2007;&#xA0;</loc></url>"
                        + "</urlset> | http://a.test/1",
                "a guid alone           | <rss><channel><item><guid> http://a.test/1</guid></item></channel></rss>"
                        + " | http://a.test/1",
                "a guid before a link   | <rss><channel><item><guid>http://a.test/2</guid><link>http://a.test/1</link>"
                        + "</item></channel></rss> | http://a.test/1",
                "guids that are names   | <rss><channel><item><guid isPermaLink='false'>http://a.test/2</guid></item>"
                        + "<item><guid>17</guid></item><item><link>http://a.test/1</link></item></channel></rss>"
                        + " | http://a.test/1",
                "a base of an entry     | <feed><entry xml:base='http://a.test/d/'><link href='1'/></entry></feed>"
                        + " | http://a.test/d/1",
                "bases in each other    | <feed xml:base='http://a.test/d/x'><entry xml:base='e/'>"
                        + "<link xml:base='../f/'"
                        + " href='1?a'/></entry></feed> | http://a.test/d/e/../f/1?a",
                "a base of a channel    | <rss xml:base='/d/'><channel><item><link>1</link></item></channel></rss>"
                        + " | /d/1",
                "an alternate by its URI | <feed><entry><link rel='http://www.iana.org/assignments/relation/alternate'"
                        + " href='http://a.test/1'/></entry></feed> | http://a.test/1",
                "entity escaping        | <urlset NS><url><loc>http://a.test/?a=1&amp;b=&#50;</loc></url></urlset>"
                        + " | http://a.test/?a=1&b=2",
                "CDATA                  | <urlset NS><url><loc><![CDATA[http://a.test/?a&b]]></loc></url></urlset>"
                        + " | http://a.test/?a&b",
                "a comment inside       | <urlset NS><url><loc>http://a.te<!-- x -->st/1</loc></url></urlset>"
                        + "                                                                        | http://a.test/1",
                "other elements         | <urlset NS><url><priority>1</priority><loc>http://a.test/1</loc>"
                        + "<lastmod>2026</lastmod></url></urlset>                                  | http://a.test/1",
                "an image's loc is none | <urlset NS xmlns:i='u:i'><url><i:image><i:loc>http://a.test/i</i:loc>"
                        + "</i:image><loc>http://a.test/1</loc></url></urlset>                     | http://a.test/1",
                "a foreign loc is none  | <urlset NS xmlns:i='u:i'><url><i:loc>http://a.test/i</i:loc>"
                        + "<loc>http://a.test/1</loc></url></urlset>                               | http://a.test/1",
                "loc outside url        | <urlset NS><loc>http://a.test/x</loc><url><loc>http://a.test/1</loc></url>"
                        + "</urlset>                                                               | http://a.test/1",
                "the first loc counts   | <urlset NS><url><loc>http://a.test/1</loc><loc>http://a.test/2</loc></url>"
                        + "</urlset>                                                               | http://a.test/1",
                "empty loc              | <urlset NS><url><loc> </loc></url><url><loc>http://a.test/1</loc></url>"
                        + "</urlset>                                                               | http://a.test/1",
                "an index               | <sitemapindex NS><sitemap><loc>http://a.test/s1.xml</loc></sitemap>"
                        + "</sitemapindex> | s:http://a.test/s1.xml",
                "an index lists no url  | <sitemapindex NS><url><loc>http://a.test/1</loc></url></sitemapindex> | ''",
                "RSS 2.0                | <rss version='2.0'><channel><link>http://a.test/</link><item><title>t</title>"
                        + "<link>http://a.test/1</link></item></channel></rss>                     | http://a.test/1",
                "RSS with atom:link     | <rss xmlns:atom='u:a'><channel><item><atom:link href='http://a.test/x'/>"
                        + "<link>http://a.test/1</link></item></channel></rss>                     | http://a.test/1",
                "RSS 1.0                | <r:RDF xmlns:r='u:r' xmlns='u:s'><channel/><item><link>http://a.test/1</link>"
                        + "</item></r:RDF>                                                         | http://a.test/1",
                "Atom | <feed xmlns='http://www.w3.org/2005/Atom'><link href='http://a.test/'/><entry>"
                        + "<link href='http://a.test/1'/></entry></feed>                           | http://a.test/1",
                "Atom, rel=alternate    | <feed xmlns='u:a'><entry><link rel='self' href='http://a.test/x'/>"
                        + "<link rel='alternate' href='http://a.test/1'/></entry></feed>           | http://a.test/1",
                "XML declaration        | <?xml version='1.0' encoding='UTF-8'?><urlset NS><url>"
                        + "<loc>http://a.test/1</loc></url></urlset>                               | http://a.test/1",
                "a document type        | <!DOCTYPE urlset SYSTEM 'http://evil.test/x.dtd'><urlset NS><url>"
                        + "<loc>http://a.test/1</loc></url></urlset>                               | http://a.test/1",
                "text                   | http://a.test/1                                          | http://a.test/1"
            })
    void aSitemapIsReadByItsFormat(String name, String content, String expected) {
        List<String> told = read(content.replace("NS", NS));
        assertThat(told).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.test/1\nhttp://a.test/\u043a",
                "<urlset><url><loc>http://a.test/1</loc></url><url><loc>http://a.test/\u043a</loc></url></urlset>",
                "<?xml version='1.0' encoding='UTF-16'?>\n<urlset><url><loc>http://a.test/1</loc></url><url><loc>"
                        + "http://a.test/\u043a</loc></url></urlset>"
            })
    void aSitemapWithTheMarkOfUtf16IsReadAsThat(String content) {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] bytes = ("\uFEFF" + content).getBytes(charset);
            for (int chunk : List.of(1, 7, bytes.length)) {
                assertThat(read(bytes, chunk)).containsExactly("http://a.test/1", "http://a.test/\u043a");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", " \n\t", "\uFEFF\r\n"})
    void aByteOrderMarkAndWhiteSpaceMayComeFirst(String before) {
        assertThat(read(before + "<urlset><url><loc>http://a.test/1</loc></url></urlset>"))
                .containsExactly("http://a.test/1");
        assertThat(read(before + "http://a.test/1\nhttp://a.test/2"))
                .containsExactly("http://a.test/1", "http://a.test/2");
    }

    @Test
    void textHasAUrlInEachLine() {
        assertThat(read("http://a.test/1\r\n\r\n  http://a.test/2  \nhttp://a.test/3\rhttp://a.test/4"))
                .containsExactly("http://a.test/1", "http://a.test/2", "http://a.test/3", "http://a.test/4");
    }

    @Test
    void linesThatAreNoFullUrlsAreLeftOut() {
        assertThat(read("# a comment\n/relative\nHTTPS://a.test/1\nftp://a.test/"))
                .containsExactly("HTTPS://a.test/1");
        assertThat(read("{\"error\":\n\"please log in\"}")).containsExactly("!");
        assertThat(read("\u0089PNG\n\u001a\n")).containsExactly("!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><body><a href=x>404</a>",
                "<html/>",
                "<urlset",
                "<urlset><url></urlset>",
                "<x:urlset><url/></x:urlset>",
                "<",
                "<<<<",
                "<\u0000>"
            })
    void otherContentIsDamagedAndThrowsNothing(String content) {
        assertThat(read(content)).endsWith("!");
    }

    @Test
    void entriesBeforeADamageCount() {
        assertThat(read("<urlset><url><loc>http://a.test/1</loc></url>"
                        + "<url><loc>http://a.test/?a&b</loc></url></urlset>"))
                .containsExactly("http://a.test/1", "!");
    }

    @Test
    void anUndeclaredEntityMakesItsUrlUnusable() {
        assertThat(read("<urlset><url><loc>http://a.test/&nbsp;x</loc></url>"
                        + "<url><loc>http://a.test/1</loc></url></urlset>"))
                .containsExactly("http://a.test/1");
    }

    @Test
    void noEntityIsExpandedAndNothingOutsideIsAskedFor() {
        String bomb = "<!DOCTYPE urlset [<!ENTITY a 'http://a.test/'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
                + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                + "<urlset><url><loc>http://a.test/1</loc></url><url><loc>%s</loc></url></urlset>";
        for (String entity : List.of("&c;", "&x;", "&a;")) {
            assertThat(read(String.format(bomb, entity)))
                    .as(entity)
                    .allMatch(told -> told.equals("http://a.test/1") || told.equals("!"));
        }
    }

    @Test
    void fiftyThousandEntriesAreReadAndNoMore() {
        String many = IntStream.range(0, SitemapReader.ENTRIES_MAX + 10)
                .mapToObj(i -> "<url><loc>http://a.test/" + i + "</loc></url>")
                .collect(Collectors.joining("", "<urlset>", "</urlset>"));
        List<String> told = read(many.getBytes(StandardCharsets.US_ASCII), 16_384);
        assertThat(told).hasSize(SitemapReader.ENTRIES_MAX + 10);
        assertThat(told.subList(SitemapReader.ENTRIES_MAX, told.size())).containsOnly("…");
        assertThat(told.get(SitemapReader.ENTRIES_MAX - 1))
                .isEqualTo("http://a.test/" + (SitemapReader.ENTRIES_MAX - 1));
    }

    @Test
    void contentMadeToFillTheMemoryIsDamaged() {
        String deep = "<urlset>" + "<a>".repeat(1_000_000);
        String wide = "<urlset " + "a".repeat(4 << 20) + "='x'>";
        String comment = "<urlset><!--" + "x".repeat(4 << 20);
        String attribute = "<urlset a='" + "x".repeat(4 << 20) + "'/>";
        for (String hostile : List.of(deep, wide, comment, attribute)) {
            assertThat(read(hostile.getBytes(StandardCharsets.US_ASCII), 16_384))
                    .containsExactly("!");
        }
        String longUrl = "<urlset><url><loc>http://a.test/" + "x".repeat(1 << 20) + "</loc></url></urlset>";
        assertThat(read(longUrl.getBytes(StandardCharsets.US_ASCII), 16_384)).containsExactly("…");
        String longLine = "http://a.test/" + "x".repeat(1 << 20) + "\nhttp://a.test/1";
        assertThat(read(longLine.getBytes(StandardCharsets.US_ASCII), 16_384)).containsExactly("…", "http://a.test/1");
    }

    @Test
    void noBytesMakeItThrow() {
        Random random = new Random(7);
        String[] parts = {
            "<urlset>",
            "<url>",
            "<loc>",
            "</loc>",
            "</url>",
            "</urlset>",
            "<sitemapindex>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?xml ?>",
            "<!DOCTYPE",
            "[",
            "&amp;",
            "&#0;",
            "&x;",
            "'",
            "\"",
            "<",
            ">",
            "http://a.test/",
            "\u0000",
            "\ud800",
            "xmlns:a='b'",
            "<a:b",
            "/>",
            "\n",
            " "
        };
        for (int i = 0; i < 3_000; i++) {
            String soup = random.ints(random.nextInt(30), 0, parts.length)
                    .mapToObj(part -> parts[part])
                    .collect(Collectors.joining());
            byte[] bytes = soup.getBytes(StandardCharsets.UTF_8);
            assertThat(read(bytes, 1 + random.nextInt(9))).as(soup).isEqualTo(read(bytes, 1 << 16));
        }
        byte[] noise = new byte[1_000];
        for (int i = 0; i < 1_000; i++) {
            random.nextBytes(noise);
            noise[0] = '<';
            read(noise, 64);
        }
    }
}
