package io.orbweaver.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import io.orbweaver.dashboard.Browser.Look;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole journey, from one field to the results on one's own disk, with the service killed in the middle of it. */
@Tag("process")
class DashboardJourneyTest {

    private static final int PAGES = 90;

    @TempDir
    Path folder;

    @Test
    void aCrawlOutlivesItsServiceAndItsResultsAreTakenAway() throws IOException {
        try (FakeSite site = site();
                Browser browser = Browser.start();
                ServiceProcess first = ServiceProcess.start(folder);
                Visitor visitor = browser.visitor("http://127.0.0.1:" + first.port(), Look.DESK)
                        .expecting("Failed to load resource: net::ERR_")) {
            Tab tab = visitor.open("");
            String job = submit(tab, site);
            watch(tab);
            pause(tab);
            long seen = rows(tab);
            first.kill();
            assertThat(tab.page().locator(".banner")).containsText("No connection to the service since");
            assertThat(tab.rows().first()).isVisible();
            try (ServiceProcess second = ServiceProcess.startAt(first.port(), folder)) {
                assertThat(tab.page().locator(".banner")).isHidden();
                assertThat(tab.page().getByText("Live", exactly())).isVisible();
                assertThat(tab.page().locator(".job-line")).containsText("Paused");
                assertThat(rows(tab)).as("rows after the restart").isGreaterThanOrEqualTo(seen);
                tab.button("Resume").click();
                assertThat(tab.page().locator(".job-line")).containsText("everything was crawled", patiently());
                assertThat(tab.button("Pause")).isHidden();
                assertSameAsLog(tab, second.api(), job);
                takeAway(tab, second.api(), job);
            }
        }
    }

    /** A page that links to all others, some of which are missing. */
    private static FakeSite site() {
        String links = IntStream.range(0, PAGES)
                .mapToObj(i -> "<a href=/" + i + ">" + i + "</a>")
                .collect(Collectors.joining(" "));
        return FakeSite.start()
                .page("/", "<title>Home</title>" + links)
                .pages(path -> path.endsWith("7")
                        ? Page.status(404)
                        : Page.html("<title>Page " + path + "</title><a href=/>home</a>"));
    }

    /** As people type it; the crawl's own page opens. */
    private static String submit(Tab tab, FakeSite site) {
        tab.page().getByText("Options").click();
        tab.field("Delay").fill("60ms");
        tab.field("Keep page bodies").check();
        tab.field("Start URLs").fill("127.0.0.1:" + site.port());
        tab.field("Start URLs").press("Enter");
        assertThat(tab.heading("127.0.0.1:" + site.port())).isVisible();
        assertThat(tab.page().locator(".job-line")).containsText("Running");
        String address = tab.page().url();
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private static void watch(Tab tab) {
        tab.link("Results").click();
        assertThat(tab.rows().first()).isVisible();
        long before = rows(tab);
        await(() -> rows(tab) > before);
        tab.link("Overview").click();
        Locator done = tab.page().locator(".progress-text");
        String said = done.innerText();
        await(() -> !done.innerText().equals(said));
        tab.link("Results").click();
    }

    private static void pause(Tab tab) {
        tab.button("Pause").click();
        assertThat(tab.page().locator(".job-line")).containsText("Paused");
        assertThat(tab.button("Resume")).isFocused();
        assertThat(tab.page().locator(".job-line")).not().containsText("Running");
    }

    private static long rows(Tab tab) {
        return Long.parseLong(tab.grid().getAttribute("aria-rowcount")) - 1;
    }

    private static void assertSameAsLog(Tab tab, Api api, String job) {
        List<String> log = tab.outcomes();
        assertThat(log).hasSize(PAGES + 1);
        assertThat(log).as("no gap, and nothing twice").isEqualTo(outcomes(api, job));
        assertThat(tab.grid()).hasAttribute("aria-rowcount", String.valueOf(PAGES + 2));
        assertThat(tab.page().locator(".results-line")).containsText((PAGES + 1) + " results");
    }

    private static List<String> outcomes(Api api, String job) {
        return api.events(job).stream()
                .filter(event -> List.of("page", "failure", "skip").contains(event.type()))
                .map(event -> event.id() + " " + event.type() + " "
                        + event.data().get("url").stringValue())
                .toList();
    }

    /** By the page's own links, in the forms that people ask for. */
    private void takeAway(Tab tab, Api api, String job) {
        int pages = api.job(job).at("/counters/pages").intValue();
        tab.link("Export").click();
        assertThat(lines(tab, "NDJSON")).hasSize(pages).allMatch(line -> line.startsWith("{"));
        assertThat(lines(tab, "NDJSON, all outcomes")).hasSize(PAGES + 1);
        assertThat(lines(tab, "CSV")).hasSize(pages + 1);
        assertThat(lines(tab, "WARC")).filteredOn("WARC-Type: response"::equals).hasSize(pages);
        assertThat(lines(tab, "GraphML"))
                .filteredOn(line -> line.contains("<node "))
                .hasSize(PAGES + 1);
    }

    private List<String> lines(Tab tab, String link) {
        return tab.download(tab.link(link), folder);
    }

    private static com.microsoft.playwright.Page.GetByTextOptions exactly() {
        return new com.microsoft.playwright.Page.GetByTextOptions().setExact(true);
    }

    private static ContainsTextOptions patiently() {
        return new ContainsTextOptions().setTimeout(60_000);
    }

    private static void await(java.util.concurrent.Callable<Boolean> isSo) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInSameThread() // a browser is one thread's
                .until(isSo);
    }
}
