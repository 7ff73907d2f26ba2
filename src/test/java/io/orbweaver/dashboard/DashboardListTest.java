package io.orbweaver.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.orbweaver.dashboard.Browser.Look;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The list of crawls: found by labels and words, ordered, deleted many at once; and the link to one result. */
@Tag("process")
@ServiceTest
class DashboardListTest {

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

    private String job(String seed, String labels) {
        return api.submit("{'seeds':['http://" + seed + ".test/'],'start':false,'labels':{" + labels + "}}");
    }

    private static Locator entry(Tab tab, String id) {
        return tab.page().locator("a[href='#/jobs/" + id + "']");
    }

    @Test
    void crawlsAreFoundByLabelsAndWords() {
        String both = job("one", "'team':'r&d, web','run':'7'");
        String one = job("two", "'team':'r&d, web'");
        String none = job("three", "");
        try (Visitor visitor = visitor();
                Tab tab = visitor.open("")) {
            assertThat(entry(tab, none)).isVisible();
            tab.link("team:r&d, web").first().click();
            assertThat(entry(tab, none)).hasCount(0);
            assertThat(entry(tab, one)).isVisible();
            tab.link("run:7").first().click();
            assertThat(entry(tab, one)).hasCount(0);
            assertThat(entry(tab, both)).isVisible();
            tab.page().reload();
            assertThat(entry(tab, both)).isVisible();
            assertThat(entry(tab, one)).hasCount(0);
            tab.page().locator("button.chip", hasText("run:7")).click();
            assertThat(entry(tab, one)).isVisible();
            tab.page().locator("button.chip", hasText("team:")).click();
            assertThat(entry(tab, none)).isVisible();

            tab.field("Search URLs and labels").fill("THREE");
            assertThat(entry(tab, one)).hasCount(0);
            assertThat(entry(tab, none)).isVisible();
            tab.field("Search URLs and labels").fill("run:7");
            assertThat(entry(tab, both)).isVisible();
            assertThat(entry(tab, none)).hasCount(0);
        }
    }

    private static com.microsoft.playwright.Page.LocatorOptions hasText(String text) {
        return new com.microsoft.playwright.Page.LocatorOptions().setHasText(text);
    }

    @Test
    void theListIsOrderedAndManyAreDeletedAtOnce() {
        String first = job("sort-a", "'sort':'yes'");
        String second = job("sort-c", "'sort':'yes'");
        String third = job("sort-b", "'sort':'yes'");
        // the page may just be reading a crawl when it goes
        try (Visitor visitor = visitor().expecting("status of 404");
                Tab tab = visitor.open("#/?label=sort:yes")) {
            Locator names = tab.page().locator(".jobs tbody .job-name > a");
            assertThat(names).hasText(new String[] {"sort-b.test", "sort-c.test", "sort-a.test"});
            tab.button("Site").click();
            assertThat(names).hasText(new String[] {"sort-a.test", "sort-b.test", "sort-c.test"});
            assertThat(tab.page()
                            .getByRole(AriaRole.COLUMNHEADER)
                            .filter(new Locator.FilterOptions().setHasText("Site")))
                    .hasAttribute("aria-sort", "ascending");

            tab.field("Select sort-a.test").check();
            tab.field("Select sort-b.test").check();
            tab.button("Delete selected").click();
            assertThat(tab.heading("Delete 2 crawls?")).isVisible();
            tab.button("Keep them").click();
            assertThat(names).hasCount(3);
            tab.button("Delete selected").click();
            tab.button("Delete 2 crawls").click();
            assertThat(names).hasText(new String[] {"sort-c.test"});
            assertThat(api.get("/v1/jobs/" + first).status()).isEqualTo(404);
            assertThat(api.get("/v1/jobs/" + third).status()).isEqualTo(404);
            assertThat(api.get("/v1/jobs/" + second).status()).isEqualTo(200);
        }
    }

    @Test
    void aLinkLeadsToOneResultWhoseContentComesFirst() {
        try (FakeSite site = FakeSite.start();
                Visitor visitor = visitor()) {
            site.page(
                    "/",
                    Page.html("<title>Home</title><main><h1>Welcome home</h1><p>A <b>bold</b> word and"
                            + " <a href=/missing>a link</a> to read, which is long enough to be content.</p>"
                            + "<ul><li>first<li>second</ul></main>"));
            String id = api.submit(
                    "{'seeds':['" + site.url("/") + "'],'delay':'0ms','retries':0,'extract':{'markdown':true}}");
            api.awaitEnd(id);
            long seq = api.pages(id).get(0).get("seq").longValue();
            Tab tab = visitor.open("#/jobs/" + id + "/results?seq=" + seq);
            Locator content = tab.page().locator("dialog .content");
            assertThat(content.locator("h4")).hasText("Welcome home");
            assertThat(content.locator("strong")).hasText("bold");
            assertThat(content.locator("li")).hasCount(2);
            assertThat(content.locator("a"))
                    .hasAttribute("href", site.url("/missing").href());
            tab.button("Close").click();
            assertThat(tab.page()).not().hasURL(Pattern.compile("seq="));
            tab.rows().filter(new Locator.FilterOptions().setHasText("Home")).click();
            assertThat(tab.page()).hasURL(Pattern.compile("seq=" + seq + "$"));
            tab.button("Close").click();

            tab.go("#/jobs/" + id + "/failures");
            assertThat(tab.page().locator(".from")).containsText(site.url("/").href());
            tab.go("#/jobs/" + id + "/results?seq=4711");
            assertThat(tab.page().getByText("is not among those shown here")).isVisible();
        }
    }

    @Test
    void aCrawlThatOnlyFailedIsShownAsSuch() {
        String id = api.submit("{'seeds':['http://127.0.0.1:9/'],'retries':0}");
        api.awaitEnd(id);
        try (Visitor visitor = visitor();
                Tab tab = visitor.open("#/jobs/" + id)) {
            assertThat(tab.page().locator(".progress-line strong")).hasText("Failed");
            assertThat(tab.page().locator(".progress-text")).containsText("1 of 1 known URL done");
            assertThat(tab.page().locator("ow-chart")).hasCount(0);
        }
    }
}
