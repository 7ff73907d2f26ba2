package io.orbweaver.frontier;

import io.orbweaver.job.JobId;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The known URLs of all jobs that have no outcome yet, in queues by job and host.
 *
 * <p>Hosts are assigned, URLs are leased: {@link #due} assigns a host to this instance, which then leases from it, and
 * returns it by {@link #later} when it must wait; a host that a lease left empty counts as returned. So the instance
 * holds a bounded number of hosts, whatever the number of the job's.
 *
 * <p>Every publisher is cold, may be subscribed to from any thread, completes on the store's scheduler and is safe to
 * cancel: a lease whose answer was not received is returned by the store. An error means that the store does not work.
 */
public interface Frontier {

    /**
     * Assigns hosts of a running job that have a URL due and are not assigned.
     *
     * @param job the job
     * @param hostsMax at most this many
     * @return the hosts, in turn, and when it is worth asking again
     */
    Mono<DueHosts> due(JobId job, int hostsMax);

    /**
     * Assigned hosts.
     *
     * @param hosts in the order in which they should be asked
     * @param askAgain when the next host that waits becomes due; {@link Instant#MAX} where {@link #wakes} will emit
     */
    record DueHosts(List<DueHost> hosts, Instant askAgain) {}

    /**
     * Leases the next URL of an assigned host, if its origin is the one that was offered. The caller holds a turn of
     * the host.
     */
    Mono<LeaseAnswer> lease(JobId job, Host host, Origin origin);

    /** Returns a host, to be due no earlier than an instant; the instant is a hint. */
    Mono<Void> later(JobId job, Host host, Instant until);

    /**
     * Gives a lease back unfinished: the URL is due again as it was. Idempotent; a token that does not hold is ignored.
     */
    Mono<Void> giveBack(Lease lease);

    /**
     * This instance's pipeline holds nothing: every host that was assigned to it may be assigned again, and its leases
     * are returned. For a pipeline that starts.
     */
    Mono<Void> recall();

    /** What a job knows of a URL, as far as it is durable; empty where it knows nothing of it. */
    Mono<KnownUrl> find(JobId job, CanonicalUrl url);

    /**
     * Known URLs of a job, as far as they are durable, in a stable order; for callers that go through all of them.
     *
     * @param after the URL before the first one wanted; null for the beginning
     * @param max at most this many, 1 to {@link #LISTED_MAX}
     * @return fewer than asked for only at the end; on a scheduler for reading
     */
    Mono<List<ListedUrl>> list(JobId job, @Nullable CanonicalUrl after, int max);

    /** URLs of one call of {@link #list}. */
    int LISTED_MAX = 1_000;

    /** A hot signal: each job that may have a host due now; coalesced, never lost permanently. */
    Flux<JobId> wakes();
}
