package io.orbweaver.crawl;

import io.orbweaver.commit.Ledger;
import io.orbweaver.crawl.ActiveJob.HostTask;
import io.orbweaver.fetch.FetchSlots;
import io.orbweaver.fetch.FetchSlots.Slot;
import io.orbweaver.frontier.DueHost;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.JobWaits;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * Decides what the pipeline does next: a source of work that emits only on demand, and a visit only where a slot is
 * free and a host is due. Slots go round the jobs that have a due host, and within a job round its due hosts.
 *
 * <p>A serial state machine: every method may be called by any thread, and steps run one after another. It decides and
 * keeps account; what it emits does the work and brings the answers back.
 */
final class Dispatcher {

    private static final Duration RETRY_DELAY = Duration.ofMillis(500);
    private static final Duration BETWEEN_ASKS = Duration.ofMillis(50);
    private static final Duration PAUSE_GRACE = Duration.ofSeconds(5);

    private final SerialExecutor serial = new SerialExecutor();
    private final Map<JobId, ActiveJob> works = new HashMap<>();
    private final Deque<ActiveJob> line = new ArrayDeque<>();
    private final WaitingHosts waiting = new WaitingHosts();
    private final Map<JobId, ActiveJob> pausing = new HashMap<>();
    private final PendingStoreCalls pendingCalls;
    private final Timers timers;
    private final FetchSlots slots;
    private final Frontier frontier;
    private final HostGate gate;
    private final Ledger ledger;
    private final JobWaits waits;
    private final InstantSource clock;
    private final VisitFactory visits;
    private @Nullable FluxSink<Mono<Void>> sink;
    private final AtomicLong turnChanges = new AtomicLong();
    private boolean draining;

    /** Makes the work for a host that was chosen. */
    interface VisitFactory {
        /**
         * Called within a step. The work takes a turn and a lease and visits, or tells the dispatcher why not, and
         * gives the slot back in any case; null where the host must wait, which the dispatcher was told.
         */
        @Nullable
        Mono<Void> attempt(HostTask task, Slot slot);
    }

    Dispatcher(CrawlPorts ports, Function<Dispatcher, VisitFactory> visits) {
        this.slots = ports.slots();
        this.frontier = ports.frontier();
        this.gate = ports.gate();
        this.ledger = ports.ledger();
        this.waits = ports.waits();
        this.clock = ports.clock();
        this.timers = new Timers(ports.timer(), ports.clock());
        this.pendingCalls =
                new PendingStoreCalls(action -> timers.at(clock.instant().plus(RETRY_DELAY), () -> step(action)));
        this.visits = visits.apply(this);
    }

    /** The work, for one subscriber; never more than it asks for. */
    Flux<Mono<Void>> work() {
        return Flux.create(
                out -> {
                    out.onRequest(n -> step(() -> sink = out));
                    out.onDispose(timers::clear);
                },
                FluxSink.OverflowStrategy.ERROR);
    }

    /** Takes no more leases; the present visits go on. */
    void drain() {
        step(() -> draining = true);
    }

    /** A job's state moved, or a running job was found at the start. */
    void moved(Job job) {
        step(() -> {
            ActiveJob work = works.get(job.id());
            if (job.state() == JobState.RUNNING) {
                run(job, work);
            } else if (work != null) {
                works.remove(job.id());
                end(work, job.state());
            } else if (job.state().ended() && pausing.containsKey(job.id())) {
                pausing.remove(job.id()).stopVisits();
            }
        });
    }

    private void run(Job job, @Nullable ActiveJob present) {
        if (present != null) {
            present.refresh(job);
            present.wake();
            toLine(present);
            return;
        }
        ActiveJob paused = pausing.remove(job.id());
        ActiveJob work = paused == null ? new ActiveJob(job, clock) : paused;
        work.resumed(job);
        works.put(job.id(), work);
        toLine(work);
        Duration limit = job.spec().maxDuration();
        if (limit != null) {
            Instant over = clock.instant().plus(limit).minus(job.running(clock.instant()));
            work.timeLimit(timers.at(over, () -> step(() -> pendingCalls.add(ledger.timeUp(job.id())))));
        }
    }

