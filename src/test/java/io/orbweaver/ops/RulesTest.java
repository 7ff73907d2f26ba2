package io.orbweaver.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Machine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The rules and the dashboard of config/, without a Prometheus that runs: what each must say, and that it is tried. */
@Tag("process")
class RulesTest {

    private static final String DATASOURCE = "${datasource}";

    @ParameterizedTest
    @ValueSource(strings = {"recording_test.yml", "alerts_test.yml"})
    void rulesDoWhatTheirTestsSay(String tests) {
        Machine.needs(Machine.has("promtool"), "There is no promtool (Debian's package prometheus).");
        assertThat(Machine.runs("promtool", "test", "rules", "config/prometheus/" + tests))
                .as("promtool test rules config/prometheus/" + tests)
                .isTrue();
    }

    @Test
    void everyRuleHasATest() {
        String recordings = Rules.config("prometheus/recording_test.yml").toString();
        assertThat(Rules.of("recording.yml"))
                .allSatisfy(rule ->
                        assertThat(recordings).contains(rule.get("record").stringValue()));
        Set<String> fired = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        Rules.config("prometheus/alerts_test.yml")
                .get("tests")
                .forEach(test -> test.get("alert_rule_test")
                        .forEach(tried -> (tried.get("exp_alerts").isEmpty() ? silent : fired)
                                .add(tried.get("alertname").stringValue())));
        Set<String> alerts = new TreeSet<>();
        Rules.of("alerts.yml").forEach(rule -> alerts.add(rule.get("alert").stringValue()));
        assertThat(fired).as("alerts that are seen to fire").isEqualTo(alerts);
        assertThat(silent).as("alerts that are seen not to fire").containsAll(alerts);
    }

    @Test
    void everyAlertSaysHowBadItIsAndWhatToDo() {
        assertThat(Rules.of("alerts.yml")).allSatisfy(rule -> {
            assertThat(rule.at("/labels/severity").stringValue()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").stringValue()).contains("$labels.instance");
            assertThat(rule.at("/annotations/runbook").stringValue()).hasSizeGreaterThan(100);
        });
    }

    @Test
    void metricsOfAnExpressionAreFound() {
        assertThat(Rules.metrics(
                        "sum by (a, job) (rate(x_total{b=~\"c|d\"}[5m])) / ignoring (e) x:y:z > -Inf and on (f) g"))
                .containsExactly("g", "x:y:z", "x_total");
    }

    @Test
    void everyPanelSaysWhatItShows() {
        JsonNode dashboard = Rules.dashboard();
        assertThat(dashboard.get("uid").stringValue()).isEqualTo("orbweaver");
        assertThat(dashboard.get("schemaVersion").intValue()).isBetween(39, 41);
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : panels(dashboard)) {
            String title = panel.get("title").stringValue();
            assertThat(ids.add(panel.get("id").intValue())).as(title).isTrue();
            if (panel.get("type").stringValue().equals("row")) {
                continue;
            }
            assertThat(panel.get("description").stringValue()).as(title).hasSizeGreaterThan(10);
            assertThat(panel.at("/datasource/uid").stringValue()).as(title).isEqualTo(DATASOURCE);
            assertThat(panel.get("targets")).as(title).isNotEmpty().allSatisfy(target -> {
                assertThat(target.at("/datasource/uid").stringValue()).isEqualTo(DATASOURCE);
                assertThat(target.get("expr").stringValue()).contains("$instance");
            });
            boolean heatmap = panel.get("type").stringValue().equals("heatmap");
            assertThat(panel.at(heatmap ? "/options/yAxis/unit" : "/fieldConfig/defaults/unit")
                            .stringValue())
                    .as(title)
                    .isNotEmpty();
        }
    }

    @Test
    void panelsDoNotCoverEachOther() {
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : panels(Rules.dashboard())) {
            JsonNode place = panel.get("gridPos");
            int left = place.get("x").intValue();
            int top = place.get("y").intValue();
            int right = left + place.get("w").intValue();
            assertThat(right).isLessThanOrEqualTo(24);
            for (int x = left; x < right; x++) {
                for (int y = top; y < top + place.get("h").intValue(); y++) {
                    assertThat(cells.add(x + " " + y))
                            .as(panel.get("title").stringValue())
                            .isTrue();
                }
            }
        }
    }

    private static List<JsonNode> panels(JsonNode dashboard) {
        List<JsonNode> panels = new ArrayList<>();
        dashboard.get("panels").forEach(panels::add);
        return panels;
    }
}
