package io.orbweaver.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.orbweaver.dashboard.Browser.Look;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the form takes, refuses at the field, and fills in by itself. */
@Tag("process")
@ServiceTest
class DashboardFormTest {

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
    void anInvalidUrlIsRefusedAtTheFieldAndStartsNothing() {
        try (Visitor visitor = visitor();
                Tab tab = visitor.open("")) {
            long before = jobs();
            Locator seeds = tab.field("Start URLs");
            seeds.fill("not a url");
            seeds.press("Enter");
            assertThat(seeds).hasAttribute("aria-invalid", "true");
            assertThat(tab.page().locator("#spec-seeds-problem")).containsText("“not” is not a URL");
            assertThat(seeds).isFocused();
            assertThat(jobs()).isEqualTo(before);
        }
    }

    private long jobs() {
        return api.get("/v1/jobs?limit=1000").json().get("jobs").size();
    }

    @Test
    void seedsAreTakenAsPeopleTypeThemAndMistakesAreShown() {
        List<String> wrong = List.of(
                "not a url",
                "example",
                "12345",
                "3.14",
                "1.2.3.4.5",
                "me@example.org",
                "mailto:me@example.org",
                "javascript:alert(1)",
                "ftp://example.org/",
                "htp://example.org/",
                "https//example.org/",
                "https://",
                "http:///",
                "/etc/passwd",
                "www.",
                "a..b",
                ".org",
                "\"example.org\"",
                "https://\"example.org\"/",
                "example.org,example.net",
                "example.org:99999",
                "C:\\site",
                "?q=1",
                "https://example.org/ and");
        List<String> right = List.of(
                "example.org",
                "https://example.org",
                "example.org/a,b",
                "example.org, example.net; example.com",
                "http://intranet/",
                "intranet:8080/x",
                "localhost",
                "localhost:8080",
                "127.0.0.1:9000/a",
                "http://[::1]:8080/",
                "//example.org/x",
                "münchen.example",
                "https://a_b.example.org/",
                "file:///srv/notes/",
                "sub.example.co.uk/path?x=1#y");
        try (Visitor visitor = visitor();
                Tab tab = visitor.open("")) {
            assertThat(tab.field("Start URLs")).isVisible();
            String refused = "texts => import('./app/model/seeds.js').then(m => texts.filter(t => m.checkSeeds(t)))";
            assertThat((List<?>) tab.page().evaluate(refused, wrong)).isEqualTo(wrong);
            assertThat((List<?>) tab.page().evaluate(refused, right)).isEmpty();
            assertThat(tab.page()
                            .evaluate("import('./app/model/seeds.js').then(m =>"
                                    + " m.seedsOf('example.org, localhost:1; 10.0.0.1').join(' '))"))
                    .isEqualTo("https://example.org http://localhost:1 http://10.0.0.1");
        }
    }

    @Test
    void twoLinesWithOneNameAreReported() {
        try (Visitor visitor = visitor();
                Tab tab = visitor.open("")) {
            tab.page().getByText("Options").click();
            Locator labels = tab.field("Labels");
            labels.fill("team = a\nteam = b");
            labels.press("Tab");
            assertThat(labels).hasAttribute("aria-invalid", "true");
            tab.field("Request headers").fill("X-A: 1\nx-a: 2");
            tab.field("Request headers").press("Tab");
            assertThat(tab.field("Request headers")).hasAttribute("aria-invalid", "true");
        }
    }

    @Test
    void anEndedCrawlRunsAgainAsItWasOrChanged() {
        String spec = "{'seeds':['http://127.0.0.1:9/'],'maxPages':7,'delay':'250ms','retries':0,'robots':true,"
                + "'labels':{'team':'search'},'headers':{'X-Test':'a: b'},'traps':{'years':null},"
                + "'follow':['a','img'],'include':['^http'],'extract':{'text':true,'metadata':false,"
                + "'fields':{'price':'span.price'}},'duplicates':'skip','maxDuration':'1h'}";
        String id = api.submit(spec);
        api.awaitEnd(id);
        try (Visitor visitor = visitor();
                Tab tab = visitor.open("#/jobs/" + id)) {
            tab.button("Run again").click();
            tab.page().waitForURL(url -> !url.endsWith(id));
            assertThat(tab.page().locator(".job-line")).containsText("team:search");
            assertThat(specOf(tab)).isEqualTo(api.job(id).get("spec"));

            tab.go("#/jobs/" + id);
            tab.button("Edit and run again").click();
            assertThat(tab.field("Start URLs")).hasValue("http://127.0.0.1:9/");
            assertThat(tab.field("Maximum pages")).hasValue("7");
            assertThat(tab.field("Calendar years ahead")).hasValue("off");
            assertThat(tab.field("Labels")).hasValue("team = search");
            tab.field("Maximum pages").fill("8");
            tab.button("Crawl").click();
            assertThat(tab.page().locator(".job-line")).isVisible();
            var changed = specOf(tab);
            assertThat(changed.get("maxPages").intValue()).isEqualTo(8);
            ((tools.jackson.databind.node.ObjectNode) changed).put("maxPages", 7);
            assertThat(changed).isEqualTo(api.job(id).get("spec"));
        }
    }

    private tools.jackson.databind.JsonNode specOf(Tab tab) {
        String address = tab.page().url();
        return api.job(address.substring(address.lastIndexOf('/') + 1)).get("spec");
    }

    @Test
    void aPresetFillsInItsFieldsAndIsTakenBack() {
        try (Visitor visitor = visitor();
                Tab tab = visitor.open("")) {
            tab.page().getByText("Options").click();
            tab.field("Maximum depth").fill("3");
            tab.button("Site to Markdown").click();
            assertThat(tab.field("Main content as Markdown")).isChecked();
            tab.button("Archive").click();
            assertThat(tab.field("Main content as Markdown")).not().isChecked();
            assertThat(tab.field("Keep page bodies")).isChecked();
            assertThat(tab.field("Maximum depth")).hasValue("3");
            tab.button("Archive").click();
            assertThat(tab.field("Keep page bodies")).not().isChecked();
            tab.button("Broken links").click();
            tab.field("Start immediately").uncheck();
            tab.field("Start URLs").fill("127.0.0.1:9");
            tab.button("Crawl").click();
            assertThat(tab.page().locator(".job-line")).containsText("Not started");
            var spec = specOf(tab);
            assertThat(spec.get("follow").toString()).contains("\"img\"");
            assertThat(spec.get("maxDepth").intValue()).isEqualTo(3);
        }
    }

    @Test
    void anExampleIsFilledInAndNotStarted() {
        try (FakeService empty = new FakeService(0);
                Visitor visitor = browser.visitor(empty.withoutJobs().origin(), Look.DESK);
                Tab tab = visitor.open("")) {
            tab.button("Fill in an example").click();
            assertThat(tab.field("Start URLs")).hasValue("https://quotes.toscrape.com/");
            assertThat(tab.button("Crawl")).isFocused();
            assertThat(tab.page().locator("#spec-seeds-problem")).isEmpty();
        }
    }
}
