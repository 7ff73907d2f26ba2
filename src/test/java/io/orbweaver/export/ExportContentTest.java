package io.orbweaver.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.Api.Event;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What every format says of a job is what the job's event log says. */
@ServiceTest
class ExportContentTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OUTCOMES = "types=page,failure,skip";

    @LocalServerPort
    private int port;

    private Api api;
    private FakeSite site;

    @BeforeEach
    void open() {
        api = new Api(port);
        site = FakeSite.start();
        site.page("/", "<title>=1+1</title><a href=/a>a</a><a href=/b>b</a><a href=/gone>g</a><a href=/r>r</a>rust");
        site.page("/a", "<title>'quoted' \"and\", so on</title><a href=/>up</a><a href=/c>c</a>rust rust");
        site.page("/b", "<title>-2\u00e9\ud83d\ude00 &lt;&amp;&gt; ]]&gt;</title><meta name=robots content=noindex>");
        site.page("/c", Page.text("plain\u0001text"));
        site.page("/r", Page.redirect("/a2"));
        site.page("/a2", "<title>@SUM(A1)</title><a href=/a>a</a>");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String crawled() {
        String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','retries':0,"
                + "'extract':{'metadata':false,'patterns':['rust','=x,y','\u00e9']}}");
        api.awaitEnd(id);
        return id;
    }

    private List<Event> outcomes(String id) {
        return api.events(id).stream()
                .filter(event -> List.of("page", "failure", "skip").contains(event.type()))
                .toList();
    }

    private Taken pages(String id, String query, String... headers) {
        Taken taken = Taken.get(port, "/v1/jobs/" + id + "/pages?" + query, headers);
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        return taken;
    }

    @Test
    void linesOfJsonAreTheEventsByteForByte() {
        String id = crawled();
        List<String> expected = outcomes(id).stream()
                .map(event -> "{\"seq\":" + event.id() + ",\"type\":\"" + event.type() + "\","
                        + event.raw().substring(1))
                .toList();
        assertThat(pages(id, "format=ndjson&" + OUTCOMES).text().lines()).containsExactlyElementsOf(expected);
        assertThat(pages(id, "format=ndjson").text().lines())
                .containsExactlyElementsOf(expected.stream()
                        .filter(line -> line.contains("\"type\":\"page\""))
                        .toList());
    }

    @Test
    void jsonHasThePagesWithTheirNumbers() {
        String id = crawled();
        JsonNode batch = JSON.readTree(pages(id, "limit=1000").bytes());
        List<JsonNode> expected = outcomes(id).stream()
                .filter(event -> event.type().equals("page"))
                .map(ExportContentTest::numbered)
                .toList();
        assertThat(batch.get("pages").values()).containsExactlyElementsOf(expected);
        assertThat(batch.get("complete").booleanValue()).isTrue();
    }

    private static JsonNode numbered(Event event) {
        ObjectNode data = JSON.createObjectNode().put("seq", (int) event.seq());
        data.setAll((ObjectNode) event.data());
        return data;
    }

    @Test
    void aTableHasEveryPropertyOfEveryOutcome() throws Exception {
        String id = crawled();
        List<CSVRecord> rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .get()
                .parse(new StringReader(pages(id, "format=csv&" + OUTCOMES).text()))
                .getRecords();
        List<Event> outcomes = outcomes(id);
        assertThat(rows).hasSameSizeAs(outcomes);
        for (int i = 0; i < rows.size(); i++) {
            CSVRecord row = rows.get(i);
            Event event = outcomes.get(i);
            assertThat(row.get("seq")).isEqualTo(event.id());
            assertThat(row.get("type")).isEqualTo(event.type());
            Set<String> compared = new HashSet<>(Set.of("seq", "type"));
            event.data().properties().stream()
                    .filter(property -> !property.getKey().equals("extract"))
                    .forEach(property -> {
                        compared.add(property.getKey());
                        assertCell(row.get(property.getKey()), property.getValue());
                    });
            event.data().at("/extract/patterns").properties().forEach(pattern -> {
                compared.add("extract.patterns." + pattern.getKey());
                assertCell(row.get("extract.patterns." + pattern.getKey()), pattern.getValue());
            });
            row.toMap().forEach((column, cell) -> {
                if (!compared.contains(column)) {
                    assertThat(cell).as(column).isEmpty();
                }
            });
        }
    }

    private static void assertCell(String cell, JsonNode value) {
        if (value.isNull()) {
            assertThat(cell).isEmpty();
        } else if (value.isString()) {
            assertThat(cell).doesNotMatch("(?s)^[=+\\-@\t\r\n].*");
            assertThat(cell.startsWith("'") ? cell.substring(1) : cell).isEqualTo(value.stringValue());
        } else {
            assertThat(JSON.readTree(cell)).isEqualTo(value);
        }
    }

    @Test
    void anArchiveHasTheMetadataOfEveryPage() throws Exception {
        String id = crawled();
        Taken taken = pages(id, "format=warc");
        List<JsonNode> metadata = WarcCheck.metadata(taken.bytes());
        assertThat(metadata)
                .containsExactlyElementsOf(outcomes(id).stream()
                        .filter(event -> event.type().equals("page"))
                        .map(ExportContentTest::numbered)
                        .toList());
        assertThat(pages(id, "format=warc").bytes())
                .as("it is the same every time")
                .isEqualTo(taken.bytes());
    }

    @Test
    void theGraphHasEveryOutcomeAndHowItWasFound() {
        String id = crawled();
        Taken taken = Taken.get(port, "/v1/jobs/" + id + "/graph");
        List<String> expected = new ArrayList<>();
        for (Event event : outcomes(id)) {
            JsonNode data = event.data();
            expected.add("node " + data.get("url").stringValue() + " " + event.id() + " " + event.type() + " "
                    + data.path("status").asString("null") + " "
                    + data.path("title").asString("null") + " "
                    + data.get("depth"));
            if (!data.get("referrer").isNull()) {
                expected.add("edge " + data.get("referrer").stringValue() + " "
                        + data.get("url").stringValue() + " discovered");
            }
        }
        assertThat(taken.lines().stream().map(ExportContentTest::told)).containsExactlyElementsOf(expected);
    }

    private static String told(JsonNode line) {
        return line.get("type").stringValue().equals("node")
                ? "node " + line.get("id").stringValue() + " " + line.get("seq") + " "
                        + line.get("outcome").stringValue() + " "
                        + line.get("status").asString("null") + " "
                        + line.get("title").asString("null") + " " + line.get("depth")
                : "edge " + line.get("from").stringValue() + " "
                        + line.get("to").stringValue() + " " + line.get("kind").stringValue();
    }

    @Test
    void theSameGraphAsOneDocument() {
        String id = crawled();
        GraphMl graph = GraphMl.parse(
                Taken.get(port, "/v1/jobs/" + id + "/graph?format=graphml").bytes());
        Map<String, Event> outcomes = new HashMap<>();
        outcomes(id).forEach(event -> outcomes.put(event.data().get("url").stringValue(), event));
        assertThat(graph.nodes().values().stream().map(node -> node.get("url")))
                .containsExactlyInAnyOrderElementsOf(outcomes.keySet());
        graph.nodes().values().forEach(node -> {
            Event event = outcomes.get(node.get("url"));
            assertThat(node.get("seq")).isEqualTo(event.id());
            assertThat(node.get("outcome")).isEqualTo(event.type());
            assertThat(node.get("depth")).isEqualTo(event.data().get("depth").toString());
            JsonNode title = event.data().path("title");
            assertThat(node.get("title")).isEqualTo(title.isString() ? title.stringValue() : null);
        });
        Set<String> found = new HashSet<>();
        graph.edges().forEach(edge -> found.add(graph.url(edge.get("source")) + " " + graph.url(edge.get("target"))));
        Set<String> expected = new HashSet<>();
        outcomes.values().stream()
                .map(Event::data)
                .filter(data -> !data.get("referrer").isNull())
                .forEach(data -> expected.add(data.get("referrer").stringValue() + " "
                        + data.get("url").stringValue()));
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pages?format=ndjson&" + OUTCOMES, "pages?format=csv&" + OUTCOMES, "graph?format=ndjson"})
    void anExportAndItsContinuationAreTheWhole(String export) {
        site.pages(path -> path.equals("/robots.txt")
                ? Page.status(404)
                : Page.html("<a href=" + path + "x>x</a><a href=" + path + "y>y</a>"));
        String id = api.submit("{'seeds':['" + site.url("/n") + "'],'delay':'10ms','maxPages':60}");
        String path = "/v1/jobs/" + id + "/" + export;
        api.await(id, job -> job.at("/counters/pages").intValue() >= 10);
        StringBuilder parts = new StringBuilder();
        int requests = 0;
        for (String next = path; !next.isEmpty(); requests++) {
            Taken taken = Taken.get(port, next);
            assertThat(taken.status()).as(taken.text()).isEqualTo(200);
            boolean header = export.contains("csv") && requests > 0;
            parts.append(header ? taken.text().substring(taken.text().indexOf("\r\n") + 2) : taken.text());
            next = taken.next();
            if (requests > 0 && !next.isEmpty()) {
                api.awaitEnd(id);
            }
        }
        assertThat(requests).isGreaterThan(1);
        api.awaitEnd(id);
        assertThat(parts).hasToString(Taken.get(port, path).text());
    }

    @Test
    void aDocumentOfARunningJobHasWhatWaitsToo() {
        site.pages(path -> path.equals("/robots.txt")
                ? Page.status(404)
                : Page.html("<a href=" + path + "x>x</a><a href=" + path + "y>y</a>"));
        String id = api.submit("{'seeds':['" + site.url("/n") + "'],'delay':'10ms','maxPages':100000}");
        api.await(id, job -> job.at("/counters/pages").intValue() >= 20);
        for (int i = 0; i < 20; i++) {
            GraphMl graph = GraphMl.parse(
                    Taken.get(port, "/v1/jobs/" + id + "/graph?format=graphml").bytes());
            assertThat(graph.edges())
                    .isNotEmpty()
                    .allSatisfy(edge -> assertThat(graph.nodes()).containsKeys(edge.get("source"), edge.get("target")));
            assertThat(graph.nodes().values().stream().map(node -> node.get("outcome")))
                    .contains("page", (String) null);
        }
        api.send("POST", "/v1/jobs/" + id + "/cancel", "");
        api.awaitEnd(id);
    }
}
