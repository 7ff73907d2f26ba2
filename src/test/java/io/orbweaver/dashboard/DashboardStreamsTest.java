package io.orbweaver.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import io.orbweaver.dashboard.Browser.Look;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A browser has one stream for all jobs and one for a job, however many tabs it has; nobody looking, it has none. */
@Tag("process")
@ServiceTest
class DashboardStreamsTest {

    private static final String IDLE = "{'seeds':['http://127.0.0.1:9/'],'start':false}";

    @LocalServerPort
    private int port;

    private Api api;

    @Test
    void tabsShareStreamsAndHiddenOnesHaveNone() {
        api = new Api(port);
        awaitWatchers(0);
        String id = api.submit(IDLE);
        try (Browser browser = Browser.start();
                Visitor visitor = browser.visitor("http://127.0.0.1:" + port, Look.DESK)) {
            List<Tab> tabs = List.of(
                    visitor.open("#/jobs/" + id),
                    visitor.open("#/jobs/" + id + "/results"),
                    visitor.open("#/jobs/" + id));
            tabs.forEach(tab -> assertThat(tab.page().getByText("Not started")).isVisible());
            awaitWatchers(2);
            tabs.forEach(tab -> tab.hide(true));
            awaitWatchers(0);
            tabs.get(1).hide(false);
            awaitWatchers(2);
            api.post("/v1/jobs/" + id + "/cancel", "");
            assertThat(tabs.get(1).page().locator(".job-line")).containsText("Cancelled");
            assertThat(tabs.get(0).page().locator(".job-line")).containsText("Not started");
            tabs.get(0).hide(false);
            assertThat(tabs.get(0).page().locator(".job-line")).containsText("Cancelled");
        }
        awaitWatchers(0);
    }

    @Test
    void windowsWithManyJobsDoNotTakeEveryConnection() {
        api = new Api(port);
        awaitWatchers(0);
        try (Browser browser = Browser.start();
                Visitor visitor = browser.visitor("http://127.0.0.1:" + port, Look.DESK)) {
            Tab first = visitor.open("#/jobs/" + api.submit(IDLE));
            assertThat(first.page().getByText("Not started")).isVisible();
            for (int i = 0; i < 3; i++) {
                Tab tab = visitor.open("#/jobs/" + api.submit(IDLE));
                assertThat(tab.page().getByText("Not started")).isVisible();
            }
            awaitWatchers(3);
            assertThat(first.page().getByText("Come back to this window")).isVisible();
            first.page().evaluate("dispatchEvent(new Event('focus'))");
            assertThat(first.page().getByText("Come back to this window")).isHidden();
            awaitWatchers(3);
        }
    }

    @Test
    void tabsThatComeAndGoAndLookAwayHaveTheWholeLogInTheEnd() {
        api = new Api(port);
        awaitWatchers(0);
        try (FakeSite site = FakeSite.start();
                Browser browser = Browser.start();
                Visitor visitor = browser.visitor("http://127.0.0.1:" + port, Look.DESK)) {
            site.pages(path -> Page.html("<a href=" + path + "1>1</a>"));
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'50ms','maxPages':300,'maxDepth':1000}");
            String place = "#/jobs/" + id + "/results";
            Tab first = visitor.open(place);
            assertThat(first.rows().first()).isVisible();
            Tab second = visitor.open(place);
            Tab third = visitor.open(place);
            assertThat(second.rows().first()).isVisible();
            assertThat(third.rows().first()).isVisible();
            awaitWatchers(2);
            second.hide(true);
            first.close(); // the stream was opened for it
            int seen = awaitStill(second, third);
            long drawn = second.drawings();
            awaitMore(third, third.outcomes().size() + 20);
            Assertions.assertThat(second.outcomes())
                    .as("a hidden tab is sent nothing")
                    .hasSize(seen);
            Assertions.assertThat(second.drawings()).as("and draws nothing").isEqualTo(drawn);
            second.hide(false);
            for (Tab tab : List.of(second, third, visitor.open(place))) {
                awaitMore(tab, 300);
                Assertions.assertThat(tab.outcomes())
                        .isEqualTo(api.events(id).stream()
                                .filter(event -> event.type().equals("page"))
                                .map(event -> event.id() + " page "
                                        + event.data().get("url").stringValue())
                                .toList());
            }
        }
        awaitWatchers(0);
    }

    @Test
    void whereWorkersAreMissingEachTabHasItsOwnStreamsWhileItIsSeen() {
        api = new Api(port);
        awaitWatchers(0);
        String id = api.submit(IDLE);
        try (Browser browser = Browser.start();
                Visitor visitor =
                        browser.visitor("http://127.0.0.1:" + port, Look.PHONE).before("delete window.SharedWorker")) {
            Tab first = visitor.open("#/jobs/" + id);
            Tab second = visitor.open("#/jobs/" + id + "/results");
            assertThat(first.page().getByText("Live")).isVisible();
            assertThat(second.page().getByText("Live")).isVisible();
            awaitWatchers(4);
            first.hide(true);
            awaitWatchers(2);
            api.post("/v1/jobs/" + id + "/cancel", "");
            assertThat(second.page().locator(".job-line")).containsText("Cancelled");
            first.hide(false);
            assertThat(first.page().locator(".job-line")).containsText("Cancelled");
            second.close();
            awaitWatchers(1);
        }
        awaitWatchers(0);
    }

    /** What was on its way to a tab has arrived, and no more comes while another gets some: what it has. */
    private static int awaitStill(Tab tab, Tab other) {
        int before;
        do {
            before = tab.outcomes().size();
            awaitMore(other, other.outcomes().size() + 5);
        } while (tab.outcomes().size() > before);
        return before;
    }

    private static void awaitMore(Tab tab, int outcomes) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInSameThread() // a browser is one thread's
                .until(() -> tab.outcomes().size() >= outcomes);
    }

    @Test
    void interruptedStreamsAreCompleteInTheEnd() {
        FakeService.Trouble cut = new FakeService.Trouble(0, 0, 700);
        FakeService.Trouble lost = new FakeService.Trouble(900, 950, Integer.MAX_VALUE);
        try (Browser browser = Browser.start();
                FakeService service = new FakeService(2_000, cut, lost);
                Visitor visitor = browser.visitor(service.origin(), Look.DESK);
                Tab tab = visitor.open("#/jobs/" + FakeService.JOB + "/results")) {
            assertThat(tab.grid()).hasAttribute("aria-rowcount", "2001", new HasAttributeOptions().setTimeout(20_000));
            Assertions.assertThat(service.asked()).containsExactly(0, 700, 899);
            Assertions.assertThat(tab.page()
                            .evaluate("(() => { const {columns: c} = document.querySelector('ow-job').model;"
                                    + " return [...c.seq.subarray(0, c.size)].every((seq, i) => seq === i + 1); })()"))
                    .isEqualTo(true);
        }
    }

    private void awaitWatchers(int watchers) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> api.watchers() == watchers);
    }
}
