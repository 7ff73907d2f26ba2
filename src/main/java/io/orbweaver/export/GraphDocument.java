package io.orbweaver.export;

import io.orbweaver.event.LoggedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.function.Tuples;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The link graph as one document of GraphML: the nodes first, in the order of their outcomes and then those without
 * one, and behind them the edges between nodes. The log is read twice for it. What is written of a place further on has
 * the nodes and the edges from there on, and its edges may lead to nodes of the document before.
 */
final class GraphDocument {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** URLs that are looked up at the same time. */
    private static final int LOOKUPS = 16;

    private final ExportRequest request;
    private final ResultLog log;
    private final KnownNodes nodes;
    private final PageLinks links;
    private final Scheduler worker;
    private final GraphMlWriter xml = new GraphMlWriter();

    GraphDocument(ExportRequest request, ResultLog log, KnownNodes nodes, PageLinks links, Scheduler worker) {
        this.request = request;
        this.log = log;
        this.nodes = nodes;
        this.links = links;
        this.worker = worker;
    }

    Flux<byte[]> bytes() {
        return Flux.concat(
                Mono.fromSupplier(() -> xml.begin(request.job().id().toString())),
                withOutcome(),
                nodes.waiting()
                        .publishOn(worker, LOOKUPS)
                        .map(url -> xml.node(url.ordinal(), url.url().href())),
                edges(),
                log.check(request.job().id(), request.upTo()),
                Mono.fromSupplier(xml::end));
    }

    /** What a node states: an event's data may be large, and several wait for their numbers. */
    private record Outcome(
            String url,
            String type,
            @Nullable String title,
            @Nullable String status,
            @Nullable String depth,
            long seq) {

        static Outcome of(LoggedEvent event) {
            JsonNode data = JSON.readTree(event.json());
            return new Outcome(
                    data.path("url").stringValue(),
                    event.type().wireName(),
                    data.path("title").stringValue(null),
                    number(data.path("status")),
                    number(data.path("depth")),
                    event.seq());
        }
    }

    private Flux<byte[]> withOutcome() {
        return events().map(Outcome::of)
                .flatMapSequential(
                        outcome -> nodes.ordinal(outcome.url()).map(ordinal -> Tuples.of(ordinal, outcome)), LOOKUPS, 1)
                .publishOn(worker, LOOKUPS)
                .filter(node -> node.getT1() > 0) // else the job is gone, which the next read says
                .map(node -> node(node.getT1(), node.getT2()));
    }

    private byte[] node(long ordinal, Outcome outcome) {
        return xml.node(
                ordinal,
                outcome.url(),
                "outcome",
                outcome.type(),
                "title",
                outcome.title(),
                "status",
                outcome.status(),
                "depth",
                outcome.depth(),
                "seq",
                Long.toString(outcome.seq()));
    }

    private static @Nullable String number(JsonNode value) {
        return value.isNumber() ? value.toString() : null;
    }

    private Flux<byte[]> edges() {
        return events().concatMap(
                        event -> {
                            List<PageLinks.Edge> edges = links.of(JSON.readTree(event.json()));
                            return Flux.fromIterable(edges).flatMapSequential(this::between, LOOKUPS, 1);
                        },
                        0)
                .publishOn(worker, LOOKUPS)
                .filter(known -> known.from() > 0 && known.to() > 0)
                .map(known -> xml.edge(
                        known.from(),
                        known.to(),
                        "kind",
                        known.edge().kind(),
                        "text",
                        known.edge().text(),
                        "rel",
                        known.edge().rel()));
    }

    private record Between(PageLinks.Edge edge, long from, long to) {}

    private Mono<Between> between(PageLinks.Edge edge) {
        return Mono.zip(
                nodes.ordinal(edge.from()), nodes.ordinal(edge.to()), (from, to) -> new Between(edge, from, to));
    }

    private Flux<LoggedEvent> events() {
        return log.events(request.job().id(), request.after(), request.upTo(), ResultLog.OUTCOMES);
    }
}
