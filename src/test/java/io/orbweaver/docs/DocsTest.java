package io.orbweaver.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.Api.Answer;
import io.orbweaver.service.ServiceTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The documentation that the service serves: every page is there, and every link within it leads somewhere. */
@ServiceTest
class DocsTest {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    private final Map<String, Answer> asked = new HashMap<>();

    private Answer get(String path) {
        return asked.computeIfAbsent(path, new Api(port)::get);
    }

    @ParameterizedTest
    @EnumSource
    void eachPageIsThereAndItsLinksLeadSomewhere(DocsPage page) {
        Answer answer = get(page.href());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.body()).contains("<h1", "<title>" + page.title() + " · Orbweaver</title>");
        LINK.matcher(answer.body())
                .results()
                .map(found -> found.group(1).replace("&amp;", "&"))
                .forEach(link -> leadsSomewhere(page, link));
    }

    private void leadsSomewhere(DocsPage page, String link) {
        if (link.startsWith("http")) {
            return; // of elsewhere, or of an example
        }
        String[] parts = link.split("#", 2);
        String path = parts[0].isEmpty() ? page.href() : parts[0];
        Answer there = get(path);
        assertThat(there.status()).as(page + ": " + link).isEqualTo(200);
        if (parts.length > 1) {
            assertThat(ID.matcher(there.body()).results().map(found -> found.group(1)))
                    .as(page + ": " + link)
                    .contains(parts[1]);
        }
    }

    @Test
    void withoutScriptsThereIsTheMenuBySortsAndNoSearch() {
        String body = get("/docs").body();
        assertThat(body).containsPattern("<form id=\"search\"[^>]* hidden>");
        for (DocsPage.Sort sort : DocsPage.Sort.values()) {
            assertThat(body).contains("<h2>" + sort.title() + "</h2>");
            assertThat(sort.pages()).as(sort.title()).isNotEmpty();
        }
        assertThat(get("/docs/contents").body()).contains("Tutorial", "How to", "Reference", "Explanation");
    }

    @ParameterizedTest
    @CsvSource({"concepts", "api", "operating", "bounds", "trouble", "watching", "kubernetes", "contributing"})
    void anAddressThatWasGivenOutStays(String slug) {
        assertThat(get("/docs/" + slug).status()).isEqualTo(200);
    }

    @Test
    void theIndexHasEverySectionOfEveryPage() {
        Answer index = get("/docs/index.json");
        assertThat(index.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        Map<String, String> sections = new HashMap<>();
        index.json()
                .forEach(one -> sections.put(
                        one.get("href").stringValue(), one.get("text").stringValue()));
        for (DocsPage page : DocsPage.values()) {
            ID.matcher(get(page.href()).body())
                    .results()
                    .map(found -> found.group(1))
                    .filter(id -> !List.of("search", "question", "text").contains(id))
                    .forEach(id -> assertThat(sections).containsKey(page.href() + "#" + id));
        }
        assertThat(sections.get("/docs/configuration#fetching")).contains("orbweaver.fetch.concurrency 10 transfers");
        assertThat(sections.get("/docs/first-crawl#crawl-it")).contains("curl -N localhost:8080/v1/jobs");
    }

    @ParameterizedTest
    @CsvSource({"dashboard.png, image/png", "flow.svg, image/svg+xml"})
    void picturesHaveTheirTypes(String name, String type) {
        Answer picture = get("/docs/pictures/" + name);
        assertThat(picture.status()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).contains(type);
    }

    @ParameterizedTest
    @CsvSource({
        "/docs/nothing",
        "/docs/pictures/nothing.png",
        "/docs/pictures/nothing.svg",
        "/docs/how-to",
        "/docs/README.md",
        "/docs/pictures/..%2Fapi.md"
    })
    void unknownPagesAreNotFound(String path) {
        assertThat(new Api(port).get(path).status()).isIn(400, 404);
    }

    @Test
    void linksBetweenTextsLeadToTheirPages() {
        assertThat(DocsLinks.href(DocsPage.START, "src/main/docs/how-to/api.md#watch"))
                .isEqualTo("/docs/api#watch");
        assertThat(DocsLinks.href(DocsPage.API, "../../../../README.md#guarantees"))
                .isEqualTo("/docs#guarantees");
        assertThat(DocsLinks.href(DocsPage.API, "trouble.md")).isEqualTo("/docs/trouble");
        assertThat(DocsLinks.href(DocsPage.HOW_IT_WORKS, "../flow.svg")).isEqualTo("/docs/pictures/flow.svg");
        assertThat(DocsLinks.href(DocsPage.START, "src/main/docs/dashboard.png"))
                .isEqualTo("/docs/pictures/dashboard.png");
        assertThat(DocsLinks.href(DocsPage.KUBERNETES, "../LICENSE"))
                .isEqualTo("https://github.com/orbweaver/orbweaver/blob/main/LICENSE");
        assertThat(DocsLinks.href(DocsPage.START, "#guarantees")).isEqualTo("#guarantees");
        assertThat(DocsLinks.href(DocsPage.START, "https://a.test/x")).isEqualTo("https://a.test/x");
    }
}
