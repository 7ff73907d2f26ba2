package io.orbweaver.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import io.orbweaver.dashboard.Browser.Look;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people do to crawls: by keys alone, with mistakes, and with another tab that looks on. */
@Tag("process")
@ServiceTest
class DashboardActionsTest {

    private static final String IDLE = "{'seeds':['http://127.0.0.1:9/'],'start':false}";
    private static final int STOPS_MAX = 80;

    @AutoClose
    private static Browser browser;

    @LocalServerPort
    private int port;

    private Api api;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    private Visitor visitor() {
        return browser.visitor("http://127.0.0.1:" + port, Look.DESK);
    }

    @Test
    void aCrawlIsCancelledAndDeletedByKeysAloneAndOtherTabsLearnIt() {
        String id = api.submit(IDLE);
        String place = "#/jobs/" + id;
        // another tab may just be reading the crawl when it goes
        try (Visitor visitor = visitor().expecting("status of 404")) {
            Tab list = visitor.open("");
            Tab other = visitor.open(place);
            Tab tab = visitor.open(place);
            Locator entry = list.page().locator("a[href='" + place + "']");
            assertThat(entry).isVisible();
            assertThat(other.page().locator(".job-line")).containsText("Not started");
            Keyboard keys = tab.page().keyboard();

            tabTo(tab, tab.button("Cancel"));
            keys.press("Enter");
            assertThat(tab.heading("Cancel this crawl?")).isVisible();
            assertThat(tab.button("Keep running")).isFocused();
            keys.press("Escape");
            assertThat(tab.button("Cancel")).isFocused();
            assertThat(tab.page().locator(".job-line")).containsText("Not started");
            keys.press("Enter");
            keys.press("Tab");
            assertThat(tab.button("Cancel the crawl")).isFocused();
            keys.press("Enter");
            assertThat(tab.page().locator(".job-line")).containsText("Cancelled");
            assertThat(other.page().locator(".job-line")).containsText("Cancelled");
            assertThat(tab.button("Delete")).isFocused();

            keys.press("Enter");
            assertThat(tab.button("Keep it")).isFocused();
            keys.press("Enter");
            assertThat(tab.button("Delete")).isFocused();
            keys.press("Enter");
            keys.press("Tab");
            keys.press("Enter");
            assertThat(tab.heading("Crawl a site")).isFocused();
            assertThat(tab.page().locator("a[href='" + place + "']")).hasCount(0);
            assertThat(entry).hasCount(0);
            assertThat(other.heading("No such crawl")).isVisible();
            assertThat(api.get("/v1/jobs/" + id).status()).isEqualTo(404);
        }
    }

