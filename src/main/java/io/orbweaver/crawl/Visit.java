package io.orbweaver.crawl;

import io.orbweaver.commit.Commit;
import io.orbweaver.crawl.JobWork.Hand;
import io.orbweaver.fetch.FetchSlots.Slot;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.politeness.Turn;
import io.orbweaver.politeness.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One hop of one URL, from its host's turn to its commit. Whatever ends it, at whatever step, {@link VisitSteps#end}
 * gives back what it still holds: the slot and the turn, and the lease unless it was committed.
 */
final class Visit {

    final Hand hand;
    private final Slot slot;
    private @Nullable Turn turn;
    private Verdict verdict = Verdict.UNSPENT;
    private @Nullable Lease lease;
    private boolean committed;

    Visit(Hand hand, Slot slot) {
        this.hand = hand;
        this.slot = slot;
    }

    /** The whole visit; cold, empty, and free of errors: what goes wrong is told to the dispatcher. */
    static Mono<Void> of(Hand hand, Slot slot, VisitSteps steps) {
        return Mono.usingWhen(
                Mono.fromSupplier(() -> new Visit(hand, slot)),
                visit -> visit.run(steps).takeUntilOther(hand.work.stopped()),
                steps::end);
    }

    private Mono<Void> run(VisitSteps steps) {
        return steps.turn(this)
                .flatMap(granted -> steps.lease(this, granted))
                .flatMap(leased -> steps.hop(this, leased))
                .flatMap(commits -> steps.commit(this, commits))
                .onErrorResume(error -> steps.failed(this, error));
    }

    /**
     * What a visit writes: URLs that go before its commit, then the commit.
     *
     * @param before parts of at most {@link Commit#DISCOVERED_MAX} URLs
     * @param last the commit
     */
    record Commits(List<List<FrontierUrl>> before, Commit last) {

        /** Cuts a page's URLs into parts that fit, the last of which goes with the commit. */
        static Commits of(Lease lease, Commit.Result result, List<FrontierUrl> discovered) {
            List<List<FrontierUrl>> parts = new ArrayList<>();
            int from = 0;
            while (discovered.size() - from > Commit.DISCOVERED_MAX) {
                parts.add(discovered.subList(from, from + Commit.DISCOVERED_MAX));
                from += Commit.DISCOVERED_MAX;
            }
            return new Commits(parts, new Commit(lease, result, discovered.subList(from, discovered.size())));
        }
    }

    void granted(Turn newTurn) {
        turn = newTurn;
    }

    void leased(Lease newLease) {
        lease = newLease;
    }

    /** How the host did, once something was sent. */
    void told(Verdict newVerdict) {
        verdict = newVerdict;
    }

    Verdict verdict() {
        return verdict;
    }

    /** The turn, once; null where there is none to give back. */
    @Nullable
    Turn takeTurn() {
        Turn held = turn;
        turn = null;
        return held;
    }

    boolean giveSlotBack() {
        return slot.giveBack();
    }

    boolean hasLeased() {
        return lease != null;
    }

    /** The lease, if it was not committed. */
    @Nullable
    Lease uncommitted() {
        return committed ? null : lease;
    }

    void committed() {
        committed = true;
    }
}
