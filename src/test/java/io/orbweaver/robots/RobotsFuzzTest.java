package io.orbweaver.robots;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Origin;
import io.orbweaver.url.UrlResolver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Fuzzed robots.txt. An input is text: a path, a line break, the file. */
class RobotsFuzzTest {

    private static final Origin ORIGIN = new Origin("https", "example.org", 443);
    private static final CanonicalUrl ROOT = CanonicalUrl.ofCanonical("https://example.org/");

    @DictionaryEntries({
        "User-agent: *\\x0A",
        "user-agent: orbweaver\\x0A",
        "\\x0ADisallow: /",
        "\\x0AAllow: /",
        "\\x0ACrawl-delay: 1.5",
        "\\x0ASitemap: ",
        "*",
        "$",
        "%2F",
        "%41",
        "#"
    })
    @FuzzTest(maxDuration = "3m")
    void decisionsFollowFromTheLines(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int line = text.indexOf('\n');
        CanonicalUrl url = UrlResolver.resolve(ROOT, "/" + (line < 0 ? text : text.substring(0, line)))
                .urlOrNull();
        CanonicalUrl asked = url == null || !url.origin().equals(ORIGIN) ? ROOT : url;
        String file = text.substring(line + 1);

        RobotsRules rules = parse(file);
        assertThat(rules.allows(CanonicalUrl.ofCanonical("https://example.org/robots.txt")))
                .isTrue();
        assertThat(rules.crawlDelay()).isBetween(Duration.ZERO, RobotsRules.CRAWL_DELAY_MAX);
        assertThat(rules.sitemaps())
                .hasSizeLessThanOrEqualTo(RobotsRules.SITEMAPS_MAX)
                .doesNotHaveDuplicates();
        assertThat(rules.weight()).isNotNegative();
        lineEndsMakeNoDifference(file, asked);
        theLongestMatchDecides(file, asked);
    }

    private static RobotsRules parse(String file) {
        return RobotsRules.parse(ORIGIN, file.getBytes(StandardCharsets.UTF_8), "Orbweaver");
    }

    private static String told(RobotsRules rules, CanonicalUrl url) {
        return rules.group() + rules.decide(url) + rules.crawlDelay() + rules.sitemaps() + rules.weight();
    }

    private static void lineEndsMakeNoDifference(String file, CanonicalUrl url) {
        String told = told(parse(file), url);
        String plain = file.replace('\r', '\n');
        for (String end : List.of("\n", "\r", "\r\n", "\n\n")) {
            assertThat(told(parse(plain.replace("\n", end)), url)).isEqualTo(told);
        }
    }

    private static void theLongestMatchDecides(String file, CanonicalUrl url) {
        List<String> lines = new ArrayList<>(file.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).matches("\\s*(dis)?allow\\s*:.*"))
                .limit(40)
                .toList());
        // in no signature here: a record with annotated components that the runner loads early is not
        // instrumented well
        String expected = "";
        boolean allowed = true;
        for (String line : lines) {
            RobotsRules.Decision one = parse("User-agent: *\n" + line).decide(url);
            String rule = one.rule() == null ? "" : pattern(one.rule());
            if (rule.length() > expected.length() || rule.length() == expected.length() && one.allowed()) {
                expected = rule;
                allowed = one.allowed();
            }
        }
        RobotsRules.Decision all =
                parse("User-agent: *\n" + String.join("\n", lines)).decide(url);
        assertThat(all.allowed()).isEqualTo(allowed);
        assertThat(all.rule() == null ? "" : pattern(all.rule())).hasSameSizeAs(expected);
        Collections.reverse(lines);
        assertThat(parse("User-agent: *\n" + String.join("\n", lines)).decide(url))
                .isEqualTo(all);
    }

    private static String pattern(String rule) {
        return rule.substring(rule.indexOf(' ') + 1);
    }
}
