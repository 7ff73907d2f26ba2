package io.orbweaver.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What config/ asks of Prometheus: its rules, and the queries of the dashboard. */
final class Rules {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path CONFIG = Path.of("config");

    /** What in an expression is no name of a metric: strings, selectors, windows, labels that are named, calls. */
    private static final Pattern NO_NAME = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|without|ignoring|on|group_left|group_right)\\s*\\([^)]*\\)");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\(|[a-zA-Z0-9_:])");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "Inf", "offset", "ALERTS");

    private Rules() {}

    /** A file of config/, as JSON: YAML is read so, too. */
    static JsonNode config(String file) {
        try {
            return JSON.valueToTree(new Yaml().<Object>load(Files.readString(CONFIG.resolve(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rules of a file. */
    static List<JsonNode> of(String file) {
        List<JsonNode> all = new ArrayList<>();
        config("prometheus/" + file)
                .get("groups")
                .forEach(group -> group.get("rules").forEach(all::add));
        return all;
    }

    /** A query of the dashboard, and where it stands; variables are filled in as Grafana would. */
    record Query(String panel, String expression) {

        static Query of(String panel, String expression) {
            return new Query(
                    panel,
                    expression
                            .replace("$__rate_interval", "1m")
                            .replace("$instance", ".*")
                            .replace("$job", "orbweaver"));
        }
    }

    static JsonNode dashboard() {
        return config("grafana/dashboards/orbweaver.json");
    }

    /** All queries of the dashboard's panels. */
    static List<Query> queries() {
        List<Query> all = new ArrayList<>();
        dashboard()
                .get("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> all.add(Query.of(
                                panel.get("title").stringValue(),
                                target.get("expr").stringValue()))));
        return all;
    }

    /** All of its annotations that come from Prometheus. */
    static List<Query> annotations() {
        List<Query> all = new ArrayList<>();
        dashboard().at("/annotations/list").forEach(annotation -> {
            if (annotation.has("expr")) {
                all.add(Query.of(
                        annotation.get("name").stringValue(),
                        annotation.get("expr").stringValue()));
            }
        });
        return all;
    }

    /** The metrics that an expression asks for. */
    static Set<String> metrics(String expression) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(NO_NAME.matcher(expression).replaceAll(" "));
        while (matcher.find()) {
            if (!WORDS.contains(matcher.group())) {
                names.add(matcher.group());
            }
        }
        return names;
    }
}
