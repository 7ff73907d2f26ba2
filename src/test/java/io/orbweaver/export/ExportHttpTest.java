package io.orbweaver.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exports as HTTP has them: names, types, HEAD, codings, and refusals. */
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportHttpTest {

    private static final String PAGES = "pages?format=";

    @LocalServerPort
    private int port;

    private Api api;
    private FakeSite site;
    private String id;

    @BeforeAll
    void crawl() {
        api = new Api(port);
        site = FakeSite.start();
        site.pages(path -> path.equals("/robots.txt") ? Page.status(404) : Page.html("<title>t</title>"));
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            links.append("<a href=/").append(i).append(">x</a>");
        }
        site.page("/", links.toString());
        id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms'}");
        api.awaitEnd(id);
    }

    @AfterAll
    void close() {
        site.close();
    }

    private String path(String export) {
        return "/v1/jobs/" + id + "/" + export;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pages?format=ndjson  | application/x-ndjson                    | .ndjson",
                "pages?format=csv     | text/csv;charset=UTF-8;header=present   | .csv",
                "pages?format=warc    | application/warc                        | .warc.gz",
                "graph                | application/x-ndjson                    | .graph.ndjson",
                "graph?format=graphml | application/graphml+xml;charset=UTF-8   | .graphml"
            })
    void eachFormHasItsTypeAndASensibleName(String export, String type, String extension) {
        Taken taken = Taken.get(port, path(export));
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.header("Content-Type")).isEqualTo(type);
        assertThat(taken.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"orbweaver-127.0.0.1-" + id + extension + "\"");
        assertThat(taken.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(taken.next()).as("the job has ended").isEmpty();
        assertThat(Taken.get(port, path(export) + (export.contains("?") ? "&" : "?") + "after=7")
                        .header("Content-Disposition"))
                .contains(id + "-after-7" + extension);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pages",
                "pages?format=ndjson",
                "pages?format=csv",
                "pages?format=warc",
                "graph",
                "graph?format=graphml"
            })
    void aHeadIsTheSameWithoutTheBody(String export) {
        for (String coding : List.of("gzip", "identity")) {
            Taken got = Taken.get(port, path(export), "Accept-Encoding", coding);
            Taken head = Taken.send("HEAD", port, path(export), "Accept-Encoding", coding);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.bytes()).isEmpty();
            assertThat(lasting(head)).isEqualTo(lasting(got));
            assertThat(head.header("Vary")).isEqualTo("Accept, Accept-Encoding");
        }
        assertThat(Taken.send("HEAD", port, path(export) + (export.contains("?") ? "&" : "?") + "after=x")
                        .status())
                .isEqualTo(400);
    }

    /** What is known before the body is. */
    private static Map<String, List<String>> lasting(Taken taken) {
        Map<String, List<String>> fields = new TreeMap<>(taken.headers().map());
        fields.keySet().removeAll(List.of("content-length", "transfer-encoding", "date"));
        return fields;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pages", PAGES + "ndjson", PAGES + "csv", "graph", "graph?format=graphml"})
    void itIsCompressedForClientsThatAcceptIt(String export) {
        Taken plain = Taken.get(port, path(export));
        assertThat(plain.header("Content-Encoding")).isEmpty();
        Taken zipped = Taken.get(port, path(export), "Accept-Encoding", "br, gzip;q=0.5");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.bytes().length).isLessThan(plain.bytes().length / 2);
        assertThat(zipped.unzipped().text()).isEqualTo(plain.text());
        assertThat(Taken.get(port, path(export), "Accept-Encoding", "gzip;q=0").bytes())
                .isEqualTo(plain.bytes());
    }

    @Test
    void anArchiveIsZippedOnce() {
        Taken taken = Taken.get(port, path(PAGES + "warc"), "Accept-Encoding", "gzip");
        assertThat(taken.header("Content-Encoding")).isEmpty();
        assertThat(taken.unzipped().text()).startsWith("WARC/1.1\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "pages,application/jsonl,application/x-ndjson",
        "pages,text/csv,text/csv",
        "pages,application/warc,application/warc",
        "pages,application/json,application/json",
        "pages,'text/html, */*;q=0.1',application/json",
        "graph,application/xml,application/graphml+xml",
        "graph,application/ndjson,application/x-ndjson"
    })
    void acceptChooses(String export, String accept, String type) {
        assertThat(Taken.get(port, path(export), "Accept", accept).header("Content-Type"))
                .startsWith(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pages?format=xls               | 400 | json, ndjson, csv, warc",
                "graph?format=csv               | 400 | ndjson, graphml",
                "pages?format=csv&after=x       | 400 | 'after'",
                "pages?format=csv&after=-1      | 400 | 'after'",
                "pages?format=csv&limit=5       | 400 | 'limit'",
                "pages?format=csv&types=state   | 400 | page, failure, skip",
                "pages?format=csv&types=        | 400 | page, failure, skip",
                "pages?format=warc&types=page   | 400 | 'types'",
                "pages?types=page               | 400 | 'types'",
                "graph?after=x                  | 400 | 'after'"
            })
    void impossibleExportsAreRefusedWithAReason(String export, int status, String reason) {
        Api.Answer answer = api.get(path(export));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("detail").stringValue()).contains(reason);
    }

    @Test
    void thereIsNoFormForEveryone() {
        Api.Answer answer = api.get(path("pages"), "Accept", "image/png");
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.json().get("detail").stringValue()).contains("text/csv");
        assertThat(api.get("/v1/jobs/0000000000000/graph").status()).isEqualTo(404);
        assertThat(api.get("/v1/jobs/0000000000000/pages?format=csv").status()).isEqualTo(404);
        assertThat(api.get(path("pages/2/body")).status()).isEqualTo(404);
    }

    @Test
    void behindTheEndThereIsNothingButWhatEveryFileHas() throws Exception {
        String behind = "&after=" + api.job(id).get("events").longValue();
        assertThat(Taken.get(port, path(PAGES + "ndjson" + behind)).bytes()).isEmpty();
        assertThat(Taken.get(port, path(PAGES + "csv&after=999999")).text().lines())
                .hasSize(1);
        assertThat(WarcCheck.types(
                        Taken.get(port, path(PAGES + "warc" + behind)).bytes()))
                .containsExactly("warcinfo");
        GraphMl graph = GraphMl.parse(
                Taken.get(port, path("graph?format=graphml" + behind)).bytes());
        assertThat(graph.nodes()).isEmpty();
    }

    @Test
    void aRunningJobsLogHasAnEndForNow() {
        String other = api.submit("{'seeds':['" + site.url("/") + "'],'start':false}");
        Taken taken = Taken.get(port, "/v1/jobs/" + other + "/pages?types=page,skip", "Accept", "text/csv");
        assertThat(taken.next()).isEqualTo("/v1/jobs/" + other + "/pages?types=page,skip&format=csv&after=1");
        assertThat(Taken.get(port, taken.next()).status()).isEqualTo(200);
        Taken more = Taken.get(port, "/v1/jobs/" + other + "/graph?x[]=1&y=%7Ba%7D%26%2B");
        assertThat(more.next()).as("whatever else a client says").startsWith("/v1/jobs/" + other + "/graph?");
        assertThat(Taken.get(port, more.next()).status()).isEqualTo(200);
        for (String format : new String[] {"csv", "json"}) {
            Api.Answer beyond = api.get("/v1/jobs/" + other + "/pages?after=2&format=" + format);
            assertThat(beyond.status()).as(format).isEqualTo(400);
            assertThat(beyond.json().get("detail").stringValue()).contains("beyond the log");
        }
    }

    @Test
    void jsonContinuesFromBatchToBatch() {
        JsonMapper json = JsonMapper.builder().build();
        long after = 0;
        int pages = 0;
        JsonNode batch;
        do {
            batch = json.readTree(
                    Taken.get(port, path("pages?limit=7&after=" + after)).bytes());
            pages += batch.get("pages").size();
            after = batch.get("next").longValue();
        } while (!batch.get("complete").booleanValue());
        assertThat(pages).isEqualTo(41);
    }
}