    private void end(ActiveJob work, JobState state) {
        work.setInLine(false);
        line.remove(work);
        waits.put(work.id(), List.of());
        for (Host host : work.hosts()) {
            pendingCalls.add(gate.leave(host, work.id()));
        }
        waiting.forget(work);
        work.stopTimers();
        if (state == JobState.PAUSED) {
            pausing.put(work.id(), work);
            int pause = work.paused();
            timers.at(clock.instant().plus(PAUSE_GRACE), () -> step(() -> takeBack(work, pause)));
        } else {
            work.stopVisits();
        }
    }

    /** The visits of a job that is paused still had their time. */
    private void takeBack(ActiveJob work, int pause) {
        if (work.isPause(pause) && pausing.remove(work.id(), work)) {
            work.stopVisits();
            pendingCalls.add(ledger.takeBack(work.id()));
        }
    }

    /** The scope of a job grew. */
    void rescoped(Job job) {
        step(() -> {
            ActiveJob work = works.get(job.id());
            if (work != null && job.state() == JobState.RUNNING) {
                work.refresh(job);
            }
        });
    }

    /** A job may have something due. */
    void woken(JobId id) {
        step(() -> {
            ActiveJob work = works.get(id);
            if (work != null) {
                work.wake();
                publishWaits(work);
                toLine(work);
            }
        });
    }

    /** A lease was taken from a host in hand; {@code next} is what it has due after that, or null. */
    void leased(HostTask task, @Nullable DueHost next) {
        step(() -> {
            task.work.visitStarted(task.host());
            settle(task, next);
        });
    }

    /** One more lease was taken under a turn whose first URL needed no transfer. */
    void leasedMore(ActiveJob work, Host host) {
        step(() -> work.visitStarted(host));
    }

    /** A host in hand gave no lease; {@code next} is what it has due, or null. */
    void notLeased(HostTask task, @Nullable DueHost next, boolean full) {
        step(() -> {
            if (full) {
                task.work.becameFull();
            }
            settle(task, next);
        });
    }

    private void settle(HostTask task, @Nullable DueHost next) {
        if (next == null) {
            task.work.drop(task);
            leaveIfDone(task.work, task.host());
        } else {
            task.due = next;
            task.work.markDue(task);
        }
        toLine(task.work);
    }

    /** A host in hand may be tried again at once. */
    void again(HostTask task) {
        step(() -> due(task));
    }

    /** Where a wait for a turn of some host is counted from, so that no news of one is missed. */
    long turnChanges() {
        return turnChanges.get();
    }

    /** A host in hand must wait for news of a turn of some host, since {@link #turnChanges} was that. */
    void awaitTurn(HostTask task, Host host, long newsBefore) {
        step(() -> {
            if (turnChanges.get() != newsBefore) {
                due(task); // of this host or another: it is asked again
            } else {
                waiting.forTurn(task, host);
                publishWaits(task.work);
            }
        });
    }

    /** A host in hand must wait until an instant. */
    void mustWait(HostTask task, Instant until) {
        step(() -> {
            if (task.work.isFull()) {
                task.work.drop(task);
                pendingCalls.add(frontier.later(task.work.id(), task.host(), until));
            } else {
                waiting.untilInstant(task, until);
                task.timer = timers.at(until, () -> step(() -> due(task)));
            }
            publishWaits(task.work);
        });
    }

    /** The store took no write of a job's: that is what it waits for, until the store says otherwise. */
    void storeFailed(ActiveJob work) {
        step(() -> {
            work.storeFailed(clock.instant().plus(RETRY_DELAY));
            publishWaits(work);
        });
    }

    private void publishWaits(ActiveJob work) {
        waits.put(work.id(), works.get(work.id()) == work ? work.waits() : List.of());
    }

