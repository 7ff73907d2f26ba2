package io.orbweaver.export;

import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.JobId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A reader of a part of a job's log, read by read, each only when the events of the one before were taken. */
final class ResultLog {

    /** The types of events that state a URL's outcome. */
    static final int OUTCOMES = EventType.PAGE.bit() | EventType.FAILURE.bit() | EventType.SKIP.bit();

    private final EventLog log;
    private final Scheduler worker;

    /** @param worker where events are emitted */
    ResultLog(EventLog log, Scheduler worker) {
        this.log = log;
        this.worker = worker;
    }

    /**
     * The events of some types from after one to another.
     *
     * @return fails with {@link JobRemoved} where the job is removed meanwhile
     */
    Flux<LoggedEvent> events(JobId job, long after, long upTo, int typeMask) {
        return Flux.defer(() -> {
            long[] place = {after};
            Mono<EventBatch> next = Mono.defer(() -> log.readWhole(job, place[0], typeMask, EventLog.EVENTS_MAX))
                    .switchIfEmpty(Mono.error(JobRemoved::new))
                    .publishOn(worker)
                    .doOnNext(batch -> place[0] = batch.upTo());
            Flux<Mono<EventBatch>> reads = Flux.generate(sink -> {
                if (place[0] >= upTo) {
                    sink.complete();
                } else {
                    sink.next(next);
                }
            });
            return reads.concatMap(read -> read.flatMapIterable(EventBatch::events), 0)
                    .filter(event -> event.seq() <= upTo);
        });
    }

    /** Nothing, or {@link JobRemoved}: for callers whose last read does not show that the job was removed. */
    <T> Flux<T> check(JobId job, long upTo) {
        return log.readWhole(job, upTo, OUTCOMES, 1)
                .switchIfEmpty(Mono.error(JobRemoved::new))
                .thenMany(Flux.empty());
    }
}
