package io.orbweaver.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.Api.Event;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a job that takes everything out of its pages, and keeps them, gives out: the same in every form, and whole. */
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RichExportTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, byte[]> bodies = new HashMap<>();
    private FakeSite site;
    private int port;
    private String id;

    /** The pages of the log, with their numbers, as {@code /pages} has them. */
    private List<JsonNode> pages;

    @BeforeAll
    void crawl(@LocalServerPort int servicePort) {
        port = servicePort;
        site = FakeSite.start();
        String words = IntStream.range(0, 12_000).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
        put(
                "/",
                "text/html; charset=utf-8",
                "<title>=A1</title><main><h1>Start</h1><p>to <a href=/long rel=next>the long</a> and"
                        + " <a href=/bytes>bytes</a>, <a href=http://elsewhere.test/>elsewhere</a></p></main>");
        put("/long", "text/html", "<title>Long</title><main><h1>Long</h1><p>" + words + "</p></main>");
        byte[] noise = new byte[900_000];
        new Random(4).nextBytes(noise);
        put("/bytes", "application/octet-stream", noise);
        Api api = new Api(port);
        id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','keepBodies':true,'extract':{'text':true,"
                + "'markdown':true,'links':true,'fields':{'h':'h1','a':'a@href[]','none':'i'},"
                + "'patterns':['word','re:word[0-9]+']}}");
        api.awaitEnd(id);
        List<Event> events = api.events(id).stream()
                .filter(event -> event.type().equals("page"))
                .toList();
        pages = api.pages(id);
        assertThat(pages).hasSameSizeAs(events).hasSize(3);
        for (int i = 0; i < events.size(); i++) {
            isOf(pages.get(i), events.get(i));
        }
    }

    private void put(String path, String type, String body) {
        put(path, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String path, String type, byte[] body) {
        bodies.put(site.url(path).href(), body);
        site.page(path, new Page(200, Map.of("Content-Type", type), body, Duration.ZERO));
    }

    @AfterAll
    void close() {
        site.close();
    }

    /** A page has all that its event has, and what was left out of it. */
    private static void isOf(JsonNode page, Event event) {
        ObjectNode cut = page.deepCopy().asObject();
        cut.remove("seq");
        if (event.data().has("truncated")) {
            ObjectNode extract = cut.get("extract").asObject();
            List<String> names = List.copyOf(extract.propertyNames());
            names.stream()
                    .filter(name -> !event.data().get("extract").has(name))
                    .forEach(extract::remove);
            cut.put("truncated", true);
        }
        assertThat((JsonNode) cut).isEqualTo(event.data());
    }

    private Taken get(String what) {
        Taken taken = Taken.get(port, "/v1/jobs/" + id + "/" + what);
        assertThat(taken.status()).isEqualTo(200);
        return taken;
    }

    @Test
    void linesOfJson() {
        List<JsonNode> lines = get("pages?format=ndjson").lines();
        assertThat(lines).hasSameSizeAs(pages);
        for (int i = 0; i < lines.size(); i++) {
            ObjectNode line = lines.get(i).asObject();
            assertThat(line.remove("type").stringValue()).isEqualTo("page");
            assertThat((JsonNode) line).isEqualTo(pages.get(i));
        }
    }

    @Test
    void aTable() throws Exception {
        List<CSVRecord> rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .get()
                .parse(new StringReader(get("pages?format=csv").text()))
                .getRecords();
        assertThat(rows).hasSameSizeAs(pages);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, JsonNode> expected = new LinkedHashMap<>();
            flatten("", pages.get(i), expected);
            expected.put("type", JSON.getNodeFactory().stringNode("page"));
            rows.get(i).toMap().forEach((column, cell) -> {
                JsonNode value = expected.remove(column);
                if (value == null || value.isNull()) {
                    assertThat(cell).as(column).isEmpty();
                } else if (value.isString()) {
                    assertThat(cell.startsWith("'") ? cell.substring(1) : cell).isEqualTo(value.stringValue());
                } else {
                    assertThat(JSON.readTree(cell)).isEqualTo(value);
                }
            });
            assertThat(expected).as("nothing is without a column").isEmpty();
        }
    }

    /** By the names of columns. */
    private static void flatten(String prefix, JsonNode from, Map<String, JsonNode> to) {
        from.properties().forEach(property -> {
            String name = prefix + property.getKey();
            if (Set.of("extract", "extract.fields", "extract.patterns").contains(name)) {
                flatten(name + ".", property.getValue(), to);
            } else {
                to.put(name, property.getValue());
            }
        });
    }

    @Test
    void aGraph() {
        List<String> expected = new ArrayList<>();
        pages.forEach(page -> page.at("/extract/links")
                .forEach(link -> expected.add(page.get("url").stringValue() + " "
                        + link.get("url").stringValue() + " " + link.get("text").stringValue() + " "
                        + link.path("rel").asString("none"))));
        assertThat(expected).hasSize(3);
        assertThat(get("graph?format=ndjson").lines().stream()
                        .filter(line -> line.get("type").stringValue().equals("edge"))
                        .map(edge -> edge.get("from").stringValue() + " "
                                + edge.get("to").stringValue() + " "
                                + edge.get("text").stringValue() + " "
                                + edge.path("rel").asString("none")))
                .containsExactlyElementsOf(expected);
        GraphMl graph = GraphMl.parse(get("graph?format=graphml").bytes());
        Set<String> between = new HashSet<>();
        graph.edges().forEach(edge -> between.add(graph.url(edge.get("target")) + " " + edge.get("rel")));
        assertThat(between)
                .as("only what the job knows")
                .containsExactlyInAnyOrder(
                        site.url("/long").href() + " next", site.url("/bytes").href() + " null");
    }

    @Test
    @Tag("process")
    void anArchiveThatOthersReadAndReplay(@TempDir Path folder) throws Exception {
        byte[] archive = get("pages?format=warc").bytes();
        assertThat(WarcCheck.metadata(archive)).containsExactlyElementsOf(pages);
        Map<String, byte[]> replayed = WarcCheck.replayed(archive);
        assertThat(replayed.keySet()).isEqualTo(bodies.keySet());
        replayed.forEach((url, body) -> assertThat(body).as(url).isEqualTo(bodies.get(url)));
        WarcCheck.validate(archive, folder);
        WarcCheck.warcio(archive, folder);
    }

    @Test
    void bodiesAsTheyWere() {
        for (JsonNode page : pages) {
            Taken body = get("pages/" + page.get("seq") + "/body");
            assertThat(body.bytes()).isEqualTo(bodies.get(page.get("url").stringValue()));
            assertThat(body.header("Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
            assertThat(body.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(body.header("Content-Disposition")).startsWith("attachment");
        }
    }
}