    /** The store failed while a host was tried: try again in a while. */
    void retryLater(HostTask task) {
        mustWait(task, clock.instant().plus(RETRY_DELAY));
    }

    private void due(HostTask task) {
        waiting.over(task);
        if (works.get(task.work.id()) == task.work) {
            task.work.markDue(task);
            toLine(task.work);
        }
    }

    /** A turn of a host began its transfer, or came back: hosts in hand that waited for it are due. */
    void turnMoved(Host host) {
        turnChanges.incrementAndGet();
        step(() -> waiting.removeWaitingForTurn(host).forEach(this::due));
    }

    /** A slot came back. */
    void slotFree() {
        step(() -> {});
    }

    /** A host in hand waits for its origin's robots.txt, which another visit fetches. Within a step only. */
    void awaitRobots(HostTask task, Origin origin) {
        waiting.forRobots(task, origin);
    }

    /** A change to what {@link VisitFactory#attempt} keeps, within a step. */
    void robotsChanged(Runnable change) {
        step(change);
    }

    /** News of an origin's robots.txt: whoever waited for it is due. */
    void robotsKnown(Origin origin) {
        step(() -> waiting.removeWaitingForRobots(origin).forEach(this::due));
    }

    /** A visit ended, whatever came of it. */
    void visitEnded(ActiveJob work, Host host) {
        step(() -> {
            work.visitEnded(host);
            leaveIfDone(work, host);
        });
    }

    private void leaveIfDone(ActiveJob work, Host host) {
        if (work.hasLeft(host)) {
            pendingCalls.add(gate.leave(host, work.id()));
        }
    }

    private void step(Runnable change) {
        serial.run(() -> {
            change.run();
            emit();
        });
    }

    private void toLine(ActiveJob work) {
        if (!work.inLine() && works.get(work.id()) == work) {
            work.setInLine(true);
            line.addLast(work);
        }
    }

    private void emit() {
        FluxSink<Mono<Void>> out = sink;
        if (out == null || out.isCancelled()) {
            return;
        }
        while (out.requestedFromDownstream() > 0) {
            Mono<Void> call = pendingCalls.next();
            Mono<Void> next = call == null ? choose() : call;
            if (next == null) {
                return;
            }
            out.next(next);
        }
    }

    /** The next work, in turn over jobs; null where nothing can be done now. */
    private @Nullable Mono<Void> choose() {
        Instant now = clock.instant();
        for (int tries = line.size(); tries > 0 && !draining; tries--) {
            ActiveJob work = line.removeFirst();
            Slot slot = work.hasDue() ? slots.tryTake() : null;
            if (slot == null && work.hasDue()) {
                line.addFirst(work); // it is its turn when a slot is free, and nobody's before
                return null;
            }
            Mono<Void> next = slot != null ? visits.attempt(work.nextDue(), slot) : work.mayAsk(now) ? ask(work) : null;
            if (work.hasWork(now)) {
                line.addLast(work);
            } else {
                work.setInLine(false);
                work.lookAgain(now, timers, () -> step(() -> toLine(work)));
            }
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    private Mono<Void> ask(ActiveJob work) {
        int hostsMax = work.asked();
        return frontier.due(work.id(), hostsMax)
                .doOnNext(hosts -> step(() -> {
                    Instant soonest = clock.instant().plus(BETWEEN_ASKS);
                    boolean allGiven = hosts.hosts().size() < hostsMax;
                    Instant again = allGiven && hosts.askAgain().isBefore(soonest) ? soonest : hosts.askAgain();
                    work.answered(hosts.hosts(), again);
                    publishWaits(work);
                    toLine(work);
                }))
                .doOnError(error -> step(() -> {
                    work.askFailed(clock.instant().plus(RETRY_DELAY));
                    publishWaits(work);
                    toLine(work);
                }))
                .onErrorComplete()
                .then();
    }

    /** Hosts in hand that must wait. Any thread. */
    int hostsWaiting() {
        return waiting.count();
    }

    /** What waits for an instant. Any thread. */
    int timersWaiting() {
        return timers.size();
    }
}
