package io.orbweaver.robots;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Tries;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Origin;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9309, section by section, and what the web does besides. */
class RobotsRulesTest {

    private static final Origin ORIGIN = new Origin("https", "example.org", 443);

    private static RobotsRules rules(String... lines) {
        return rules(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static RobotsRules rules(byte[] content) {
        return RobotsRules.parse(ORIGIN, content, "Orbweaver");
    }

    private static boolean allows(RobotsRules rules, String pathAndQuery) {
        return rules.allows(CanonicalUrl.ofCanonical("https://example.org" + pathAndQuery));
    }

    // §2.2.1 The User-Agent line

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User-agent: orbweaver",
                "USER-AGENT:ORBWEAVER",
                "user-agent : Orbweaver ",
                "\tUser-agent:\tOrbweaver\t# us",
                "User-agent: Orbweaver/1.0",
                "useragent: orbweaver"
            })
    void ourGroupIsFoundWhateverItsCase(String agent) {
        assertThat(allows(rules(agent, "Disallow: /a"), "/a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orbweaver-news",
                "orb",
                "orbweaver_x",
                "theorbweaver",
                "Mozilla orbweaver",
                "",
                "x*",
                "*x",
                "orbweaverbot"
            })
    void anotherProductsGroupIsIgnored(String token) {
        assertThat(allows(rules("User-agent: " + token, "Disallow: /"), "/a")).isTrue();
    }

    @Test
    void ourGroupCountsAndTheOneForAllDoesNotThen() {
        RobotsRules rules = rules("User-agent: *", "Disallow: /", "", "User-agent: orbweaver", "Disallow: /a");

        assertThat(allows(rules, "/a")).isFalse();
        assertThat(allows(rules, "/b")).isTrue();
    }

    @Test
    void anEmptyRuleForThisCrawlerAllowsAllWhateverOthersAreDenied() {
        assertThat(allows(rules("User-agent: orbweaver", "", "User-agent: x", "Disallow: /"), "/a"))
                .isFalse();
        assertThat(allows(rules("User-agent: orbweaver", "Disallow:", "User-agent: *", "Disallow: /"), "/a"))
                .isTrue();
    }

    @Test
    void groupsOfTheSameTokenAreOne() {
        RobotsRules rules = rules(
                "User-agent: orbweaver",
                "Disallow: /a",
                "User-agent: x",
                "Disallow: /",
                "User-agent: orbweaver",
                "Disallow: /b");

        assertThat(allows(rules, "/a")).isFalse();
        assertThat(allows(rules, "/b")).isFalse();
        assertThat(allows(rules, "/c")).isTrue();
    }

    @Test
    void groupsForAllAreOneToo() {
        RobotsRules rules = rules("User-agent: *", "Disallow: /a", "User-agent: *", "Disallow: /b");

        assertThat(allows(rules, "/a")).isFalse();
        assertThat(allows(rules, "/b")).isFalse();
    }

    @Test
    void agentLinesInARowShareTheRulesThatFollow() {
        RobotsRules rules =
                rules("User-agent: x", "", "# and", "User-agent: orbweaver", "User-agent: y", "Disallow: /a");

        assertThat(allows(rules, "/a")).isFalse();
    }

    @Test
    void aGroupForThisCrawlerAndForAllApplies() {
        assertThat(allows(rules("User-agent: *", "User-agent: orbweaver", "Disallow: /a"), "/a"))
                .isFalse();
    }

    @Test
    void rulesBeforeAnyGroupAreIgnored() {
        assertThat(allows(rules("Disallow: /", "User-agent: *", "Disallow: /a"), "/b"))
                .isTrue();
    }

    @Test
    void otherRecordsDoNotEndAListOfAgents() {
        RobotsRules rules =
                rules("User-agent: orbweaver", "Sitemap: https://example.org/s.xml", "User-agent: x", "Disallow: /a");

        assertThat(allows(rules, "/a")).isFalse();
    }

    // §2.2.2 The Allow and Disallow lines

    @ParameterizedTest
    @CsvSource({
        "/example/page, /example/page/disallowed.gif, /example/page/disallowed.gif, false",
        "/example/page, /example/page/disallowed.gif, /example/page/x, true",
        "/p, /, /page, true",
        "/folder, /folder, /folder/page, true",
        "/page, /*.htm, /page.htm, false",
        "/page, /*.ph, /page.php5, true",
        "/$, /, /, true",
        "/$, /, /page.htm, false"
    })
    void theLongestMatchDecidesAndAllowWinsATie(String allow, String disallow, String path, boolean allowed) {
        assertThat(allows(rules("User-agent: *", "Allow: " + allow, "Disallow: " + disallow), path))
                .isEqualTo(allowed);
        assertThat(allows(rules("User-agent: *", "Disallow: " + disallow, "Allow: " + allow), path))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        // pattern, path, whether it matches
        "/, /, true",
        "/fish, /fish, true",
        "/fish, /fish.html, true",
        "/fish, /Fish, false",
        "/fish, /catfish, false",
        "/fish*, /fishheads/yummy.html, true",
        "/fish/, /fish, false",
        "/fish/, /fish/?id=1, true",
        "/*.php, /folder/any.php.file.html, true",
        "/*.php, /, false",
        "/*.php$, /filename.php, true",
        "/*.php$, /filename.php?x, false",
        "/*.php$, /a.php.php, true",
        "/*.php$, /a.php/b.php, true",
        "/fish*.php, /fishheads/cat.php?p, true",
        "/fish*.php, /Fish.PHP, false",
        "/a*b*c, /aXbXXc/d, true",
        "/a*b*c, /aXcXb, false",
        "/a**b, /ab, true",
        "*, /anything, true",
        "*.gif$, /x/y.gif, true",
        "/a*a$, /a, false",
        "/a*a$, /aa, true",
        "/*, /, true",
        "/*$, /x, true",
        "/x$y, /x$y, true",
        "/x$y, /x, false",
        "/?q=, /?q=1, true",
        "private, /private, false"
    })
    void aPatternMatchesFromTheStartOfThePath(String pattern, String path, boolean matches) {
        assertThat(allows(rules("User-agent: *", "Disallow: " + pattern), path)).isEqualTo(!matches);
    }

