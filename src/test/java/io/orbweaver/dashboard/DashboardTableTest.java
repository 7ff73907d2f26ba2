package io.orbweaver.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import io.orbweaver.dashboard.Browser.Look;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred thousand results in a tab: few of them in the page, found and ordered rightly, and the page answers. */
@Tag("process")
class DashboardTableTest {

    private static final int ROWS = 100_000;
    private static final double PATIENCE = 60_000;

    /** While 100,000 events come, are filtered and sorted; other tests may hold this machine's processors. */
    private static final int LONG_TASKS_MAX = 20;

    private static Browser browser;
    private static FakeService service;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        service = new FakeService(ROWS);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            service.close();
        }
    }

    @Test
    void manyRowsAreFewElementsAndFoundAndOrdered() {
        try (Visitor visitor = browser.visitor(service.origin(), Look.DESK);
                Tab tab = visitor.open("#/jobs/" + FakeService.JOB + "/results")) {
            awaitRows(tab, ROWS);
            assertThat(tab.rows().count()).isBetween(10, 80);
            assertThat(tab.rows().first()).containsText("http://site.test/page/100000");

            tab.button("Size").click();
            assertThat(tab.rows().first()).containsText("100 kB", patiently());
            assertThat(size(tab, 0)).isGreaterThanOrEqualTo(size(tab, 5));

            tab.field("URL, title or reason contains").fill("page/9999");
            awaitRows(tab, 11);
            tab.field("Outcome").selectOption("failure");
            awaitRows(tab, 1);
            assertThat(tab.rows().first()).containsText("http://site.test/page/99990");
            assertThat(tab.longTasks()).as("tasks over 50 ms").hasSizeLessThanOrEqualTo(LONG_TASKS_MAX);
        }
    }

    private static int size(Tab tab, int row) {
        return Integer.parseInt(
                        tab.rows().nth(row).locator(".c-seq").innerText().replace(",", ""))
                * 7919
                % 100_003;
    }

    @Test
    void keysLeadThroughAllOfIt() {
        try (Visitor visitor = browser.visitor(service.origin(), Look.DESK);
                Tab tab = visitor.open("#/jobs/" + FakeService.JOB + "/results")) {
            awaitRows(tab, ROWS);
            tab.grid().focus();
            Page page = tab.page();
            page.keyboard().press("End");
            assertThat(selected(tab)).hasText("1");
            page.keyboard().press("ArrowUp");
            assertThat(selected(tab)).hasText("2");
            page.keyboard().press("Home");
            page.keyboard().press("PageDown");
            assertThat(selected(tab)).not().hasText("100,000");
            page.keyboard().press("Home");
            page.keyboard().press("Enter");
            assertThat(tab.button("Close")).isVisible();
            page.keyboard().press("Escape");
            assertThat(tab.grid()).isFocused();
        }
    }

    @Test
    void ofALongLogTheNewestPartIsReadAndTheRestIsNotHidden() {
        try (FakeService longer = new FakeService(ROWS + 20_000);
                Visitor visitor = browser.visitor(longer.origin(), Look.PHONE);
                Tab tab = visitor.open("#/jobs/" + FakeService.JOB + "/results")) {
            awaitRows(tab, ROWS);
            assertThat(tab.rows().first()).containsText("http://site.test/page/120000");
            assertThat(tab.page().getByText("The newest 100,000 are shown here; 20,000 older ones are not."))
                    .isVisible();
            tab.link("Export all results").click();
            assertThat(tab.link("NDJSON")).hasAttribute("download", FakeService.JOB + ".ndjson");
        }
    }

    @Test
    void theOtherViewsKeepUpToo() {
        try (Visitor visitor = browser.visitor(service.origin(), Look.DESK);
                Tab tab = visitor.open("#/jobs/" + FakeService.JOB)) {
            assertThat(tab.page().locator(".breakdown")).containsText("90,000", patiently());
            assertThat(tab.longTasks()).as("tasks over 50 ms").hasSizeLessThanOrEqualTo(LONG_TASKS_MAX);
            tab.go("#/jobs/" + FakeService.JOB + "/graph");
            assertThat(tab.page()
                            .getByText("The first 2,000 are drawn; 98,001 are not, but the folders below count them."))
                    .isVisible();
            tab.go("#/jobs/" + FakeService.JOB + "/failures");
            tab.link("Show all 10,000").click();
            awaitRows(tab, 10_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void rowsComeAndGoWhileTheQuestionChanges(int seed) {
        try (Visitor visitor = browser.visitor(service.origin(), Look.DESK);
                Tab tab = visitor.open("#/nothing")) {
            assertThat(tab.heading("Page not found")).isVisible();
            assertThat(tab.page().evaluate(Browser.resource("/io/orbweaver/dashboard/rows-fuzz.js"), seed))
                    .isEqualTo("");
        }
    }

    private static Locator selected(Tab tab) {
        return tab.grid().locator("[aria-selected=true] .c-seq");
    }

    private static void awaitRows(Tab tab, int rows) {
        assertThat(tab.grid())
                .hasAttribute(
                        "aria-rowcount", String.valueOf(rows + 1), new HasAttributeOptions().setTimeout(PATIENCE));
    }

    private static ContainsTextOptions patiently() {
        return new ContainsTextOptions().setTimeout(PATIENCE);
    }
}
