package io.orbweaver.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of properties says what the build's metadata says, and nothing names a property that there is not. */
class ConfigurationPageTest {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    /** In texts and on command lines; neither a package, nor a path, nor a name within a cluster. */
    private static final Pattern NAMED =
            Pattern.compile("(?<![\\w./])orbweaver\\.(?!orbweaver)([a-z][a-z-]*(?:\\.[a-z][a-z-]*)*)");

    /** Files beside the jar that have a name like a property's. */
    private static final List<String> FILES = List.of("jar", "json", "yaml", "theme");

    private static final String KEYS = "orbweaver.security.keys";

    private static Map<String, JsonNode> metadata() throws IOException {
        Map<String, JsonNode> known = new TreeMap<>();
        for (URL each :
                Collections.list(ConfigurationPageTest.class.getClassLoader().getResources(METADATA))) {
            try (InputStream in = each.openStream()) {
                for (JsonNode property :
                        JsonMapper.builder().build().readTree(in).path("properties")) {
                    String name = property.path("name").stringValue();
                    if (name.startsWith("orbweaver.")) {
                        known.put(name, property);
                    }
                }
            }
        }
        assertThat(known).as("metadata of the build").isNotEmpty();
        return known;
    }

    private static List<Markdown.Row> rows() {
        return Markdown.rows(Markdown.of(DocsPage.CONFIGURATION).text(), name -> name.startsWith("`orbweaver."));
    }

    @Test
    void everyPropertyHasOneRowAndNoRowIsUnknown() throws IOException {
        assertThat(rows().stream().map(Markdown.Row::name))
                .containsExactlyInAnyOrderElementsOf(metadata().keySet());
    }

    @Test
    void everyDefaultIsTheOneThatCounts() throws IOException {
        Map<String, JsonNode> known = metadata();
        for (Markdown.Row row : rows()) {
            JsonNode declared = known.get(row.name()).path("defaultValue");
            String said = row.cell(1);
            if (declared.isMissingNode() || declared.asString("").isEmpty()) {
                assertThat(said).as(row.name()).matches("none|empty|the Fetch standard's bad ports");
            } else {
                String version = "Orbweaver/[^ ]+";
                assertThat(said.replaceAll("^`|`$", "").replaceAll(version, "Orbweaver/"))
                        .as(row.name())
                        .isEqualTo(declared.asString().replaceAll(version, "Orbweaver/"));
            }
        }
    }

    @Test
    void everyDescriptionIsItsOwn() throws IOException {
        Map<String, String> said = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        metadata().forEach((name, property) -> {
            String other = said.put(property.path("description").asString(""), name);
            if (other != null) {
                twice.add(other + " and " + name);
            }
        });
        assertThat(said.keySet()).doesNotContain("");
        said.forEach((words, name) -> said.forEach((others, other) -> {
            if (!name.equals(other) && words.endsWith(others)) {
                twice.add(name + " and " + other);
            }
        }));
        assertThat(twice).as("one has another's words").isEmpty();
    }

    @Test
    void nothingNamesAPropertyThatThereIsNot() throws IOException {
        Set<String> known = new TreeSet<>(metadata().keySet());
        known.addAll(attributes());
        List<String> unknown = new ArrayList<>();
        for (Path text : texts()) {
            Matcher named = NAMED.matcher(Files.readString(text));
            while (named.find()) {
                String name = named.group();
                boolean there = known.contains(name)
                        || FILES.contains(named.group(1))
                        || name.startsWith(KEYS)
                        || known.stream().anyMatch(one -> one.startsWith(name + "."));
                if (!there) {
                    unknown.add(text + ": " + name);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    /** What the code itself names so: attributes of traces, meters. */
    private static Set<String> attributes() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/orbweaver/ops"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Pattern.compile("\"(orbweaver\\.[a-z.]+)\"")
                        .matcher(Files.readString(source))
                        .results()
                        .forEach(found -> names.add(found.group(1)));
            }
        }
        return names;
    }

    /** The documentation, what is said before a start, and the examples beside the code. */
    private static List<Path> texts() throws IOException {
        List<Path> texts = new ArrayList<>(
                Stream.of(DocsPage.values()).map(page -> Path.of(page.source())).toList());
        texts.add(Path.of("src/main/resources/io/orbweaver/start/help.txt"));
        for (String folder : List.of("config", "k8s")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().matches(".*\\.(ya?ml|properties)"))
                        .forEach(texts::add);
            }
        }
        return texts;
    }
}
