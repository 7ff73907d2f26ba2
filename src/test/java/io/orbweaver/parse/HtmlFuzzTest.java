package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.orbweaver.job.spec.LinkSource;
import io.orbweaver.parse.encoding.WebEncoding;
import io.orbweaver.parse.mime.MimeSniffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fuzzed bodies. An input is a first line, of a Content-Type or of patterns, and the body. */
class HtmlFuzzTest {

    private static final ScanLimits TIGHT = new ScanLimits(20, 64, 500, 20);

    /** The tight limits' and, of fixed length, what the title, the token and the sniffed bytes may take. */
    private static final int HELD_MAX = 500 + 20 * 8 * 2 + 20 * 64 + MimeSniffer.HEAD_MAX + 2_048;

    private static final List<String> PATTERNS = List.of("a", "<a", "=''", "><", "aa");

    @DictionaryEntries({
        "<a href=",
        "<title>",
        "</title>",
        "<base href=",
        "<meta charset=",
        "<meta http-equiv=refresh content='0;url=",
        "<meta name=robots content=",
        "<link rel=canonical href=",
        "<img srcset='a 1x,b 2x'",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<svg>",
        "<math>",
        "<template>",
        "&amp;",
        "&#x41;",
        "<?xml version='1.0' encoding='",
        "\\x1B$B"
    })
    @FuzzTest(maxDuration = "3m")
    void howABodyIsCutMakesNoDifference(byte[] input) {
        int line = firstLine(input);
        String type = line == 0 ? null : new String(input, 0, line, StandardCharsets.ISO_8859_1);
        byte[] body = Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length);

        for (ScanLimits limits : List.of(ScanLimits.DEFAULT, TIGHT)) {
            String whole = read(body, type, limits, body.length + 1);
            for (int chunk : new int[] {1, 2, 7, 1_444}) {
                assertThat(read(body, type, limits, chunk))
                        .as("in chunks of %d", chunk)
                        .isEqualTo(whole);
            }
        }
        laterInputRemovesNoLink(body);
    }

    private static int firstLine(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        return end;
    }

    private static String read(byte[] bytes, String type, ScanLimits limits, int chunk) {
        PageScanner scanner = new PageScanner(limits, "orbweaver", type, EnumSet.allOf(LinkSource.class), PATTERNS);
        for (int from = 0; from < bytes.length; from += chunk) {
            scanner.accept(bytes, from, Math.min(chunk, bytes.length - from));
            if (limits == TIGHT) {
                assertThat(scanner.held()).isLessThan(HELD_MAX);
            }
        }
        scanner.complete();
        ScannedPage page = scanner.page();
        if (page != null) {
            assertThat(page.charset().canEncode()).isTrue();
            assertThat(page.links()).hasSizeLessThanOrEqualTo(limits.linksMax());
            assertThat(page.title() == null ? 0 : page.title().length()).isLessThanOrEqualTo(limits.titleCharsMax());
        }
        assertThat(scanner.mediaType()).isNotNull();
        return scanner.mediaType() + page + scanner.patternCounts();
    }

    private static void laterInputRemovesNoLink(byte[] body) {
        if (body.length < 8) {
            return; // a byte order mark in halves is another encoding
        }
        List<ScannedPage.Link> links = Scans.scan(body, "utf-8").links();
        List<ScannedPage.Link> before =
                Scans.scan(Arrays.copyOf(body, body.length / 2), "utf-8").links();
        assertThat(links).hasSizeGreaterThanOrEqualTo(before.size());
        assertThat(links.subList(0, before.size())).isEqualTo(before);
    }

    @FuzzTest(maxDuration = "1m")
    void patternsAreCountedAsOneWouldByHand(byte[] input) {
        int line = firstLine(input);
        List<String> patterns = Arrays.stream(new String(input, 0, line, StandardCharsets.ISO_8859_1).split(" "))
                .filter(pattern -> !pattern.isEmpty())
                .toList();
        String text = new String(
                input, Math.min(line + 1, input.length), Math.max(0, input.length - line - 1), StandardCharsets.UTF_8);
        Map<String, Long> expected = new LinkedHashMap<>();
        for (String pattern : patterns) {
            long count = 0;
            for (int at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + pattern.length())) {
                count++;
            }
            expected.put(pattern, count);
        }
        for (int chunk : new int[] {1, 3, text.length() + 1}) {
            PatternCounter counter = new PatternCounter(patterns);
            for (int at = 0; at < text.length(); at += chunk) {
                char[] part =
                        text.substring(at, Math.min(text.length(), at + chunk)).toCharArray();
                counter.characters(part, part.length);
            }
            assertThat(counter.counts(WebEncoding.UTF_8)).isEqualTo(expected);
        }
    }
}
