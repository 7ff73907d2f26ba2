package io.orbweaver.crash;

import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A site whose every URL is known beforehand, and what must become of it: a tree of pages; some leaves are missing,
 * redirect, or are not for robots.
 *
 * <p>It answers at once as long as less of it is served than is wanted by then, and slowly after that: so a crawl with
 * many kills in it goes on by leaps, and lasts until the last of them.
 */
final class CrashSite implements AutoCloseable {

    private static final int CHILDREN = 12;
    private static final Duration SLOW = Duration.ofMillis(400);

    private final FakeSite site = FakeSite.start();
    private final AtomicInteger served = new AtomicInteger();
    private final int urls;
    private volatile double wanted;

    CrashSite(int urls) {
        this.urls = urls;
        site.page("/robots.txt", Page.text("User-agent: *\nDisallow: /private/"));
        site.pages(this::answer);
    }

    private boolean isLeaf(int place) {
        return place * CHILDREN + 1 >= urls;
    }

    private String path(int place) {
        if (isLeaf(place) && place % 23 == 5) {
            return "/private/" + place;
        }
        if (isLeaf(place) && place % 29 == 7) {
            return "/moved/" + place;
        }
        return isLeaf(place) && place % 17 == 3 ? "/missing/" + place : "/p/" + place;
    }

    private Page answer(String path) {
        Duration latency = served.incrementAndGet() < wanted * urls ? Duration.ofMillis(1) : SLOW;
        return page(path).after(latency);
    }

    private Page page(String path) {
        int slash = path.lastIndexOf('/');
        int place = Integer.parseInt(path.substring(slash + 1));
        return switch (path.substring(0, slash)) {
            case "/moved" -> Page.redirect("/target/" + place);
            case "/missing" -> Page.status(404);
            case "/target" -> Page.html("<p>Page " + place);
            default -> Page.html(links(place));
        };
    }

    private String links(int place) {
        StringBuilder html = new StringBuilder("<title>Page " + place + "</title><a href=/p/0>up</a>");
        for (int child = place * CHILDREN + 1; child <= place * CHILDREN + CHILDREN && child < urls; child++) {
            html.append("<a href=").append(path(child)).append(">x</a>");
        }
        return html.toString();
    }

    /** How much of it may be served fast by now, from 0 to 1. */
    void want(double share) {
        wanted = share;
    }

    String seed() {
        return site.url("/p/0").href();
    }

    /** Its host, as politeness has it. */
    String host() {
        return site.url("/").host().value();
    }

    /** What must become of each URL, by URL: the type of the event. */
    Map<String, String> outcomes() {
        Map<String, String> outcomes = new TreeMap<>();
        for (int place = 0; place < urls; place++) {
            String path = path(place);
            outcomes.put(
                    site.url(path).href(),
                    path.startsWith("/private") ? "skip" : path.startsWith("/missing") ? "failure" : "page");
        }
        return outcomes;
    }

    /** Requests beyond the first for each path, robots.txt aside, which each start of the service asks for. */
    int refetches() {
        Map<String, Integer> hits = new TreeMap<>();
        site.asked().forEach(path -> hits.merge(path, 1, Integer::sum));
        hits.remove("/robots.txt");
        return hits.values().stream().mapToInt(n -> n - 1).sum();
    }

    @Override
    public void close() {
        site.close();
    }
}