    @Test
    void aRunningCrawlThatIsDeletedIsGoneForWhoLooksAtIt() {
        try (FakeSite site = FakeSite.start();
                Visitor visitor = visitor().expecting("status of 404")) {
            site.pages(path -> io.orbweaver.site.Page.html("<a href=" + path + "a>more</a>"));
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'maxDepth':10000}");
            Tab list = visitor.open("");
            Tab tab = visitor.open("#/jobs/" + id + "/results");
            assertThat(list.page().locator("a[href='#/jobs/" + id + "']")).isVisible();
            assertThat(tab.rows().first()).isVisible();
            api.send("DELETE", "/v1/jobs/" + id, "");
            assertThat(tab.heading("No such crawl")).isVisible();
            assertThat(list.page().locator("a[href='#/jobs/" + id + "']")).hasCount(0);
        }
    }

    @Test
    void aRowThatIsPointedAtStaysUnderThePointerWhileResultsCome() {
        try (FakeSite site = FakeSite.start();
                Visitor visitor = visitor()) {
            site.pages(path -> io.orbweaver.site.Page.html("<a href=" + path + "1>1</a>"));
            String id = api.submit(
                    "{'seeds':['" + site.url("/") + "'],'delay':'50ms','maxPages':1000," + "'maxDepth':1000}");
            Tab tab = visitor.open("#/jobs/" + id + "/results");
            Locator seqs = tab.rows().locator(".c-seq");
            awaitNumber(seqs.first(), 30);
            BoundingBox fifth = tab.rows().nth(4).boundingBox();
            tab.page().mouse().move(fifth.x + fifth.width / 2, fifth.y + fifth.height / 2);
            int top = Integer.parseInt(seqs.first().innerText());
            String pointed = under(tab, fifth);
            awaitRows(tab, top + 30);
            assertThat(under(tab, fifth)).isEqualTo(pointed);
            tab.page().mouse().down();
            tab.page().mouse().up();
            assertThat(tab.page().locator("dialog .facts")).containsText("No.");
            assertThat(tab.page()
                            .locator("dialog .facts dd")
                            .filter(hasText(pointed))
                            .first())
                    .isVisible();
            tab.button("Close").click();
            tab.page().mouse().move(1, 1);
            awaitNumber(seqs.first(), top + 40);

            tab.grid().evaluate("grid => grid.scrollTop = 40 * 36");
            String first = Awaitility.await()
                    .pollInSameThread()
                    .until(() -> firstSeen(tab), seen -> !seen.isEmpty()); // rows are drawn after it has scrolled
            awaitRows(tab, Integer.parseInt(seqs.first().innerText()) + 80);
            assertThat(firstSeen(tab)).as("the row that was read").isEqualTo(first);
            api.post("/v1/jobs/" + id + "/cancel", "");
        }
    }

    private static Locator.FilterOptions hasText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static void awaitNumber(Locator number, int least) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInSameThread() // a browser is one thread's
                .until(() -> number.isVisible() && Integer.parseInt(number.innerText()) >= least);
    }

    private static void awaitRows(Tab tab, int least) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInSameThread()
                .until(() -> Integer.parseInt(tab.grid().getAttribute("aria-rowcount")) >= least);
    }

    /** The number of the row in a place; what is :hover is known to the browser only after its next frame. */
    private static String under(Tab tab, BoundingBox place) {
        return (String) tab.page()
                .evaluate(
                        "([x, y]) => document.elementFromPoint(x, y).closest('.grid-row')"
                                + ".querySelector('.c-seq').innerText",
                        List.of(place.x + place.width / 2, place.y + place.height / 2));
    }

    /** The number of the row right below the table's head; empty while none is drawn there. */
    private static String firstSeen(Tab tab) {
        return (String) tab.grid()
                .evaluate("grid => { const top = grid.querySelector('.grid-head').getBoundingClientRect().bottom;"
                        + " return [...grid.querySelectorAll('.grid-all [role=row]')]"
                        + ".find(row => row.getBoundingClientRect().bottom > top + 1)"
                        + "?.querySelector('.c-seq').innerText ?? ''; }");
    }

    @Test
    void anErrorIsShownAtItsFieldUntilItIsCorrected() {
        try (Visitor visitor = visitor().expecting("status of 422");
                Tab tab = visitor.open("")) {
            Locator pages = tab.field("Maximum pages");
            Locator include = tab.field("Only URLs that match");
            tab.button("Crawl").click();
            assertThat(tab.field("Start URLs")).isFocused();
            assertInvalid(tab, tab.field("Start URLs"), "Enter a URL to start from");

            tab.page().getByText("Options").click();
            tab.field("Start URLs").fill("127.0.0.1:9");
            assertThat(tab.field("Start URLs")).not().hasAttribute("aria-invalid", "true");
            tab.field("Start immediately").uncheck();
            pages.fill("many");
            tab.field("Follow links in").fill("a, iframe");
            tab.field("Calendar years ahead").fill("Off");
            tab.field("Maximum path segments").fill("none");
            include.fill("^https?://\n(?=docs)"); // browsers know it, RE2 does not
            tab.field("Request headers").fill("Host: example.org");
            tab.page().getByText("Options").click();
            tab.button("Crawl").click();

            assertThat(include).isFocused();
            assertInvalid(tab, include, "Line 2");
            assertInvalid(tab, pages, "");
            assertInvalid(tab, tab.field("Maximum path segments"), "");
            assertInvalid(tab, tab.field("Request headers"), "Host");
            tab.page().keyboard().press("Tab");
            assertInvalid(tab, include, "Line 2");

            include.fill("^https?://");
            pages.fill("10");
            tab.field("Maximum path segments").fill("20");
            tab.field("Request headers").fill("");
            tab.button("Crawl").click();
            assertThat(tab.page().locator(".job-line")).containsText("Not started");
            String address = tab.page().url();
            var spec = api.job(address.substring(address.lastIndexOf('/') + 1)).get("spec");
            assertThat(spec.get("seeds").get(0).stringValue()).isEqualTo("http://127.0.0.1:9/");
            assertThat(spec.get("maxPages").intValue()).isEqualTo(10);
            assertThat(spec.at("/traps/segments").intValue()).isEqualTo(20);
            assertThat(spec.at("/traps/years").isNull()).isTrue();
            assertThat(spec.get("follow").toString()).isEqualTo("[\"a\",\"iframe\"]");
            assertThat(spec.get("include").get(0).stringValue()).isEqualTo("^https?://");
        }
    }

    /** Marked, and described by a text that a screen reader has too. */
    private static void assertInvalid(Tab tab, Locator field, String text) {
        assertThat(field).hasAttribute("aria-invalid", "true");
        String problem = field.getAttribute("aria-describedby").split(" ")[1];
        assertThat(tab.page().locator("#" + problem)).hasText(Pattern.compile(".*\\S.*" + text + ".*|" + text + ".+"));
        assertThat(tab.page().locator("#" + problem)).isVisible();
    }

    /** Goes there as who has no mouse does. */
    private static void tabTo(Tab tab, Locator wanted) {
        assertThat(wanted).isVisible();
        for (int i = 0; i < STOPS_MAX; i++) {
            if ((boolean) wanted.evaluate("element => element === document.activeElement")) {
                return;
            }
            tab.page().keyboard().press("Tab");
        }
        throw new AssertionError("no key leads to " + wanted);
    }
}
