package io.orbweaver.event;

import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Follows logs: turns bounded reads and wake-ups into an endless log for a reader. A reader is nothing but a cursor: it
 * costs a read when it asks for more, so a slow one slows nobody, and one that goes away leaves nothing behind.
 *
 * <p>Thread-safe. One subscription to the jobs' changes serves all readers; {@link #connect} is it.
 */
public final class LogTail {

    private final EventLog log;
    private final Jobs jobs;
    private final InstantSource clock;
    private final Scheduler timer;
    private final Map<JobId, Bell> bells = new ConcurrentHashMap<>();

    /**
     * A tail of the logs behind a port.
     *
     * @param timer wakes readers that nothing has woken for long
     */
    public LogTail(EventLog log, Jobs jobs, InstantSource clock, Scheduler timer) {
        this.log = log;
        this.jobs = jobs;
        this.clock = clock;
        this.timer = timer;
    }

    /** Passes changes on to the readers, for as long as it is subscribed to; emits nothing. */
    public Mono<Void> connect() {
        return jobs.changes().doOnNext(this::ring).then();
    }

    private void ring(JobId job) {
        Bell bell = bells.get(job);
        if (bell != null) {
            bell.ring(clock.millis());
        }
    }

    /**
     * A reader at a place.
     *
     * @param job the job
     * @param after the sequence number before the first one wanted
     * @param typeMask bits of the wanted types
     * @param eventsMax events in one batch, 1 to {@link EventLog#EVENTS_MAX}
     */
    public LogReader open(JobId job, long after, int typeMask, int eventsMax) {
        Bell bell = bells.compute(job, (id, there) -> (there == null ? new Bell(timer) : there).entered());
        return new LogReader(
                job,
                after,
                typeMask,
                eventsMax,
                log,
                bell,
                () -> bells.computeIfPresent(job, (id, there) -> there.left() ? null : there));
    }

    /**
     * Reads a log from a place, and on as it grows.
     *
     * @return batches by demand, in order, also those without a wanted event; completes after the log's end, and where
     *     the job is removed. An error means that the store cannot be read
     */
    public Flux<EventBatch> follow(JobId job, long after, int typeMask) {
        return Flux.using(
                () -> open(job, after, typeMask, EventLog.EVENTS_MAX),
                reader -> reader.next()
                        .map(reader::advance)
                        .switchIfEmpty(Mono.fromRunnable(reader::gone))
                        .repeat(() -> !reader.isOver()),
                LogReader::close);
    }
}
