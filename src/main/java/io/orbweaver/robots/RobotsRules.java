package io.orbweaver.robots;

import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Origin;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one robots.txt that apply: the groups of this crawler's product token, or of all crawlers (RFC 9309
 * §2.2.1). Immutable, except a count of the URLs that were costly to decide; safe for use by any thread.
 *
 * <p>The most specific rule that matches decides, that is the longest; of an allow and a disallow of the same length,
 * the allow (§2.2.2). Matching is bounded: a robots.txt that is made to take for ever allows nothing.
 */
public final class RobotsRules {

    /** Bytes of a robots.txt that are read (RFC 9309 §2.5); what follows is not looked at. */
    public static final int BYTES_MAX = 500 << 10;

    /** The longest Crawl-delay that is used; a longer one counts as this. */
    public static final Duration CRAWL_DELAY_MAX = Duration.ofHours(1);

    /** Sitemaps of one robots.txt that are looked at; more are left out. */
    public static final int SITEMAPS_MAX = 1_000;

    /** Everything is allowed. */
    public static final RobotsRules ALLOW_ALL = new RobotsRules(null, List.of(), Duration.ZERO, List.of(), false);

    private static final int RULE_BYTES = 80;

    private final List<PathRule> rules; // the longest first, an allow before a disallow of its length
    private final @Nullable String group;
    private final Duration crawlDelay;
    private final List<CanonicalUrl> sitemaps;
    private final int weight;
    private final boolean cut;
    private final AtomicInteger costly = new AtomicInteger();

    RobotsRules(
            @Nullable String group,
            List<PathRule> rules,
            Duration crawlDelay,
            List<CanonicalUrl> sitemaps,
            boolean cut) {
        this.cut = cut;
        this.group = group;
        this.sitemaps = sitemaps;
        this.rules =
                rules.stream().sorted(PathRule.MOST_SPECIFIC_FIRST).distinct().toList();
        this.crawlDelay = crawlDelay;
        this.weight = this.rules.stream()
                        .mapToInt(rule -> RULE_BYTES + rule.pattern().length())
                        .sum()
                + sitemaps.stream()
                        .mapToInt(sitemap -> RULE_BYTES + sitemap.href().length())
                        .sum();
    }

    /**
     * Reads a robots.txt; any bytes can be read, invalid ones allow everything.
     *
     * @param origin whose it is
     * @param content the body, at most {@link #BYTES_MAX} bytes of it
     * @param productToken this crawler's name in it, ASCII case-insensitive
     */
    public static RobotsRules parse(Origin origin, byte[] content, String productToken) {
        int length = Math.min(content.length, BYTES_MAX);
        Charset utf16 = ByteOrderMark.utf16(content, length);
        if (utf16 == null) {
            return new RobotsParser(origin, productToken).parse(content, length);
        }
        byte[] utf8 = new String(content, 2, length - 2, utf16).getBytes(StandardCharsets.UTF_8);
        return new RobotsParser(origin, productToken).parse(utf8, Math.min(utf8.length, BYTES_MAX));
    }

    /** Whether a URL of the origin may be fetched; /robots.txt itself always may (§2.2.2). */
    public boolean allows(CanonicalUrl url) {
        return decide(url).allowed();
    }

    /**
     * What is decided of a URL, and by which line.
     *
     * @param allowed whether it may be fetched
     * @param rule the line as it is compared, {@code Disallow: /private}; null where none matches
     */
    public record Decision(boolean allowed, @Nullable String rule) {

        private static final Decision BY_NONE = new Decision(true, null);
        private static final Decision UNDECIDED = new Decision(false, "more rules than can be compared in time");
    }

    /** Whether a URL of the origin may be fetched, and which line says so. */
    public Decision decide(CanonicalUrl url) {
        if (rules.isEmpty() || url.path().equals("/robots.txt")) {
            return Decision.BY_NONE;
        }
        String path = PathRule.comparable(url.pathAndQuery());
        MatchBudget budget = new MatchBudget(costly.get());
        Decision decision = decide(path, budget);
        if (budget.isDear()) {
            costly.incrementAndGet();
        }
        return decision;
    }

    private Decision decide(String path, MatchBudget budget) {
        for (PathRule rule : rules) {
            if (rule.matches(path, budget)) {
                return new Decision(rule.allow(), (rule.allow() ? "Allow: " : "Disallow: ") + rule.pattern());
            }
            if (budget.isSpent()) {
                return Decision.UNDECIDED;
            }
        }
        return Decision.BY_NONE;
    }

    /** Whether it is as long as {@link #BYTES_MAX}, and what may follow does not count. */
    public boolean isCut() {
        return cut;
    }

    /** The name of the group of these lines: this crawler's product token, {@code *}, or null if no group applies. */
    public @Nullable String group() {
        return group;
    }

    /** The sitemaps that it names, in its order, without repeats; any host's. */
    public List<CanonicalUrl> sitemaps() {
        return sitemaps;
    }

    /**
     * The Crawl-delay, zero if not given; up to {@link #CRAWL_DELAY_MAX}. Not in the RFC; widely used. Of several in
     * the groups that apply, the longest.
     */
    public Duration crawlDelay() {
        return crawlDelay;
    }

    /** About how many bytes it holds, for the bound of the cache. */
    int weight() {
        return weight;
    }
}