    @ParameterizedTest
    @CsvSource({
        "/foo/bar?baz=quz, /foo/bar?baz=quz",
        "/foo/bar?baz=https://foo.bar, /foo/bar?baz=https://foo.bar",
        "/foo/bar/\u30C4, /foo/bar/%E3%83%84",
        "/foo/bar/%E3%83%84, /foo/bar/%E3%83%84",
        "/foo/bar/%e3%83%84, /foo/bar/%E3%83%84",
        "/foo/bar/%62%61%7A, /foo/bar/baz",
        "/foo/bar/baz, /foo/bar/%62%61%7A",
        "/%7Eme/, /~me/",
        "/~me/, /%7eme/",
        "/a b, /a%20b",
        "/a%20b, /a%20b",
        "/a|b, /a|b",
        "/a|b, /a%7Cb",
        "/a%7cb, /a|b",
        "/q?x={1}, /q?x={1}",
        "/star-%2A.html, /star-*.html",
        "/dollar-%24, /dollar-$",
        "/hash-%23, /hash-%23",
        "/100%, /100%"
    })
    void octetsAreComparedAsPercentEncodingMeansThem(String pattern, String path) {
        assertThat(allows(rules("User-agent: *", "Disallow: " + pattern), path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/a%2Fb, /a/b", "/a/b, /a%2Fb", "/a%3Fb, /a?b", "/x%2A, /xyz", "/x%24, /x", "/a%2fb, /a/b"})
    void reservedCharactersAreNotWhatTheyEncode(String pattern, String path) {
        assertThat(allows(rules("User-agent: *", "Disallow: " + pattern), path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/private/a|b",
                "/private/?x=[1]",
                "/private/{id}",
                "/private/^",
                "/private/?a=%zz",
                "/private/\"`"
            })
    void aPathThatJavasUriRefusesIsNotFreeOfRules(String path) {
        assertThat(allows(rules("User-agent: *", "Disallow: /private"), path)).isFalse();
    }

    @Test
    void anEmptyDisallowDisallowsNothing() {
        assertThat(allows(rules("User-agent: *", "Disallow:"), "/a")).isTrue();
        assertThat(allows(rules("User-agent: *", "Disallow: # nothing"), "/a")).isTrue();
        assertThat(allows(rules("User-agent: *", "Disallow: /a", "Allow:"), "/a"))
                .isFalse();
    }

    @Test
    void robotsTxtItselfIsAlwaysAllowed() {
        assertThat(allows(rules("User-agent: *", "Disallow: /"), "/robots.txt")).isTrue();
    }

    // §2.2 the form of the file

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\n\n\r"})
    void linesEndAsTheyLike(String end) {
        String text = "User-agent: *" + end + "# comment" + end + "Disallow: /a # here too" + end + "Allow: /a/b";
        RobotsRules rules = rules(text.getBytes(StandardCharsets.UTF_8));

        assertThat(allows(rules, "/a")).isFalse();
        assertThat(allows(rules, "/a/b")).isTrue();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() {
        assertThat(allows(rules("\uFEFFUser-agent: *", "Disallow: /a"), "/a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void aFileWithTheMarkOfUtf16IsReadAsThat(String charset) {
        byte[] content = "\uFEFFUser-agent: *\r\nDisallow: /\u043a\r\n".getBytes(Charset.forName(charset));

        assertThat(allows(rules(content), "/%D0%BA")).isFalse();
        assertThat(allows(rules(content), "/a")).isTrue();
    }

    @Test
    void bytesThatAreNoUtf8MeanThemselves() {
        byte[] content = "User-agent: *\nDisallow: /caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(allows(rules(content), "/caf%E9")).isFalse();
        assertThat(allows(rules(content), "/cafe")).isTrue();
    }

    @Test
    void contentBeyondTheBoundIsIgnored() {
        byte[] content = new byte[RobotsRules.BYTES_MAX + 100];
        Arrays.fill(content, (byte) '\n');
        byte[] head = "User-agent: *\nDisallow: /a\n".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(head, 0, content, 0, head.length);
        byte[] tail = "Disallow: /b\n".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(tail, 0, content, RobotsRules.BYTES_MAX + 10, tail.length);

        assertThat(allows(rules(content), "/a")).isFalse();
        assertThat(allows(rules(content), "/b")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "<html><body>Not found</body></html>", "{}", ":", "::", "User-agent", "Disallow: /"})
    void nonsenseAllowsEverything(String text) {
        assertThat(allows(rules(text), "/a")).isTrue();
        assertThat(rules(text).crawlDelay()).isEqualTo(Duration.ZERO);
    }

    // Crawl-delay, which is not in the RFC

    @ParameterizedTest
    @CsvSource({
        "1, 1000",
        "0, 0",
        "0.5, 500",
        ".25, 250",
        "2., 2000",
        "0.0001, 0",
        "-1, 0",
        "ten, 0",
        "1e9, 0",
        "NaN, 0",
        "Infinity, 0",
        "1 2, 0",
        "3600, 3600000",
        "3601, 3600000",
        "99999999999999999999999999999999999999, 3600000",
        "9223372036854775807, 3600000",
        "0.33333333333333333333333333333333333333, 333"
    })
    void crawlDelayIsSecondsWithinItsBound(String value, long millis) {
        assertThat(rules("User-agent: *", "Crawl-delay: " + value).crawlDelay()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void crawlDelayIsThatOfOurGroup() {
        String[] lines = {"User-agent: *", "Crawl-delay: 9", "User-agent: orbweaver", "Crawl-delay: 2", "Crawl-delay: 1"
        };

        assertThat(rules(lines).crawlDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(rules("User-agent: x", "Crawl-delay: 9").crawlDelay()).isEqualTo(Duration.ZERO);
    }

    // hostile content

    @Test
    void nothingMakesItThrow() {
        Tries.of(1_000, random -> {
            RobotsRules rules = rules(Tries.bytes(random, random.nextInt(401)));

            allows(rules, "/a?b");
            assertThat(rules.crawlDelay()).isBetween(Duration.ZERO, RobotsRules.CRAWL_DELAY_MAX);
        });
    }

    @Test
    void halfAMegabyteOfNonsenseIsRead() {
        byte[] content = new byte[RobotsRules.BYTES_MAX];
        new Random(9309).nextBytes(content);
        assertThat(allows(rules(content), "/a")).isTrue();
        assertThat(allows(rules(new byte[RobotsRules.BYTES_MAX]), "/a")).isTrue();
        assertThat(allows(
                        rules(("User-agent: *\nDisallow: /" + "x".repeat(400_000)).getBytes(StandardCharsets.UTF_8)),
                        "/a"))
                .isTrue();
    }

    @Test
    void aPatternMadeToTakeForEverIsCutOffAndAllowsNothing() {
        String evil = "Disallow: /*" + "a".repeat(3000) + "b*" + "a".repeat(3000) + "c\n";
        RobotsRules rules = rules(("User-agent: *\n" + evil.repeat(60)).getBytes(StandardCharsets.UTF_8));
        StringBuilder many = new StringBuilder("User-agent: *\n");
        for (int i = 0; i < 1_000; i++) {
            many.append("Disallow: /*").append("a".repeat(300)).append(i).append("b\n");
        }

        assertThat(allows(rules, "/" + "a".repeat(8000))).isTrue();
        assertThat(allows(rules(many.toString().getBytes(StandardCharsets.UTF_8)), "/" + "a".repeat(8000)))
                .isFalse();
    }

    @Test
    void itsWeightGrowsWithItsRulesAndNotWithItsText() {
        StringBuilder many = new StringBuilder("User-agent: *\n");
        for (int i = 0; i < 30_000; i++) {
            many.append("Allow:/").append(i).append('\n');
        }

        assertThat(rules(many.toString().getBytes(StandardCharsets.UTF_8)).weight())
                .isGreaterThan(30_000 * 80);
        assertThat(rules("# comment\n".repeat(10_000).getBytes(StandardCharsets.UTF_8))
                        .weight())
                .isZero();
        assertThat(rules(("User-agent: *\n" + "Disallow: /a\n".repeat(10_000)).getBytes(StandardCharsets.UTF_8))
                        .weight())
                .isLessThan(200);
    }
}
