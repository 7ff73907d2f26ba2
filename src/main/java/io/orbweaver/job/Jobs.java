package io.orbweaver.job;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The jobs that are stored. Opening a job and changing its state are the ledger's.
 *
 * <p>Every publisher is cold, completes on a scheduler of the store and may be cancelled at any time without effect on
 * what is stored; a store that cannot be read gives an error.
 */
public interface Jobs {

    /** Jobs that are looked at for a page of a list that is filtered by labels. */
    int LOOKED_MAX = 5_000;

    /** The job as last committed; empty if it does not exist or is being removed. */
    Mono<Job> find(JobId id);

    /**
     * Jobs, newest first.
     *
     * @param state only those in this state, or null for all
     * @param owner only this one's, found without a look at those of others; or null for all
     * @param after only those older than this one, or null from the newest
     * @param limit at most this many, 1 to 1,000
     */
    Mono<List<Job>> list(@Nullable JobState state, @Nullable String owner, @Nullable JobId after, int limit);

    /** The same for all owners. */
    default Mono<List<Job>> list(@Nullable JobState state, @Nullable JobId after, int limit) {
        return list(state, null, after, limit);
    }

    /**
     * A page of the jobs that a query asks for. Looks at {@link #LOOKED_MAX} jobs or a few more, however many there are
     * and however few have the labels, so that a rare label costs more pages and not a longer answer.
     *
     * @param after only those older than this one, or null from the newest
     * @param limit at most this many, 1 to 1,000
     */
    default Mono<JobPage> page(JobQuery query, @Nullable JobId after, int limit) {
        return JobSearch.page(this, query, after, limit);
    }

    /** Every job in a state, newest first, read page by page as they are asked for. */
    default Flux<Job> all(JobState state) {
        return all(state, null, null);
    }

    /** The same, but only an owner's where one is given, and only those older than a job where one is. */
    default Flux<Job> all(JobState state, @Nullable String owner, @Nullable JobId after) {
        int atOnce = 100;
        return list(state, owner, after, atOnce)
                .expand(page -> page.size() < atOnce
                        ? Mono.empty()
                        : list(state, owner, page.get(page.size() - 1).id(), atOnce))
                .concatMapIterable(page -> page);
    }

    /** Hides the job at once and removes all that it stored in the background. The job must have ended. */
    Mono<Void> remove(JobId id);

    /**
     * A hot signal: each job of which something became visible (an outcome, a state), after it is durable. A slow
     * reader misses signals, never the last one for a job.
     */
    Flux<JobId> changes();
}
