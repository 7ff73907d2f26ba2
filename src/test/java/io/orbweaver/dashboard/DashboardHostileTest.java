package io.orbweaver.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.dashboard.Browser.Look;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What strangers write is text, wherever it is shown. */
@Tag("process")
@ServiceTest
class DashboardHostileTest {

    private static final String TITLE =
            "<img src=x onerror=\"window.got=1\"><script>window.got=1</script>\u202Egnp.exe";

    @LocalServerPort
    private int port;

    @Test
    void foreignTextIsOnlyShown() {
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

    @Test
    void aKeptBodyIsTextToLookAtAndAFileToTake(@TempDir Path folder) {
        String html = "<meta http-equiv=refresh content='0;url=/elsewhere'><base href='http://evil.test/'>"
                + "<title>t</title><body onload=\"window.got=1\"><script>window.got=1;parent.got=1</script>"
                + "<iframe srcdoc='<script>top.got=1</script>'></iframe><svg onload=window.got=1></svg>"
                + "</pre></dialog><img src=x onerror=window.got=1><style>*{display:none}</style>";
        try (FakeSite site = FakeSite.start().page("/a.html", html);
                Browser browser = Browser.start();
                Visitor visitor = browser.visitor("http://127.0.0.1:" + port, Look.DESK)) {
            Api api = new Api(port);
            String id = api.submit("{'seeds':['" + site.url("/a.html") + "'],'maxPages':1,'keepBodies':true}");
            api.awaitEnd(id);
            Tab tab = visitor.open("#/jobs/" + id + "/results");
            tab.rows().first().click();
            String here = tab.page().url();
            tab.button("Show as text").click();
            assertThat(tab.page().locator("pre[aria-label=Body]")).hasText(html);
            assertThat(tab.page().locator("pre[aria-label=Body] *")).hasCount(0);
            assertUnharmed(tab);
            assertThat(tab.page().url()).isEqualTo(here);
            assertThat(tab.download(tab.link("Download"), folder)).containsExactly(html);
            assertThat(folder.resolve("a.html")).exists();
            long seq = api.pages(id).get(0).get("seq").longValue();
            String body = "v1/jobs/" + id + "/pages/" + seq + "/body";
            assertThatThrownBy(() -> tab.go(body)).as("opened by its address").hasMessageContaining("Download");
            assertThat(tab.page().evaluate("window.got ?? null")).isNull();
        }
    }

    @Test
    void markdownBecomesNoMoreThanItsMarks() {
        String text = "# <img src=x onerror=window.got=1>\n\n[a](javascript:window.got=1) [b](http://a.test/x)"
                + " ![p](http://a.test/p.png) <https://a.test/y> **bold *both*** `<script>` \\*plain\\*\n\n"
                + "<script>window.got=1</script>\n\n| a | b |\n|---|---|\n| 1 | [c](data:text/html,x) |\n\n"
                + "```html\n<iframe src=x></iframe>\n```\n\n- one\n  - inner\n- two\n\n3. three\n\n> said\n\n"
                + ">".repeat(5_000) + " deep\n\n" + "**".repeat(20_000) + "\n\n" + "[".repeat(20_000) + "\n\n"
                + "- ".repeat(2_000);
        String render = "async text => { const {markdown} = await import('./app/parts/markdown.js');"
                + " const {render} = await import('./lib/lit-element/lit-element.js');"
                + " const box = document.createElement('div'); box.id = 'md'; document.body.append(box);"
                + " render(markdown(text), box); }";
        try (Browser browser = Browser.start();
                Visitor visitor = browser.visitor("http://127.0.0.1:" + port, Look.DESK)) {
            Tab tab = visitor.open("");
            assertThat(tab.heading("Crawl a site")).isVisible();
            tab.page().evaluate(render, text);
            var box = tab.page().locator("#md");
            assertThat(box.locator("h4")).hasText("<img src=x onerror=window.got=1>");
            assertThat(box.locator("img, script, iframe, style, form")).hasCount(0);
            assertThat(box.locator("a").all().stream()
                            .map(link -> link.getAttribute("href"))
                            .toList())
                    .containsExactly("http://a.test/x", "http://a.test/p.png", "https://a.test/y");
            assertThat(box.locator("td").first()).hasText("1");
            assertThat(box.locator("pre")).hasText("<iframe src=x></iframe>");
            assertThat(box.locator("ul ul li").first()).hasText("inner");
            assertThat(box.locator("ol").first()).hasAttribute("start", "3");
            assertThat(box.locator("blockquote p").first()).hasText("said");
            assertThat(box.locator("strong").first()).hasText("bold both");
            assertThat(tab.page().evaluate("window.got ?? null")).isNull();
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
