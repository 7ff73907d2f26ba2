package io.orbweaver.store.base;

import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * The hot signals of a store. Few threads emit, each for an instant, and wait for one another; a subscriber that asked
 * for nothing misses the signal, and one that throws is on its own.
 */
public final class StoreSignals {

    private static final Logger log = LoggerFactory.getLogger(StoreSignals.class);

    private final Sinks.Many<JobId> wakes = Sinks.many().multicast().directBestEffort();
    private final Sinks.Many<JobId> changes = Sinks.many().multicast().directBestEffort();
    private final Sinks.Many<Job> moves = Sinks.many().multicast().directBestEffort();

    /** Jobs that may have come to have a host due. */
    public Flux<JobId> wakes() {
        return wakes.asFlux();
    }

    /** Jobs of which something became visible. */
    public Flux<JobId> changes() {
        return changes.asFlux();
    }

    /** Jobs whose state moved. */
    public Flux<Job> moves() {
        return moves.asFlux();
    }

    /** Signals that a job may have come to have a host due. */
    public void woken(JobId job) {
        emit(wakes, job);
    }

    /** Signals that something of a job became visible. */
    public void changed(JobId job) {
        emit(changes, job);
    }

    /** Signals that a job's state moved. */
    public void moved(Job job) {
        emit(moves, job);
    }

    private static <T> void emit(Sinks.Many<T> sink, T value) {
        try {
            while (sink.tryEmitNext(value) == Sinks.EmitResult.FAIL_NON_SERIALIZED) {
                Thread.onSpinWait();
            }
        } catch (RuntimeException | Error e) {
            log.error("a subscriber of the store's signals failed", e);
        }
    }
}
