package io.orbweaver.robots;

import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Origin;
import io.orbweaver.url.PercentEncoding;
import io.orbweaver.url.UrlResolver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A parser of robots.txt, line by line (RFC 9309 §2.2), which keeps the rules for this crawler and those for all.
 * Linear in the content's length; nothing makes it throw.
 *
 * <p>More lenient than the grammar where many sites need it: keys that are often misspelt, a product token with a
 * version behind it, spaces around everything. Used once, by one thread.
 */
final class RobotsParser {

    private static final int CRAWL_DELAY_CHARS_MAX = 20;

    private enum Audience {
        OTHERS,
        US,
        ALL,
        US_AND_ALL;

        Audience and(Audience other) {
            if (this == OTHERS || this == other) {
                return other;
            }
            return other == OTHERS ? this : US_AND_ALL;
        }
    }

    private final CanonicalUrl base;
    private final String productToken;
    private final Set<CanonicalUrl> sitemaps = new LinkedHashSet<>();
    private final Group ours = new Group();
    private final Group everyones = new Group();
    private Audience audience = Audience.OTHERS;
    private boolean inAgents;
    private boolean moreSitemaps;

    RobotsParser(Origin origin, String productToken) {
        this.base = CanonicalUrl.ofCanonical(origin + "/robots.txt");
        this.productToken = productToken;
    }

    RobotsRules parse(byte[] content, int length) {
        int bom = hasBom(content, length) ? 3 : 0;
        int lineStart = bom;
        boolean cut = length == RobotsRules.BYTES_MAX; // what the line at the end would say is not known
        for (int i = bom; i <= (cut ? length - 1 : length); i++) {
            if (i == length || content[i] == '\n' || content[i] == '\r') {
                line(text(content, lineStart, i));
                lineStart = i + 1;
            }
        }
        Group group = ours.named ? ours : everyones;
        String name = ours.named ? productToken : everyones.named ? "*" : null;
        return new RobotsRules(name, group.rules, group.crawlDelay, List.copyOf(sitemaps), cut || moreSitemaps);
    }

    /** UTF-8 (RFC 9309 §2.3); invalid bytes are percent-encoded as they are, as in a URL that has them. */
    private static String text(byte[] content, int start, int end) {
        String line = new String(content, start, end - start, StandardCharsets.UTF_8);
        if (line.indexOf('\uFFFD') < 0) {
            return line;
        }
        StringBuilder bytes = new StringBuilder(line.length());
        for (int i = start; i < end; i++) {
            if (content[i] >= 0) {
                bytes.append((char) content[i]);
            } else {
                PercentEncoding.appendByte(bytes, content[i] & 0xff);
            }
        }
        return bytes.toString();
    }

    private static boolean hasBom(byte[] content, int length) {
        return length >= 3 && content[0] == (byte) 0xef && content[1] == (byte) 0xbb && content[2] == (byte) 0xbf;
    }

    private void line(String text) {
        int comment = text.indexOf('#');
        String line = comment < 0 ? text : text.substring(0, comment);
        int colon = line.indexOf(':');
        if (colon < 0) {
            return;
        }
        String value = line.substring(colon + 1).strip();
        switch (line.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
            case "user-agent", "useragent", "user agent" -> agent(value);
            case "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw" -> rule(value, false);
            case "allow" -> rule(value, true);
            case "crawl-delay", "crawldelay", "crawl delay" -> crawlDelay(value);
            case "sitemap", "site-map" -> sitemap(value);
            default -> {
                return; // what else there may be says nothing of groups
            }
        }
    }

    private void agent(String value) {
        Audience named = audienceOf(value);
        audience = inAgents ? audience.and(named) : named;
        inAgents = true;
        ours.named |= named == Audience.US;
        everyones.named |= named == Audience.ALL;
    }

    /** A line that belongs to no group and ends none (§2.2.4; sitemaps.org, "Specifying the Sitemap location"). */
    private void sitemap(String value) {
        CanonicalUrl url = UrlResolver.resolve(base, value).urlOrNull();
        if (url == null || !url.isHttp() || value.isEmpty()) {
            return;
        }
        if (sitemaps.size() < RobotsRules.SITEMAPS_MAX) {
            sitemaps.add(url);
        } else {
            moreSitemaps |= !sitemaps.contains(url);
        }
    }

    private Audience audienceOf(String value) {
        if (value.startsWith("*") && (value.length() == 1 || isSpace(value.charAt(1)))) {
            return Audience.ALL;
        }
        int end = 0;
        while (end < value.length() && isTokenChar(value.charAt(end))) {
            end++;
        }
        boolean us = end > 0 && value.substring(0, end).equalsIgnoreCase(productToken);
        return us ? Audience.US : Audience.OTHERS;
    }

    private void rule(String value, boolean allow) {
        inAgents = false;
        if (value.isEmpty() || audience == Audience.OTHERS) {
            return;
        }
        PathRule rule = PathRule.of(value, allow);
        addressedGroups().forEach(group -> group.rules.add(rule));
    }

    private void crawlDelay(String value) {
        inAgents = false;
        Duration delay = delay(value);
        addressedGroups()
                .forEach(group -> group.crawlDelay = delay.compareTo(group.crawlDelay) > 0 ? delay : group.crawlDelay);
    }

    private List<Group> addressedGroups() {
        return switch (audience) {
            case OTHERS -> List.of();
            case US -> List.of(ours);
            case ALL -> List.of(everyones);
            case US_AND_ALL -> List.of(ours, everyones);
        };
    }

    /** Seconds, with a fraction or without; negative or invalid values are ignored. */
    private static Duration delay(String value) {
        String digits = value.length() > CRAWL_DELAY_CHARS_MAX ? value.substring(0, CRAWL_DELAY_CHARS_MAX) : value;
        if (!digits.matches("[0-9]+(\\.[0-9]*)?|\\.[0-9]+")) {
            return Duration.ZERO;
        }
        double seconds = Math.min(Double.parseDouble(digits), RobotsRules.CRAWL_DELAY_MAX.toSeconds());
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static boolean isTokenChar(char c) {
        return c == '-' || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** The rules for one audience, over all of its groups. */
    private static final class Group {

        private final List<PathRule> rules = new ArrayList<>();
        private Duration crawlDelay = Duration.ZERO;
        private boolean named;
    }
}
