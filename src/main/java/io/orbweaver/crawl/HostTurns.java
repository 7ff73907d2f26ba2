package io.orbweaver.crawl;

import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.crawl.schedule.HostResult;
import io.orbweaver.crawl.schedule.HostTask;
import io.orbweaver.crawl.schedule.ScheduleEvent;
import io.orbweaver.fetch.FetchSlots.Slot;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.politeness.HostPolicy;
import io.orbweaver.politeness.Turn;
import io.orbweaver.politeness.TurnAnswer;
import io.orbweaver.politeness.Verdict;
import io.orbweaver.url.Host;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Acquire, use, release of a slot and a host's turn, as one operator for pages and robots.txt alike ({@link #with}):
 * both come back once, as soon as the transfer has ended, and at the latest when the use ends, is cancelled or fails.
 */
final class HostTurns {

    private static final Logger log = LoggerFactory.getLogger(HostTurns.class);

    private final Dispatcher dispatcher;
    private final HostGate gate;
    private final InstantSource clock;

    HostTurns(Dispatcher dispatcher, HostGate gate, InstantSource clock) {
        this.dispatcher = dispatcher;
        this.gate = gate;
        this.clock = clock;
    }

    /** A slot, and a turn from the time that it is granted; for one use. */
    abstract static class Held {

        final ActiveJob job;
        final HostTask task;
        private final Slot slot;
        private @Nullable Turn turn;
        private Verdict verdict = Verdict.UNSPENT;
        private long changesBefore;

        Held(ActiveJob job, HostTask task, Slot slot) {
            this.job = job;
            this.task = task;
            this.slot = slot;
        }
    }

    /**
     * Uses a slot for as long as a job's visits may run; cold.
     *
     * @param acquire makes what is held
     * @param use the work; errors are its own to handle
     * @param release what else is given back at the end, after slot and turn
     */
    <H extends Held> Mono<Void> with(
            Supplier<H> acquire, Function<H, Mono<Void>> use, Function<H, Mono<Void>> release) {
        return Mono.usingWhen(
                Mono.fromSupplier(acquire),
                held -> use.apply(held).takeUntilOther(held.job.stopped()),
                held -> giveBack(held).then(Mono.defer(() -> release.apply(held))));
    }

    /** Asks for a turn of a host, which is held where it is granted. */
    Mono<TurnAnswer> take(Held held, Host host, HostPolicy policy) {
        return Mono.defer(() -> {
            held.changesBefore = dispatcher.turnChanges();
            return gate.take(host, held.job.id(), policy).doOnNext(answer -> {
                if (answer instanceof TurnAnswer.Granted granted) {
                    held.turn = granted.turn();
                }
            });
        });
    }

    /**
     * Releases the task's host until a host's turn may be had: at an instant, or, for the last one, when one changes.
     */
    void await(Held held, Host host, Instant until) {
        if (until.equals(Instant.MAX)) {
            dispatcher.awaitTurn(held.task, host, held.changesBefore);
        } else {
            release(held, new HostResult.WaitUntil(until));
        }
    }

    /** Releases the task's host. */
    void release(Held held, HostResult result) {
        dispatcher.on(new ScheduleEvent.HostReleased(held.task, result));
    }

    /** Begins the transfer under the turn; empty where the turn is held no more. */
    Mono<Turn> begin(Held held) {
        Turn granted = held.turn;
        if (granted == null) {
            return Mono.error(new IllegalStateException("a transfer without a turn"));
        }
        return gate.begin(granted).doOnNext(begun -> {
            held.turn = begun;
            held.verdict = Verdict.ABANDONED;
            dispatcher.turnChanged(begun.host());
        });
    }

    /** The transfer has ended: what it says of the host counts, and the host is held where that asks for it. */
    Mono<Void> ended(Held held, Host host, Fetched fetched) {
        held.verdict = host.equals(Host.FILE) ? Verdict.ANSWERED : Verdicts.of(fetched); // a slow file says nothing
        return Verdicts.hold(gate, host, fetched, clock);
    }

    /** Gives turn and slot back, once. */
    Mono<Void> giveBack(Held held) {
        return Mono.defer(() -> {
            Turn turn = held.turn;
            held.turn = null;
            Mono<Void> given = turn == null ? Mono.empty() : gate.giveBack(turn, held.verdict);
            return given.onErrorResume(HostTurns::logged).then(Mono.fromRunnable(() -> {
                held.slot.giveBack();
                if (turn != null) {
                    dispatcher.turnChanged(turn.host());
                } else {
                    dispatcher.on(new ScheduleEvent.TimePassed()); // a slot is free
                }
            }));
        });
    }

    /** The store takes a turn back by itself when it is not renewed. */
    private static Mono<Void> logged(Throwable error) {
        if (!(error instanceof StoreUnavailable)) {
            log.error("internal error: a turn could not be given back", error);
        }
        return Mono.empty();
    }
}
