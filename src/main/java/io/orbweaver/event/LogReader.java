package io.orbweaver.event;

import io.orbweaver.job.JobId;
import reactor.core.publisher.Mono;

/**
 * One reader's place in a job's log. For one subscriber at a time; obtained from {@link LogTail#open} and given back by
 * {@link #close}.
 */
public final class LogReader implements AutoCloseable {

    private final JobId job;
    private final int typeMask;
    private final int eventsMax;
    private final EventLog log;
    private final Bell bell;
    private final Runnable leave;
    private long upTo;
    private long rung;
    private boolean atTail;
    private boolean over;

    LogReader(JobId job, long after, int typeMask, int eventsMax, EventLog log, Bell bell, Runnable leave) {
        this.job = job;
        this.upTo = after;
        this.typeMask = typeMask;
        this.eventsMax = eventsMax;
        this.log = log;
        this.bell = bell;
        this.leave = leave;
    }

    /**
     * Reads on: at once where the log goes on, else when it has grown. Cold; it moves nothing, so that a read which was
     * cancelled, or lost a race, is simply made again. Empty where the job is gone.
     */
    public Mono<Read> next() {
        return Mono.defer(() -> atTail ? bell.rungSince(rung) : Mono.empty()).then(Mono.defer(() -> {
            long rungBefore = bell.count();
            return log.read(job, upTo, typeMask, eventsMax).map(batch -> new Read(batch, rungBefore));
        }));
    }

    /**
     * What was read.
     *
     * @param batch the events
     * @param rung how often the bell had rung when it was read
     */
    public record Read(EventBatch batch, long rung) {}

    /** Takes what was read: the place moves on behind it. */
    public EventBatch advance(Read read) {
        EventBatch batch = read.batch();
        upTo = batch.upTo();
        rung = read.rung();
        atTail = batch.atTail();
        over = batch.ended();
        return batch;
    }

    /** The job is gone: there is nothing more to read. */
    public void gone() {
        over = true;
    }

    /** The last sequence number that was looked at. */
    public long upTo() {
        return upTo;
    }

    /** Whether the log's end was read, or the job is gone. */
    public boolean isOver() {
        return over;
    }

    /** When the log last grew, epoch millis; 0 where it has not since somebody listens. */
    public long grewAtMillis() {
        return bell.rungAtMillis();
    }

    @Override
    public void close() {
        leave.run();
    }
}
