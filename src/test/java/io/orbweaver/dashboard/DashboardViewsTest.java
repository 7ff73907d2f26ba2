package io.orbweaver.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.orbweaver.dashboard.Browser.Look;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Each view is there for everybody: in both themes, on a desk and on a phone, and without a complaint of axe-core. */
@Tag("process")
@ServiceTest
class DashboardViewsTest {

    private static Browser browser;
    private static FakeSite site;
    private static String job = "";

    @LocalServerPort
    private int port;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        site = FakeSite.start();
        site.page("/", list(30) + "<a href=/missing>m</a><a href=/broken>b</a><a href=/private/x>p</a>");
        site.page("/robots.txt", Page.text("User-agent: *\nDisallow: /private/"));
        site.page("/broken", Page.status(500));
        IntStream.range(0, 30).forEach(i -> site.page("/" + i, "<title>Page " + i + "</title><h1>Hello</h1>"));
    }

    private static String list(int pages) {
        StringBuilder html = new StringBuilder("<title>All</title>");
        IntStream.range(0, pages).forEach(i -> html.append("<a href=/" + i + ">" + i + "</a> "));
        return html.toString();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            site.close();
        }
        job = "";
    }

    /** One crawl for all tests. */
    private String job() {
        if (job.isEmpty()) {
            Api api = new Api(port);
            job = api.submit("{'seeds':['" + site.url("/") + "','" + site.url("/0")
                    + "'],'delay':'0ms','retries':0,'keepBodies':true,"
                    + "'labels':{'team':'web'},"
                    + "'extract':{'text':true,'markdown':true,'links':true,'fields':{'head':'h1'}}}");
            api.awaitEnd(job);
        }
        return job;
    }

    private Visitor visitor(Look look) {
        return browser.visitor("http://127.0.0.1:" + port, look);
    }

    static Stream<Look> looks() {
        return Stream.of(Look.DESK, Look.DESK.dark(), Look.PHONE, Look.PHONE.dark());
    }

    @ParameterizedTest
    @MethodSource("looks")
    void everyViewIsForEverybody(Look look) {
        Map<String, Object> barriers = new LinkedHashMap<>();
        try (Visitor visitor = visitor(look);
                Tab tab = visitor.open("")) {
            Map<String, Locator> views = new LinkedHashMap<>();
            views.put("#/", tab.heading("Crawl a site"));
            views.put("#/hosts", tab.heading("Hosts"));
            views.put("#/jobs/" + job(), tab.heading("Outcomes"));
            views.put("#/jobs/" + job() + "/results", tab.rows().first());
            views.put("#/jobs/" + job() + "/failures", tab.heading("Explain a URL"));
            views.put(
                    "#/jobs/" + job() + "/graph",
                    tab.page().locator(".web canvas").first());
            views.put(
                    "#/jobs/" + job() + "/hosts",
                    tab.page().locator(".tab-body tbody tr").first());
            views.put("#/jobs/" + job() + "/export", tab.link("WARC"));
            views.put("#/nothing/here", tab.heading("Page not found"));
            views.forEach((place, sign) -> {
                tab.go(place);
                assertThat(sign).isVisible();
                check(tab, place, barriers);
            });
            assertThat(barriers).as("what keeps people out").isEmpty();
        }
    }

    private static void check(Tab tab, String place, Map<String, Object> barriers) {
        var found = tab.barriers();
        if (!found.isEmpty()) {
            barriers.put(place, found);
        }
        assertThat(tab.overflow()).as("scrolls sideways: " + place).isNotPositive();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void openedPartsAreAccessible(Look look) {
        Map<String, Object> barriers = new LinkedHashMap<>();
        try (Visitor visitor = visitor(look).expecting("status of 422");
                Tab tab = visitor.open("#/jobs/" + job() + "/results")) {
            tab.rows()
                    .filter(new Locator.FilterOptions().setHasText("text/html"))
                    .first()
                    .click();
            assertThat(tab.heading("Extracted")).isVisible();
            tab.button("Show as text").click();
            assertThat(tab.page().locator("pre[aria-label=Body]")).isVisible();
            check(tab, "drawer", barriers);
            tab.button("Close").click();

            tab.button("Delete").click();
            assertThat(tab.heading("Delete this crawl?")).isVisible();
            check(tab, "question", barriers);
            tab.button("Keep it").click();

            tab.go("#/jobs/" + job() + "/failures");
            tab.field("URL").fill(site.url("/private/x").href());
            tab.button("Explain").click();
            assertThat(tab.page().getByText("Already crawled")).isVisible();
            check(tab, "explanation", barriers);

            tab.go("#/?label=team:web");
            tab.page().locator(".jobs tbody .choose input").first().check();
            check(tab, "list", barriers);
            tab.button("Delete selected").click();
            assertThat(tab.button("Keep them")).isVisible();
            check(tab, "question of many", barriers);
            tab.button("Keep them").click();

            tab.go("#/");
            tab.button("Broken links").click();
            tab.page().getByText("Options").click();
            tab.field("Start URLs").fill("http://site.test/");
            tab.field("Maximum pages").fill("many");
            tab.button("Crawl").click();
            assertThat(tab.field("Maximum pages")).isFocused();
            assertThat(tab.field("Maximum pages")).hasAttribute("aria-invalid", "true");
            check(tab, "form", barriers);
            assertThat(barriers).as("what keeps people out").isEmpty();
        }
    }

    @Test
    void aThemeIsChosenAndKept() {
        try (Visitor visitor = visitor(Look.DESK);
                Tab tab = visitor.open("")) {
            tab.button("Switch to dark colours").click();
            tab.page().reload();
            assertThat(tab.button("Switch to light colours")).isVisible();
            assertThat(tab.page().evaluate("getComputedStyle(document.documentElement).colorScheme"))
                    .isEqualTo("dark");
        }
    }
}
