package io.orbweaver.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.ops.Rules.Query;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The real Prometheus scrapes the service at work, by config/prometheus: all that config/ asks for is there. */
@Tag("process")
@ServiceTest
class PrometheusTest {

    private static final String EVERYTHING =
            "{'seeds':['%s'],'delay':'0ms','retries':0,'keepBodies':true," + "'extract':{'text':true}}";

    @LocalServerPort
    private int port;

    @TempDir
    Path folder;

    private Api api() {
        return new Api(port);
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(250));
    }

    private static FakeSite site() {
        return FakeSite.start()
                .page("/robots.txt", Page.text("User-agent: *\nDisallow: /secret\n"))
                .page("/", "<a href=/a.html>a</a><a href=/gone>g</a><a href=/secret>s</a><a href=/moved>m</a>")
                .page("/a.html", "<title>A</title><p>Some text.</p>")
                .page("/moved", Page.redirect("/b.html"))
                .page("/b.html", "<title>B</title>");
    }

    /** One crawl with a page, a failure, a skip, a redirect and a kept body, watched to its end. */
    private void crawl(FakeSite site) {
        String job = api().submit(EVERYTHING.formatted(site.url("/")));
        assertThat(api().events(job)).extracting(Api.Event::type).contains("page", "failure", "skip", "end");
    }

    @Test
    void everyQueryOfTheConfigurationReturnsData() throws IOException {
        try (FakeSite site = site();
                Prometheus prometheus = Prometheus.start(folder, port)) {
            patiently()
                    .until(() -> prometheus.query("up{job=\"orbweaver\"} == 1").size() == 1);
            // again and again, so that whatever counts this for the first time is seen to grow
            patiently().untilAsserted(() -> {
                crawl(site);
                assertThat(api().post("/v1/jobs", "{}", "Origin", "http://elsewhere.test")
                                .status())
                        .isEqualTo(403);
                assertThat(emptyAmong(prometheus, Rules.queries())).isEmpty();
            });
            everyRuleIsEvaluated(prometheus);
            everyMetricIsScraped(prometheus);
            Rules.annotations().forEach(annotation -> prometheus.query(annotation.expression()));
            assertThat(prometheus.query("ALERTS{alertstate=\"firing\"}"))
                    .as("a healthy service")
                    .isEmpty();
        }
    }

    /** The queries that give no series; one that Prometheus does not understand fails. */
    private static List<Query> emptyAmong(Prometheus prometheus, List<Query> queries) {
        return queries.stream()
                .filter(query -> prometheus.query(query.expression()).isEmpty())
                .toList();
    }

    private static void everyRuleIsEvaluated(Prometheus prometheus) {
        patiently().untilAsserted(() -> {
            List<JsonNode> rules = new ArrayList<>();
            prometheus
                    .data("/api/v1/rules")
                    .get("groups")
                    .forEach(group -> group.get("rules").forEach(rules::add));
            assertThat(rules)
                    .hasSize(Rules.of("recording.yml").size()
                            + Rules.of("alerts.yml").size());
            assertThat(rules)
                    .allSatisfy(rule -> assertThat(rule.get("health").stringValue())
                            .as(rule.toString())
                            .isEqualTo("ok"));
        });
        // a rule that was evaluated before its metric was there has its first value the next time
        for (JsonNode rule : Rules.of("recording.yml")) {
            patiently()
                    .untilAsserted(
                            () -> assertThat(prometheus.query(rule.get("record").stringValue()))
                                    .as(rule.toString())
                                    .isNotEmpty());
        }
    }

    private static void everyMetricIsScraped(Prometheus prometheus) {
        Set<String> scraped = new TreeSet<>();
        prometheus.data("/api/v1/label/__name__/values").forEach(name -> scraped.add(name.stringValue()));
        for (Meter meter : Meter.values()) {
            String name = meter.meterName().replace('.', '_');
            assertThat(scraped).as(name).anyMatch(there -> there.equals(name) || there.startsWith(name + "_"));
        }
        Stream<String> rules = Stream.of("recording.yml", "alerts.yml")
                .flatMap(file -> Rules.of(file).stream())
                .map(rule -> rule.get("expr").stringValue());
        Stream<String> dashboard = Stream.concat(Rules.queries().stream(), Rules.annotations().stream())
                .map(Query::expression);
        Stream.concat(rules, dashboard).forEach(expression -> {
            assertThat(Rules.metrics(expression)).as(expression).isSubsetOf(scraped);
        });
    }
}
