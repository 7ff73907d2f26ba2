package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api.Answer;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Whether a URL is crawled, and why. */
@ServiceTest
class ExplainTest {

    @LocalServerPort
    private int port;

    private Api api;
    private FakeSite site;
    private String job;

    @BeforeEach
    void crawl() {
        api = new Api(port);
        site = FakeSite.start();
        site.page(
                "/robots.txt",
                Page.text("User-agent: *\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 0.01\n"));
        site.page("/", "<a href=/docs/a>1</a><a href=/private/x>2</a><a href=/docs/old>3</a><a href=/docs/gone>4</a>");
        site.page("/docs/a", "a");
        site.page("/docs/old", Page.redirect("/docs/new"));
        site.page("/docs/new", "new");
        job = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','include':['/docs/','/private/'],"
                + "'exclude':['secret','draft'],'cleanUrls':{'tracking':true}}");
        api.awaitEnd(job);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private JsonNode explain(String url) {
        Answer answer = api.get("/v1/jobs/" + job + "/explain?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    @ParameterizedTest
    @CsvSource({
        "/, true, outcome",
        "/docs/a, true, outcome",
        "/docs/./a#x, true, outcome",
        "/docs/a?utm_source=x, true, outcome",
        "/docs/gone, true, outcome",
        "/docs/old, true, outcome",
        "/docs/new, false, duplicate",
        "/private/x, false, outcome",
        "/private/y, false, robots",
        "/private/open/y, false, ended",
        "/docs/never, false, ended",
        "/docs/secret, false, exclude",
        "/blog/1, false, include",
        "/docs/a/a/a/a/a, false, trap",
        "http://elsewhere.test/docs/, false, scope",
        "file:///etc/passwd, false, unsupported",
        "mailto:a@b.test, false, unsupported",
        "http://[, false, not-a-url",
        "/relative, false, not-a-url",
        "'', false, not-a-url",
        "http://u:p@a.test/, false, not-a-url"
    })
    void everyUrlHasAnAnswer(String url, boolean crawl, String why) {
        boolean onSite = url.startsWith("/") && !url.equals("/relative");
        JsonNode explanation = explain(onSite ? site.url("/").href() + url.substring(1) : url);
        assertThat(explanation.get("why").stringValue()).isEqualTo(why);
        assertThat(explanation.get("crawl").booleanValue()).isEqualTo(crawl);
        assertThat(explanation.get("detail").stringValue()).isNotBlank();
    }

    @Test
    void theRuleThePatternTheDepthAndTheOutcomeAreExplained() {
        JsonNode refused = explain(site.url("/private/x").href());
        assertThat(refused.at("/robots/state").stringValue()).isEqualTo("known");
        assertThat(refused.at("/robots/group").stringValue()).isEqualTo("*");
        assertThat(refused.at("/robots/rule").stringValue()).isEqualTo("Disallow: /private");
        assertThat(refused.at("/robots/crawlDelayMillis").intValue()).isEqualTo(10);
        assertThat(refused.at("/scope/include").stringValue()).isEqualTo("/private/");
        assertThat(refused.at("/outcome/type").stringValue()).isEqualTo("skip");
        assertThat(refused.at("/known/depth").intValue()).isEqualTo(1);
        assertThat(refused.at("/known/referrer").stringValue())
                .isEqualTo(site.url("/").href());
        JsonNode page = explain(site.url("/docs/a").href() + "?gclid=1");
        assertThat(page.get("canonical").stringValue())
                .isEqualTo(site.url("/docs/a").href());
        assertThat(page.at("/outcome/data/status").intValue()).isEqualTo(200);
        assertThat(page.at("/politeness/host").stringValue())
                .isEqualTo(site.url("/").host().value());
        assertThat(explain(site.url("/docs/new").href()).at("/known/of").stringValue())
                .isEqualTo(site.url("/docs/old").href());
    }

    @Test
    void aJobThatHasNotBegunIsExplainedToo() {
        String lazy = api.submit("{'seeds':['http://never-asked.test/'],'start':false}");
        JsonNode seed = api.get("/v1/jobs/" + lazy + "/explain?url=http://never-asked.test/")
                .json();
        assertThat(seed.get("why").stringValue()).isEqualTo("seed");
        assertThat(seed.get("crawl").booleanValue()).isTrue();
        assertThat(seed.at("/robots/state").stringValue()).isEqualTo("unknown");
        assertThat(seed.at("/robots/allowed").isNull()).isTrue();
        assertThat(seed.at("/known/depth").intValue()).isZero();
        JsonNode other = api.get("/v1/jobs/" + lazy + "/explain?url=http://never-asked.test/x")
                .json();
        assertThat(other.get("why").stringValue()).isEqualTo("allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.1/, forbidden-address",
        "http://[::ffff:10.0.0.1]/, forbidden-address",
        "http://0x0a.1/, forbidden-address",
        "http://public.test:25/, forbidden-address",
        "http://public.test/, allowed",
        "http://127.0.0.1:9999/, allowed",
        "file:///etc/passwd, file"
    })
    void forbiddenAddressesAreExplainedWhereNoNameMustBeResolved(String url, String why) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/test-files").toAbsolutePath());
        String any = api.submit("{'seeds':['http://a.test/','file://" + folder + "/x'],'scope':'any','start':false}");
        var explanation = api.get("/v1/jobs/" + any + "/explain?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8));
        assertThat(explanation.json().get("why").stringValue()).isEqualTo(why);
    }

    @Test
    void aHostTellsWhatIsKnownOfItsRobotsTxt() {
        String host = site.url("/").host().value();
        var hosts = api.get("/v1/hosts?limit=1000").json().get("hosts");
        assertThat(hosts)
                .anyMatch(known -> known.get("host").stringValue().equals(host)
                        && known.get("robots").stringValue().equals("known"));
    }

    @Test
    void aJobThatLeftLinksOutSaysSoOfAUrlThatItDoesNotKnow() {
        site.page("/long", "<a href=/docs/a>a</a><a href=/" + "y".repeat(20_000) + ">b</a>");
        String cut = api.submit("{'seeds':['" + site.url("/long") + "'],'delay':'0ms','sitemaps':'ignore'}");
        api.awaitEnd(cut);
        JsonNode unknown = api.get("/v1/jobs/" + cut + "/explain?url=" + site.url("/elsewhere"))
                .json();
        assertThat(unknown.get("detail").stringValue()).contains("bounds left out: 1 links of pages");
        JsonNode known =
                api.get("/v1/jobs/" + cut + "/explain?url=" + site.url("/long")).json();
        assertThat(known.get("detail").stringValue()).doesNotContain("bounds");
        assertThat(known.at("/outcome/data/omitted/links").intValue()).isEqualTo(1);
    }

    @Test
    void aCutRobotsTxtIsReported() {
        try (FakeSite large = FakeSite.start()) {
            large.page("/robots.txt", Page.text("User-agent: *\nDisallow: /a\n" + "# long\n".repeat(100_000)));
            large.page("/", "<title>x</title>");
            String whole = api.submit("{'seeds':['" + large.url("/") + "'],'delay':'0ms'}");
            api.awaitEnd(whole);
            JsonNode answer = api.get("/v1/jobs/" + whole + "/explain?url=" + large.url("/a"))
                    .json();
            assertThat(answer.at("/robots/state").stringValue()).isEqualTo("cut");
            String host = large.url("/").host().value();
            assertThat(api.get("/v1/hosts?limit=1000").json().get("hosts"))
                    .anyMatch(known -> known.get("host").stringValue().equals(host)
                            && known.get("robots").stringValue().equals("cut"));
        }
    }

    @Test
    void invalidQuestionsAreProblems() {
        assertThat(api.get("/v1/jobs/" + job + "/explain").status()).isEqualTo(400);
        assertThat(api.get("/v1/jobs/0000000000000/explain?url=http://a.test/").status())
                .isEqualTo(404);
        String longest = "http://a.test/" + "x".repeat(8_000);
        assertThat(explain(longest).get("why").stringValue()).isEqualTo("scope");
    }
}
