package io.orbweaver.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.event.EventType;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.KnownUrl;
import io.orbweaver.frontier.ListedUrl;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.url.CanonicalUrl;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The graph as one document, of a job that takes links out of its pages. */
class GraphDocumentTest {

    private final FakeResults results = new FakeResults();
    private final TreeMap<String, ListedUrl> known = new TreeMap<>();
    private int finds;

    /** Number, URL and outcome of what the job knows; one more name for the first. */
    private void known(String href, long seq) {
        known.put(href, new ListedUrl(CanonicalUrl.ofCanonical(href), known.size() + 1L, seq));
    }

    private Frontier frontier() {
        return (Frontier) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Frontier.class}, (proxy, method, arguments) -> {
                    CanonicalUrl url = (CanonicalUrl) arguments[1];
                    return method.getName().equals("find") ? find(url.href()) : list(url, (int) arguments[2]);
                });
    }

    private Mono<KnownUrl> find(String href) {
        finds++;
        ListedUrl found = known.get(href.equals("http://h/alias") ? "http://h/" : href);
        return found == null ? Mono.empty() : Mono.just(new KnownUrl(found.url(), found.ordinal(), found.seq(), null));
    }

    private Mono<List<ListedUrl>> list(CanonicalUrl after, int max) {
        List<ListedUrl> found = new ArrayList<>((after == null ? known : known.tailMap(after.href(), false)).values());
        return Mono.just(found.subList(0, Math.min(max, found.size())));
    }

    private void page(String href, String... links) {
        StringBuilder found = new StringBuilder();
        for (String link : links) {
            found.append(found.isEmpty() ? "" : ",")
                    .append("{'url':'")
                    .append(link)
                    .append("','text':'to ")
                    .append(link.substring(8))
                    .append("','rel':null}");
        }
        results.event(
                EventType.PAGE,
                ("{'url':'" + href + "','depth':1,'referrer':null,'status':200,'title':'T','extract':{'links':[" + found
                                + "]}}")
                        .replace('\'', '"'));
    }

    private GraphDocument document(long after, long outcomes) {
        Counters counters = new Counters(known.size(), outcomes, 0, 0, 0, known.size() - outcomes, 0);
        Job job = results.job().with(counters, results.job().lastSeq());
        ExportRequest request = new ExportRequest(job, after, ResultLog.OUTCOMES, ExportFormat.GRAPHML);
        return new GraphDocument(
                request,
                new ResultLog(results, Schedulers.immediate()),
                new KnownNodes(frontier(), job),
                new PageLinks(true),
                Schedulers.immediate());
    }

    private GraphMl graph(long after, long outcomes) {
        ByteArrayOutputStream xml = new ByteArrayOutputStream();
        document(after, outcomes).bytes().toIterable().forEach(xml::writeBytes);
        return GraphMl.parse(xml.toByteArray());
    }

    private static List<String> edges(GraphMl graph) {
        return graph.edges().stream()
                .map(edge -> edge.get("source") + " " + edge.get("target") + " " + edge.get("text"))
                .toList();
    }

    private void threePages() {
        known("http://h/", 1);
        known("http://h/a", 2);
        known("http://h/b", 3);
        known("http://h/waits", 0);
        page("http://h/", "http://h/a", "http://h/b", "http://elsewhere/", "http://h/waits", "http://h/a");
        page("http://h/a", "http://h/alias", "http://h/#top");
        page("http://h/b");
    }

    @Test
    void edgesAreTheLinksBetweenKnownUrlsWhateverTheirNames() {
        threePages();
        GraphMl graph = graph(0, 3);
        assertThat(graph.nodes()).containsOnlyKeys("n1", "n2", "n3", "n4");
        assertThat(graph.nodes().get("n4")).containsOnly(Map.entry("id", "n4"), Map.entry("url", "http://h/waits"));
        assertThat(graph.nodes().get("n1")).containsEntry("outcome", "page").containsEntry("status", "200");
        assertThat(edges(graph))
                .containsExactly(
                        "n1 n2 to /a",
                        "n1 n3 to /b",
                        "n1 n4 to /waits",
                        "n1 n2 to /a",
                        "n2 n1 to /alias",
                        "n2 n1 to /#top");
        assertThat(graph.edges().get(0)).containsEntry("kind", "link").doesNotContainKey("rel");
    }

    @Test
    void aGraphThatBeginsLaterHasTheRest() {
        threePages();
        GraphMl graph = graph(1, 3);
        assertThat(graph.nodes()).containsOnlyKeys("n2", "n3", "n4");
        assertThat(edges(graph)).containsExactly("n2 n1 to /alias", "n2 n1 to /#top");
    }

    @Test
    void allThatWaitsIsListedAndNothingThatCameLater() {
        for (int i = 0; i < 2_500; i++) {
            known(String.format("http://h/%05d", i), i == 0 ? 1 : 0);
        }
        page("http://h/00000", "http://h/later");
        GraphDocument asked = document(0, 1);
        known("http://h/later", 0);
        ByteArrayOutputStream xml = new ByteArrayOutputStream();
        asked.bytes().toIterable().forEach(xml::writeBytes);
        GraphMl graph = GraphMl.parse(xml.toByteArray());
        assertThat(graph.nodes()).hasSize(2_500);
        assertThat(graph.edges()).isEmpty();
    }

    @Test
    void aLinkThatRepeatsIsLookedUpOnce() {
        known("http://h/", 1);
        page("http://h/");
        for (int i = 2; i <= 100; i++) {
            known("http://h/" + i, i);
            page("http://h/" + i, "http://h/", "http://elsewhere/");
        }
        assertThat(graph(0, 100).edges()).hasSize(99);
        assertThat(finds).as("each page once, and what they all link").isLessThan(130);
    }

    @Test
    void aJobThatIsRemovedIsNoEnd() {
        threePages();
        StepVerifier.create(document(0, 3).bytes(), 2)
                .expectNextCount(2)
                .then(results::remove)
                .thenRequest(100)
                .thenConsumeWhile(piece -> true)
                .verifyError(JobRemoved.class);
        StepVerifier.create(document(3, 3).bytes())
                .thenConsumeWhile(piece -> true)
                .verifyError(JobRemoved.class);
    }
}
