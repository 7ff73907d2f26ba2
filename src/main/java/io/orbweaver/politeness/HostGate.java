package io.orbweaver.politeness;

import io.orbweaver.job.JobId;
import io.orbweaver.url.Host;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * One {@link HostPace} for each host, over all jobs and all instances that share the store.
 *
 * <p>Publishers are cold and may be subscribed to from any thread; an error means that the store does not work. A turn
 * that was granted to a subscriber that had gone away comes back unspent.
 */
public interface HostGate {

    /**
     * Takes a turn of a host, or learns until when to wait.
     *
     * @param host the host
     * @param job the job that wants it; its policy counts until it {@link #leave leaves}
     * @param policy what the job asks for
     */
    Mono<TurnAnswer> take(Host host, JobId job, HostPolicy policy);

    /**
     * The transfer of a turn begins now: spacing counts from here.
     *
     * @return the turn to return; an error also if the turn has expired, and with it the right to begin
     */
    Mono<Turn> begin(Turn turn);

    /** Gives a turn back. */
    Mono<Void> giveBack(Turn turn, Verdict verdict);

    /**
     * Holds a host because it sent Retry-After; durable before the Mono completes.
     *
     * @param until when it may be asked again; at most one hour ahead
     */
    Mono<Void> hold(Host host, Instant until);

    /** The job has nothing due or leased on the host any more: its policy does not count there. */
    Mono<Void> leave(Host host, JobId job);

    /** What is known of one host; empty where nothing is, and it may be asked at once. */
    Mono<HostView> host(Host host);

    /** What is known of hosts, by name, at most {@code limit} of them from the first after {@code after}. */
    Mono<List<HostView>> hosts(String after, int limit);

    /**
     * A host as an operator sees it.
     *
     * @param host the host
     * @param pace its state
     */
    record HostView(Host host, HostPace pace) {}
}
