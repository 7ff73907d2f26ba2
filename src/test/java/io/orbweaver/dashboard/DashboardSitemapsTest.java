package io.orbweaver.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.orbweaver.dashboard.Browser.Look;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What became of a crawl's sitemaps, and what bounds left out, is there to be seen; nothing where there is none. */
@Tag("process")
@ServiceTest
class DashboardSitemapsTest {

    private static Browser browser;
    private static FakeSite site;

    @LocalServerPort
    private int port;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        site = FakeSite.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            site.close();
        }
    }

    private Visitor visitor() {
        return browser.visitor("http://127.0.0.1:" + port, Look.DESK);
    }

    private static Locator region(Tab tab, String name) {
        return tab.page().getByRole(AriaRole.REGION, new GetByRoleOptions().setName(name));
    }

    private String crawl(String more) {
        Api api = new Api(port);
        String job = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','retries':0" + more + "}");
        api.awaitEnd(job);
        return job;
    }

    @Test
    void eachSitemapIsListedWithItsOutcome() {
        String tooLong = site.url("/") + "x".repeat(9_000);
        site.page("/", "<title>Home</title><a href=/a>a</a><a href=/" + "y".repeat(20_000) + ">b</a>");
        site.page("/a", "<title>A</title>");
        site.page(
                "/robots.txt",
                Page.text("User-agent: *\nSitemap: " + site.url("/list.txt") + "\nSitemap: " + site.url("/no.xml")));
        site.page("/list.txt", Page.text(site.url("/a") + "\n" + tooLong));
        site.page("/no.xml", Page.status(404));

        try (Visitor visitor = visitor();
                Tab tab = visitor.open("#/jobs/" + crawl(""))) {
            Locator sitemaps = region(tab, "Sitemaps");
            assertThat(sitemaps).containsText("2 sitemaps are known: 1 read, 1 failed, 0 skipped.");
            assertThat(sitemaps.locator("li")).hasCount(2);
            assertThat(sitemaps).containsText("/no.xml");
            assertThat(sitemaps).containsText("404");
            assertThat(sitemaps).containsText("1 entry left out");
            assertThat(region(tab, "Left out")).containsText("1 link of a page");
            assertThat(tab.barriers()).isEmpty();
        }
    }

    @Test
    void aCrawlThatFoundNoneSaysNothingOfThem() {
        site.page("/", "<title>Home</title>");
        site.page("/robots.txt", Page.text(""));

        try (Visitor visitor = visitor();
                Tab tab = visitor.open("#/jobs/" + crawl(",'sitemaps':'ignore'"))) {
            assertThat(tab.page().getByText("limit 1,000 pages")).isVisible();
            assertThat(tab.page().locator("#sitemaps-title, #omitted-title")).hasCount(0);
        }
    }
}
