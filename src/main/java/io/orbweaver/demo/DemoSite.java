package io.orbweaver.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The demo site: about two hundred pages, and some of each thing that makes crawling hard. Immutable, and the same each
 * time.
 */
final class DemoSite {

    /** Fails at the first request and then no more. */
    static final String FLAKY = "/reports/storm.html";

    private static final int LATENCY_MIN = 120;
    private static final int LATENCY_SPREAD = 240;
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String ROBOTS = """
        # The demo site asks crawlers to leave the keeper's own papers alone.
        User-agent: *
        Disallow: /private/
        """;

    private final Map<String, DemoAnswer> answers = new LinkedHashMap<>();

    private DemoSite() {}

    /** Makes the site. */
    static DemoSite generate() {
        DemoSite site = new DemoSite();
        site.home();
        new DemoSections(site::html).addAll();
        site.oddities();
        site.redirects();
        return site;
    }

    /**
     * What the site says to a request.
     *
     * @param target path and query
     * @param again whether the same was asked for before
     */
    DemoAnswer answer(String target, boolean again) {
        if (target.equals(FLAKY) && !again) {
            return of(target, 500, PLAIN, null, "The barometer fell off the wall. Try again.\n");
        }
        DemoAnswer answer = answers.get(target);
        return answer != null ? answer : of(target, 404, PLAIN, null, "There is no such page.\n");
    }

    /** Every path, with its query, that has a separate answer, in a fixed order. */
    List<String> targets() {
        return List.copyOf(answers.keySet());
    }

    private void home() {
        html(
                "/",
                new DemoPage("/", "Tidemark Instruments")
                        .link("/guide/", "Guide")
                        .link("/reference/", "Reference")
                        .link("/shop/", "Shop")
                        .link("/journal/", "Journal")
                        .link(FLAKY, "Storm report")
                        .link("/print/catalogue.html", "Catalogue for printing")
                        .link("/files/catalogue.csv", "Catalogue as a table")
                        .link("/private/ledger.html", "Ledger")
                        .link("/private/letters.html", "Letters")
                        .link("/private/debts.html", "Debts")
                        .link("/old/manual.html", "The manual of 1998")
                        .link("/start", "Start here")
                        .link("/away", "Our friends")
                        .link("/round/and.html", "Round and round")
                        .link("/lost/lighthouse.html", "The lost lighthouse")
                        .linkAsWritten("https://www.example.org/", "A neighbour")
                        .linkAsWritten("mailto:keeper@tidemark.example", "Write to us")
                        .linkAsWritten("javascript:alert(1)", "Press here")
                        .html());
    }

    private void oddities() {
        answers.put("/robots.txt", of("/robots.txt", 200, PLAIN, null, ROBOTS));
        html(FLAKY, new DemoPage(FLAKY, "Storm report, at the second attempt").html());
        html(
                "/print/catalogue.html",
                new DemoPage("/print/catalogue.html", "Catalogue for printing")
                        .head("<meta name=\"robots\" content=\"noindex\">")
                        .link("/shop/?sort=price&amp;page=2", "Shop, page 2")
                        .html());
        for (String name : List.of("ledger", "letters", "debts")) {
            String path = "/private/" + name + ".html";
            html(path, new DemoPage(path, "This should not have been fetched").html());
        }
        StringBuilder table = new StringBuilder("range,instrument\n");
        DemoProse.RANGES.forEach(range -> DemoProse.INSTRUMENTS.forEach(
                instrument -> table.append(range).append(',').append(instrument).append('\n')));
        answers.put("/files/catalogue.csv", of("/files/catalogue.csv", 200, "text/csv", null, table.toString()));
    }

    private void redirects() {
        redirect(301, "/old/manual.html", "/old/manual-2004.html");
        redirect(302, "/old/manual-2004.html", "../guide/manual.html");
        html("/guide/manual.html", new DemoPage("/guide/manual.html", "The manual, twice moved").html());
        redirect(302, "/start", "/guide/intro.html");
        redirect(302, "/away", "https://www.example.org/friends");
        redirect(302, "/round/and.html", "/round/round.html");
        redirect(302, "/round/round.html", "/round/and.html");
    }

    private void html(String path, String document) {
        answers.put(path, of(path, 200, HTML, null, document));
    }

    private void redirect(int status, String from, String location) {
        answers.put(from, of(from, status, PLAIN, location, "Moved.\n"));
    }

    private static DemoAnswer of(String target, int status, String type, @Nullable String location, String text) {
        Duration latency = Duration.ofMillis(LATENCY_MIN + Math.floorMod(target.hashCode(), LATENCY_SPREAD));
        return new DemoAnswer(status, type, location, text, latency);
    }
}
