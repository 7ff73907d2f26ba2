package io.orbweaver.export;

import io.orbweaver.body.Bodies;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.job.Job;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Exports of results in the form that was asked for. Thread-safe. */
public final class Exports {

    private final Frontier frontier;
    private final Bodies bodies;
    private final Scheduler worker;
    private final String software;
    private final ResultLog log;

    /**
     * Exports of a store.
     *
     * @param worker where encoding is done
     * @param software name and version, for archives
     */
    public Exports(EventLog log, Frontier frontier, Bodies bodies, Scheduler worker, String software) {
        this.frontier = frontier;
        this.bodies = bodies;
        this.worker = worker;
        this.software = software;
        this.log = new ResultLog(log, worker);
    }

    /**
     * An export, in chunks of about 32 KB; a chunk may be as long as one event or part of a body.
     *
     * @return cold; made as it is asked for, on the worker. Fails with {@link JobRemoved} or
     *     {@link io.orbweaver.body.Bodies.BodyGone} where the job is removed meanwhile
     */
    public Flux<byte[]> bytes(ExportRequest request) {
        return Chunks.of(pieces(request)).subscribeOn(worker);
    }

    /** Some bytes, compressed as one gzip member, on the worker. */
    public Flux<byte[]> gzipped(Flux<byte[]> source) {
        return Chunks.of(Gzip.whole(source)).subscribeOn(worker);
    }

    private Flux<byte[]> pieces(ExportRequest request) {
        return switch (request.format()) {
            case NDJSON -> events(request, request.typeMask()).map(NdjsonLines::line);
            case CSV ->
                Flux.defer(() -> {
                    CsvRows rows = new CsvRows(CsvColumns.of(request.job().spec()));
                    return Flux.concat(
                            Mono.fromSupplier(rows::header),
                            events(request, request.typeMask()).map(rows::row));
                });
            case WARC -> Flux.using(Gzip::new, gzip -> archive(request, gzip), Gzip::close);
            case GRAPH_NDJSON ->
                Flux.defer(() -> {
                    GraphLines lines = new GraphLines(PageLinks.of(request.job().spec()));
                    return events(request, ResultLog.OUTCOMES).map(lines::lines);
                });
            case GRAPHML ->
                Flux.defer(() -> {
                    Job job = request.job();
                    KnownNodes nodes = new KnownNodes(frontier, job);
                    return new GraphDocument(request, log, nodes, PageLinks.of(job.spec()), worker).bytes();
                });
        };
    }

    private Flux<byte[]> archive(ExportRequest request, Gzip gzip) {
        WarcRecords records = new WarcRecords(request, bodies, worker, software, gzip);
        return Flux.concat(
                records.info(),
                events(request, EventType.PAGE.bit()).concatMap(records::page, 0),
                // bodies of a job that is removed are as if none had been kept
                log.check(request.job().id(), request.upTo()));
    }

    private Flux<LoggedEvent> events(ExportRequest request, int typeMask) {
        return log.events(request.job().id(), request.after(), request.upTo(), typeMask);
    }
}
