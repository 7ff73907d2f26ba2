package io.orbweaver.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.dashboard.Browser.Look;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What strangers write is text, wherever it is shown. */
@ServiceTest
class DashboardHostileTest {

    private static final String TITLE =
            "<img src=x onerror=\"window.got=1\"><script>window.got=1</script>\u202Egnp.exe";

    @LocalServerPort
    private int port;

    @Test
    void whatStrangersWriteIsOnlyShown() {
        try (FakeSite site = hostile();
                Browser browser = Browser.start();
                Visitor visitor = browser.visitor("http://127.0.0.1:" + port, Look.DESK)) {
            Api api = new Api(port);
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','keepBodies':true,'extract':"
                    + "{'metadata':true,'text':true,'markdown':true,'links':true,'fields':{'<b>x</b>':'h1'}}}");
            api.awaitEnd(id);
            Tab tab = visitor.open("#/jobs/" + id + "/results");
            assertThat(tab.rows().first()).isVisible();
            assertThat(tab.grid()).containsText("<img src=x onerror=");
            assertThat(tab.grid()).containsText("⟨U+202E⟩gnp.exe");
            tab.rows().last().click();
            assertThat(tab.heading("Body")).isVisible();
            tab.button("Show as text").click();
            assertThat(tab.page().locator("pre[aria-label=Body]")).containsText("<script>window.got=1</script>");
            tab.page().locator("dialog summary").all().forEach(summary -> summary.click());
            for (String place : new String[] {"", "/failures", "/graph", "/hosts", "/export"}) {
                tab.go("#/jobs/" + id + place);
                assertThat(tab.page().locator(".tab-body")).isVisible();
                assertUnharmed(tab);
            }
        }
    }

    private static FakeSite hostile() {
        FakeSite site = FakeSite.start();
        site.page(
                "/",
                io.orbweaver.site.Page.html("<title>" + TITLE.replace("<", "&lt;") + "</title><h1>"
                        + TITLE.replace("<", "&lt;") + "</h1><script>window.got=1</script>"
                        + "<a href=\"javascript:window.got=1\">a</a>"
                        + "<a href=\"/%3Cimg%20src=x%20onerror=window.got=1%3E\">b</a>"
                        + "<a href=\"data:text/html,x\">c</a>"));
        return site;
    }

    private static void assertUnharmed(Tab tab) {
        assertThat(tab.page().evaluate("window.got ?? null")).isNull();
        assertThat(tab.page().locator("main img, main script, main iframe").count())
                .isZero();
        assertThat(tab.page().locator("a:not([href^=http]):not([href^='#']):not([href^=v1])").all().stream()
                        .map(link -> link.getAttribute("href"))
                        .toList())
                .as("links to no other scheme")
                .allMatch(href -> href.matches("docs|swagger-ui\\.html|openapi|actuator/\\w+"));
        assertThat(tab.page()
                        .locator("a[target=_blank]:not([rel='noopener noreferrer'])")
                        .count())
                .isZero();
    }
}
