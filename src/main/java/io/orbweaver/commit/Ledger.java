package io.orbweaver.commit;

import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.spec.JobSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The only writer of jobs, outcomes and events. Each call is one atomic write, on disk before its Mono completes;
 * cancelling a call that was subscribed to does not undo it.
 *
 * <p>Publishers are cold, may be subscribed to from any thread and complete on the store's scheduler. The intake is
 * bounded: past its bound, and while the store cannot write, a call fails with {@link StoreUnavailable} and has changed
 * nothing.
 */
public interface Ledger {

    /**
     * Opens a job with its seeds; where it starts, {@code created} and {@code running} are one write.
     *
     * @param spec what was asked
     * @param key under which a repeat finds this job again, or null
     * @param owner name of its owner, or null without one
     */
    Mono<Opened> open(JobSpec spec, @Nullable IdempotencyKey key, @Nullable Owner owner);

    /** The same for a job without an owner. */
    default Mono<Opened> open(JobSpec spec, @Nullable IdempotencyKey key) {
        return open(spec, key, null);
    }

    /**
     * Whose a job is.
     *
     * @param name of the key that submits it
     * @param activeMax how many of its jobs may be there that have not ended
     */
    record Owner(String name, int activeMax) {}

    /**
     * A client's own name for a submission.
     *
     * @param key the client's text
     * @param fingerprint of the submission's JSON
     */
    record IdempotencyKey(String key, String fingerprint) {

        /** For how long a key is remembered. */
        public static final Duration REMEMBERED = Duration.ofHours(24);
    }

    /** The result of opening a job. */
    sealed interface Opened {

        /** A new job. */
        record Fresh(Job job) implements Opened {}

        /** The job that the key opened before, as it is now. */
        record Replayed(Job job) implements Opened {}

        /** The key belongs to another submission. */
        record KeyTaken() implements Opened {}

        /** It was to run at once, and as many jobs run as may: nothing was changed. */
        record TooMany() implements Opened {}

        /** As many jobs of its owner have not ended as may be: nothing was changed. */
        record OwnerFull() implements Opened {}
    }

    /**
     * Changes a job's state by a call; an ending call writes {@code state} and {@code end} and takes all leases back.
     */
    Mono<Moved> move(JobId job, JobState.Move move);

    /** The result of a call. */
    sealed interface Moved {

        /** The job as it is now; {@code changed} is false where it was there already. */
        record Ok(Job job, boolean changed) implements Moved {}

        /** The state does not allow it. */
        record Conflict(Job job) implements Moved {}

        /** There is no such job. */
        record Unknown() implements Moved {}

        /** It was to run, and as many jobs run as may: nothing was changed. */
        record TooMany() implements Moved {}
    }

    /** Ends a running job whose {@code maxDuration} has passed; does nothing to another. */
    Mono<Void> timeUp(JobId job);

    /** Takes back the leases of a paused job that its visits did not finish in time. */
    Mono<Void> takeBack(JobId job);

    /** Ends a visit. */
    Mono<Receipt> append(Commit commit);

    /** Makes URLs known before the commit of a page that has too many links for one; a repeat is harmless. */
    Mono<Receipt> discover(Lease lease, List<FrontierUrl> discovered);

    /**
     * Keeps a part of a body ahead of its page's commit, in the order of the parts; it counts with that commit, and is
     * gone where none comes. Not durable by itself: the commit is behind it.
     *
     * @param part its number, from 0; the first begins the body anew
     * @param frame {@link io.orbweaver.body.Bodies#PART_BYTES} bytes, compressed by zstd
     */
    Mono<Keeping> keep(Lease lease, int part, byte[] frame);

    /** Whether a part of a body is kept. */
    enum Keeping {
        /** It is there. */
        KEPT,
        /** As much is kept as may be: there is no use in sending more of this body. */
        LIMIT,
        /** The lease had been taken back. */
        LEASE_LOST
    }

    /**
     * A hot signal: each job whose state changed, as it then is, after that is durable; on every instance. Nothing is
     * lost for a subscriber with unbounded demand.
     */
    Flux<Job> moves();

    /** Whether a write under a lease counted. */
    enum Receipt {
        /** It is on disk. */
        COMMITTED,
        /** The lease had been taken back: nothing was changed. */
        LEASE_LOST
    }
}
