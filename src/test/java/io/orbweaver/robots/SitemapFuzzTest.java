package io.orbweaver.robots;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Fuzzed sitemaps. An input is a sitemap, in which a byte 1 stands for many spaces and a byte 2 for many letters. */
class SitemapFuzzTest {

    private static final int MANY = 4_200;

    @DictionaryEntries({
        "<urlset>",
        "<url><loc>",
        "</loc></url>",
        "</urlset>",
        "<sitemapindex><sitemap><loc>",
        "<rss><channel><item><link>",
        "<feed><entry><link href='",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?",
        "<!DOCTYPE ",
        "&amp;",
        "&#x41;",
        " xmlns='",
        "xmlns:s='u'",
        "http://a.test/",
        "\\x01",
        "\\x02"
    })
    @FuzzTest(maxDuration = "3m")
    void howItIsCutMakesNoDifference(byte[] input) {
        byte[] sitemap = amplified(input);
        List<String> whole = read(sitemap, sitemap.length + 1);
        for (int chunk : new int[] {1, 7, 4_096}) {
            assertThat(read(sitemap, chunk)).as("in chunks of %d", chunk).isEqualTo(whole);
        }
    }

    private static byte[] amplified(byte[] input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte next : input) {
            if (next == 1 || next == 2) {
                String many = (next == 1 ? " " : "x").repeat(out.size() < 16 * MANY ? MANY : 1);
                out.writeBytes(many.getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(next);
            }
        }
        return out.toByteArray();
    }

    private static List<String> read(byte[] content, int chunk) {
        List<String> told = new ArrayList<>();
        SitemapReader reader = new SitemapReader(new SitemapReader.Entries() {
            @Override
            public void omitted() {}

            @Override
            public void page(String url) {
                told.add(checked(url));
            }

            @Override
            public void sitemap(String url) {
                told.add("s:" + checked(url));
            }
        });
        for (int at = 0; at < content.length; at += chunk) {
            reader.accept(content, at, Math.min(chunk, content.length - at));
        }
        reader.complete();
        told.add(String.valueOf(reader.isDamaged()));
        return told;
    }

    private static String checked(String url) {
        assertThat(url).isNotEmpty().isEqualTo(url.strip()).hasSizeLessThanOrEqualTo(SitemapReader.URL_CHARS_MAX);
        return url;
    }
}
