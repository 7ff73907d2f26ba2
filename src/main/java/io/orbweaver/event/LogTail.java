package io.orbweaver.event;

import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Follows logs: turns bounded reads and wake-ups into one endless flux for a reader. A reader is nothing but a cursor: it
 * costs a read when it asks for more, so a slow one slows nobody, and one that goes away leaves nothing behind.
 *
 * <p>Thread-safe. One subscription to the jobs' changes serves all readers; {@link #connect} is it.
 */
public final class LogTail {

    /** A reader looks again after this long without news, so that a lost wake-up costs a delay and no more. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

    private final EventLog log;
    private final Jobs jobs;
    private final Map<JobId, Bell> bells = new ConcurrentHashMap<>();

    /** Rings for the readers of one job. */
    private static final class Bell {
        private final Sinks.Many<Long> sink = Sinks.many().multicast().directBestEffort();
        private final AtomicLong rung = new AtomicLong();
        private int listeners;

        void ring() {
            sink.tryEmitNext(rung.incrementAndGet());
        }

        /** Completes when it has rung since a count was read; subscribed before it looks, so that no ring is missed. */
        Mono<Void> rungSince(long count) {
            Mono<Long> already = Mono.fromSupplier(rung::get).filter(now -> now != count);
            return Flux.merge(sink.asFlux(), already)
                    .next()
                    .timeout(LOOK_AGAIN)
                    .onErrorComplete(TimeoutException.class)
                    .then();
        }
    }

    /** One reader's place. */
    private static final class Place {
        private long upTo;
        private long rung;
        private boolean wait;
        private boolean over;

        Place(long after) {
            upTo = after;
        }
    }

    /** A tail of the logs behind a port. */
    public LogTail(EventLog log, Jobs jobs) {
        this.log = log;
        this.jobs = jobs;
    }

    /** Passes changes on to the readers, for as long as it is subscribed to; emits nothing. */
    public Mono<Void> connect() {
        return jobs.changes()
                .doOnNext(job -> {
                    Bell bell = bells.get(job);
                    if (bell != null) {
                        bell.ring();
                    }
                })
                .then();
    }

    /**
     * Reads a log from a place, and on as it grows.
     *
     * @param job the job
     * @param after the sequence number before the first one wanted
     * @param typeMask bits of the wanted types
     * @return batches by demand, in order, also those without a wanted event; completes after the log's end, and where
     *     the job is removed. An error means that the store cannot be read
     */
    public Flux<EventBatch> follow(JobId job, long after, int typeMask) {
        return Flux.using(() -> listen(job), bell -> read(job, new Place(after), typeMask, bell), bell -> leave(job));
    }

    private Flux<EventBatch> read(JobId job, Place place, int typeMask, Bell bell) {
        return Mono.defer(() -> place.wait ? bell.rungSince(place.rung) : Mono.empty())
                .then(Mono.defer(() -> {
                    place.rung = bell.rung.get();
                    place.over = true; // unless a batch says otherwise: an empty read means that the job is gone
                    return log.read(job, place.upTo, typeMask, EventLog.EVENTS_MAX);
                }))
                .doOnNext(batch -> {
                    place.upTo = batch.upTo();
                    place.wait = batch.atTail();
                    place.over = batch.ended();
                })
                .repeat(() -> !place.over);
    }

    private Bell listen(JobId job) {
        return bells.compute(job, (id, bell) -> {
            Bell there = bell == null ? new Bell() : bell;
            there.listeners++;
            return there;
        });
    }

    private void leave(JobId job) {
        bells.computeIfPresent(job, (id, bell) -> --bell.listeners == 0 ? null : bell);
    }
}
