package io.orbweaver.commit;

import io.orbweaver.commit.Ledger.IdempotencyKey;
import io.orbweaver.commit.Ledger.Moved;
import io.orbweaver.commit.Ledger.Opened;
import io.orbweaver.commit.Ledger.Owner;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.Jobs;
import io.orbweaver.job.spec.JobSpec;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The port for clients' operations on jobs. Every Mono is cold and thread-safe; see {@link Ledger} for durability and
 * errors.
 */
public final class JobDesk {

    private final Ledger ledger;
    private final Jobs jobs;

    /** A desk before the ledger. */
    public JobDesk(Ledger ledger, Jobs jobs) {
        this.ledger = ledger;
        this.jobs = jobs;
    }

    /**
     * Accepts a job: it is on disk when the Mono completes.
     *
     * @param key known to its owner only: another's finds another job
     */
    public Mono<Opened> submit(JobSpec spec, @Nullable IdempotencyKey key, @Nullable Owner owner) {
        return ledger.open(spec, key == null || owner == null ? key : ofOwner(key, owner), owner);
    }

    /** No client's key has a line feed, nor has an owner's name: none runs into another's. */
    private static IdempotencyKey ofOwner(IdempotencyKey key, Owner owner) {
        return new IdempotencyKey(owner.name() + "\n" + key.key(), key.fingerprint());
    }

    /** Starts, pauses, resumes or cancels a job. */
    public Mono<Moved> move(JobId job, JobState.Move move) {
        return ledger.move(job, move);
    }

    /** Cancels a job if it has not ended, hides it and removes it; false if it does not exist. */
    public Mono<Boolean> delete(JobId id) {
        return ledger.move(id, JobState.Move.CANCEL)
                .flatMap(moved -> moved instanceof Moved.Unknown
                        ? Mono.just(false)
                        : jobs.remove(id).thenReturn(true));
    }

    /** A job as last committed; empty if it does not exist. */
    public Mono<Job> find(JobId id) {
        return jobs.find(id);
    }
}
