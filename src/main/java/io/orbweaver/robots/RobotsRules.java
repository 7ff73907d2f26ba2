package io.orbweaver.robots;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The rules of one robots.txt that concern us: the group of our product token, or of all crawlers. Immutable. */
public final class RobotsRules {

    /** Bytes of a robots.txt that are read (RFC 9309 §2.5); what follows is not looked at. */
    public static final int BYTES_MAX = 500 << 10;

    /** Everything is allowed. */
    public static final RobotsRules ALLOW_ALL = new RobotsRules(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL), 0);

    private final BaseRobotRules rules;
    private final int weight;

    private RobotsRules(BaseRobotRules rules, int weight) {
        this.rules = rules;
        this.weight = weight;
    }

    /**
     * Reads a robots.txt; anything can be read, nonsense allows everything.
     *
     * @param origin whose it is
     * @param content the body, at most {@link #BYTES_MAX} bytes of it
     * @param productToken our name in it, ASCII case-insensitive
     */
    public static RobotsRules parse(Origin origin, byte[] content, String productToken) {
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE / 1_000_000, 0);
        SimpleRobotRules rules = parser.parseContent(
                origin + "/robots.txt", content, "text/plain", List.of(productToken.toLowerCase(Locale.ROOT)));
        return new RobotsRules(rules, content.length);
    }

    /** Whether a URL of the origin may be fetched; /robots.txt itself always may (§2.2.2). */
    public boolean allows(CanonicalUrl url) {
        return url.path().equals("/robots.txt") || rules.isAllowed(url.href());
    }

    /** The Crawl-delay, zero where there is none. Not in the RFC; widely used. */
    public Duration crawlDelay() {
        long millis = rules.getCrawlDelay();
        return millis <= 0 ? Duration.ZERO : Duration.ofMillis(millis);
    }

    /** About how many bytes it holds, for the bound of the cache. */
    int weight() {
        return weight;
    }
}
