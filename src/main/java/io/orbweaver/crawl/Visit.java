package io.orbweaver.crawl;

import io.orbweaver.commit.Commit;
import io.orbweaver.crawl.schedule.HostResult;
import io.orbweaver.crawl.schedule.HostTask;
import io.orbweaver.fetch.FetchSlots.Slot;
import io.orbweaver.frontier.DueHost;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.politeness.TurnAnswer;
import io.orbweaver.url.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One hop of one URL, from its host's turn to its commit. Whatever ends it, at whatever step, slot and turn come back
 * ({@link HostTurns}), and by {@link VisitSteps#end} its claim, and the lease unless it was committed.
 */
final class Visit extends HostTurns.Held {

    /** URLs that one turn may decide without a transfer, before other jobs get the slot again. */
    private static final int ROUNDS_MAX = 64;

    /** Room for what is held of the body; claimed from the beginning, so that whatever ends the visit gives it back. */
    final BodyBudget.Claim claim;

    private @Nullable Lease lease;
    private boolean committed;
    private boolean hostReleased;
    private boolean decidedOnly;
    private int rounds;
    private @Nullable DueHost next;

    Visit(ActiveJob job, HostTask task, Slot slot, BodyBudget.Claim claim) {
        super(job, task, slot);
        this.claim = claim;
        this.next = task.due();
    }

    /** The whole visit; cold, empty, and free of errors: what fails is a {@link HostResult}. */
    static Mono<Void> of(ActiveJob job, HostTask task, Slot slot, VisitSteps steps) {
        return steps.turns()
                .with(() -> new Visit(job, task, slot, steps.claim()), visit -> visit.run(steps), steps::end);
    }

    private Mono<Void> run(VisitSteps steps) {
        return steps.turn(this)
                .flatMap(granted ->
                        round(steps, granted).repeat(this::hasDecidedOnly).then())
                .onErrorResume(error -> steps.failed(this, error));
    }

    /** One URL under the turn; one that is decided without a transfer spends nothing, and the next follows it. */
    private Mono<Void> round(VisitSteps steps, TurnAnswer granted) {
        return Mono.defer(() -> {
            decidedOnly = false;
            rounds++;
            return steps.lease(this, granted)
                    .flatMap(leased -> steps.hop(this, leased))
                    .flatMap(commits -> steps.commit(this, commits));
        });
    }

    private boolean hasDecidedOnly() {
        return decidedOnly && rounds < ROUNDS_MAX;
    }

    /**
     * What a visit writes: URLs that go before its commit, then the commit.
     *
     * @param before parts of at most {@link Commit#DISCOVERED_MAX} URLs
     * @param last the commit
     * @param sitemapsOf the origin whose sitemaps go before it, or null
     */
    record CommitPlan(
            List<List<FrontierUrl>> before,
            Commit last,
            @Nullable Origin sitemapsOf) {

        /** Cuts a page's URLs into parts that fit, the last of which goes with the commit. */
        static CommitPlan of(Lease lease, Commit.Result result, List<FrontierUrl> discovered) {
            List<List<FrontierUrl>> parts = new ArrayList<>();
            int from = 0;
            while (discovered.size() - from > Commit.DISCOVERED_MAX) {
                parts.add(discovered.subList(from, from + Commit.DISCOVERED_MAX));
                from += Commit.DISCOVERED_MAX;
            }
            return new CommitPlan(parts, new Commit(lease, result, discovered.subList(from, discovered.size())), null);
        }

        /** The same, with an origin's sitemaps before all else. */
        CommitPlan after(Origin origin, List<FrontierUrl> sitemaps) {
            List<List<FrontierUrl>> more = new ArrayList<>();
            if (!sitemaps.isEmpty()) {
                more.add(sitemaps);
            }
            more.addAll(before);
            return new CommitPlan(more, last, origin);
        }
    }

    void setLease(Lease newLease) {
        lease = newLease;
        committed = false;
    }

    /** What the host has due next, as the last answer had it; null for nothing. */
    @Nullable
    DueHost next() {
        return next;
    }

    void setNext(@Nullable DueHost answered) {
        next = answered;
    }

    /** Whether the host was released; from then on it is not this visit's. */
    boolean hasReleasedHost() {
        return hostReleased;
    }

    void setHostReleased() {
        hostReleased = true;
    }

    /** The URL was decided without a transfer: the turn is unspent, and another URL may follow under it. */
    void setDecidedWithoutTransfer() {
        decidedOnly = true;
    }

    boolean isDecidedWithoutTransfer() {
        return decidedOnly;
    }

    /** The present URL is done with: it is no longer this visit's. */
    void forgetLease() {
        lease = null;
    }

    boolean hasLeased() {
        return lease != null;
    }

    /** The lease, if it was not committed. */
    @Nullable
    Lease uncommitted() {
        return committed ? null : lease;
    }

    void setCommitted() {
        committed = true;
    }
}
