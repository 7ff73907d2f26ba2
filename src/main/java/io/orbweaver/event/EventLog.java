package io.orbweaver.event;

import io.orbweaver.job.JobId;
import reactor.core.publisher.Mono;

/**
 * The durable, ordered events of each job: sequence numbers 1, 2, 3 …, written only by commits. What a read returns is
 * on disk and is never taken back.
 */
public interface EventLog {

    /** The most events that one read looks at. */
    int EVENTS_MAX = 1_024;
    /** Bytes of JSON after which a read returns what it has. */
    int BYTES_MAX = 256 << 10;

    /**
     * Reads a batch.
     *
     * @param job the job
     * @param after the sequence number before the first one wanted; 0 for the beginning
     * @param typeMask bits of the wanted types, see {@link EventType#mask}
     * @param eventsMax at most this many events, 1 to {@link #EVENTS_MAX}
     * @return the batch, on a scheduler for reading; empty where there is no such job (any more). An error means that
     *     the store does not work
     */
    Mono<EventBatch> read(JobId job, long after, int typeMask, int eventsMax);

    /**
     * The same with the whole data of each page: also what was too long for an event, and made it {@code truncated}.
     * For exports; the length of a page's data is bounded by {@link EventJson#WHOLE_BYTES_MAX}.
     */
    Mono<EventBatch> readWhole(JobId job, long after, int typeMask, int eventsMax);
}
