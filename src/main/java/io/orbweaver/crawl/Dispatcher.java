package io.orbweaver.crawl;

import io.orbweaver.commit.Ledger;
import io.orbweaver.crawl.schedule.HostResult;
import io.orbweaver.crawl.schedule.HostTask;
import io.orbweaver.crawl.schedule.Schedule;
import io.orbweaver.crawl.schedule.ScheduleAction;
import io.orbweaver.crawl.schedule.ScheduleEvent;
import io.orbweaver.crawl.schedule.Work;
import io.orbweaver.crawl.schedule.Work.AskFrontier;
import io.orbweaver.crawl.schedule.Work.FetchRobots;
import io.orbweaver.crawl.schedule.Work.VisitHost;
import io.orbweaver.fetch.FetchSlots;
import io.orbweaver.fetch.FetchSlots.Slot;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.JobWaits;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.url.Host;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The shell around the {@link Schedule}: a source of work that emits only on demand, and a visit only where a slot is
 * free and a host is due. It serialises events, keeps the one timer, takes slots and does what the schedule decides;
 * what it emits does the work and brings the results back.
 *
 * <p>Every method may be called by any thread; events are taken one after another.
 */
final class Dispatcher {

    private final SerialExecutor serial = new SerialExecutor();
    private final Schedule schedule = new Schedule();
    private final Map<JobId, ActiveJob> jobs = new HashMap<>();
    private final PendingStoreCalls storeCalls = new PendingStoreCalls(this::storeCallFailed);
    private final AtomicLong turnChanges = new AtomicLong();
    private final FetchSlots slots;
    private final Frontier frontier;
    private final HostGate gate;
    private final Ledger ledger;
    private final JobWaits waits;
    private final InstantSource clock;
    private final Scheduler timer;
    private final WorkFactory factory;
    private @Nullable FluxSink<Mono<Void>> sink;
    private Disposable alarm = Disposables.disposed();
    private @Nullable Instant alarmAt;
    private volatile int hostsWaiting;
    private volatile int timersWaiting;

    Dispatcher(CrawlPorts ports, Function<Dispatcher, WorkFactory> factory) {
        this.slots = ports.slots();
        this.frontier = ports.frontier();
        this.gate = ports.gate();
        this.ledger = ports.ledger();
        this.waits = ports.waits();
        this.clock = ports.clock();
        this.timer = ports.timer();
        this.factory = factory.apply(this);
    }

    /** The work, for one subscriber; never more than it asks for. */
    Flux<Mono<Void>> work() {
        return Flux.create(
                out -> {
                    out.onRequest(n -> serial.run(() -> {
                        sink = out;
                        emit();
                    }));
                    out.onDispose(() -> serial.run(() -> alarm.dispose()));
                },
                FluxSink.OverflowStrategy.ERROR);
    }

    /** Takes no more leases; the present visits go on. */
    void drain() {
        on(new ScheduleEvent.Drained());
    }

    /** A job's state moved, or a running job was found at the start. */
    void moved(Job job) {
        step(now -> {
            if (job.state() != JobState.RUNNING) {
                return new ScheduleEvent.JobStopped(job.id(), job.state() == JobState.PAUSED);
            }
            // what is due goes first: it may end the visits of a paused job that is just being resumed
            schedule.on(new ScheduleEvent.TimePassed(), now).forEach(this::act);
            jobs.computeIfAbsent(job.id(), id -> new ActiveJob(job, clock)).refresh(job);
            Duration limit = job.spec().maxDuration();
            return new ScheduleEvent.JobRuns(
                    job.id(), limit == null ? null : now.plus(limit).minus(job.running(now)));
        });
    }

    /** The scope of a job grew. */
    void rescoped(Job job) {
        serial.run(() -> {
            ActiveJob active = jobs.get(job.id());
            if (active != null && job.state() == JobState.RUNNING) {
                active.refresh(job);
            }
        });
    }

    /** Something happened. */
    void on(ScheduleEvent event) {
        step(now -> event);
    }

    /** The turns of all hosts that began or came back so far: a wait for one is counted from there, see below. */
    long turnChanges() {
        return turnChanges.get();
    }

    /** A turn of a host began its transfer, or came back. */
    void turnChanged(Host host) {
        turnChanges.incrementAndGet();
        on(new ScheduleEvent.TurnChanged(host));
    }

    /** A host must wait for a turn of some host; where any changed since {@link #turnChanges} was that, it is tried. */
    void awaitTurn(HostTask task, Host host, long changesBefore) {
        step(now -> new ScheduleEvent.HostReleased(
                task,
                turnChanges.get() == changesBefore ? new HostResult.WaitForTurn(host) : new HostResult.TryAgain()));
    }

    private void storeCallFailed(Mono<Void> call) {
        serial.run(() -> {
            storeCalls.retry(call, clock.instant().plus(Schedule.RETRY_DELAY));
            planAlarm();
        });
    }

    private void step(Function<Instant, ScheduleEvent> event) {
        serial.run(() -> {
            Instant now = clock.instant();
            schedule.on(event.apply(now), now).forEach(this::act);
            emit();
            planAlarm();
            hostsWaiting = schedule.hostsWaiting();
            timersWaiting = schedule.alarmsWaiting();
        });
    }

    private void act(ScheduleAction action) {
        if (action instanceof ScheduleAction.PublishWaits publish) {
            waits.put(publish.job(), publish.waits());
        } else if (action instanceof ScheduleAction.LeaveHost leave) {
            storeCalls.add(gate.leave(leave.host(), leave.job()));
        } else if (action instanceof ScheduleAction.ReturnHost back) {
            storeCalls.add(frontier.later(back.job(), back.host(), back.until()));
        } else if (action instanceof ScheduleAction.EndByTime end) {
            storeCalls.add(ledger.timeUp(end.job()));
        } else if (action instanceof ScheduleAction.TakeBackLeases back) {
            storeCalls.add(ledger.takeBack(back.job()));
        } else if (action instanceof ScheduleAction.StopVisits stop) {
            ActiveJob stopped = jobs.remove(stop.job());
            if (stopped != null) {
                stopped.stopVisits();
            }
        }
    }

    private void emit() {
        FluxSink<Mono<Void>> out = sink;
        while (out != null && !out.isCancelled() && out.requestedFromDownstream() > 0) {
            Mono<Void> call = storeCalls.next(clock.instant());
            Mono<Void> next = call == null ? choose() : call;
            if (next == null) {
                return;
            }
            out.next(next);
        }
    }

    private @Nullable Mono<Void> choose() {
        boolean slotFree = slots.inFlight() < slots.slotsMax(); // only this takes them
        Work work = schedule.next(slotFree, task -> factory.lacksRobots(activeJob(task), task), clock.instant());
        if (work instanceof AskFrontier ask) {
            return ask(ask);
        }
        if (work instanceof VisitHost visit) {
            return factory.visit(activeJob(visit.task()), visit.task(), takeSlot());
        }
        if (work instanceof FetchRobots fetch) {
            return factory.fetchRobots(activeJob(fetch.task()), fetch.task(), takeSlot(), fetch.origin());
        }
        return null;
    }

    private ActiveJob activeJob(HostTask task) {
        return Objects.requireNonNull(jobs.get(task.job().id()), "a job that is scheduled is active");
    }

    private Slot takeSlot() {
        return Objects.requireNonNull(slots.tryTake(), "a slot that was free");
    }

    private Mono<Void> ask(AskFrontier ask) {
        return frontier.due(ask.job().id(), ask.hostsMax())
                .doOnNext(hosts -> on(new ScheduleEvent.HostsAssigned(ask, hosts)))
                .doOnError(error -> on(new ScheduleEvent.AskFailed(ask)))
                .onErrorComplete()
                .then();
    }

    /** Keeps the timer on what comes first. */
    private void planAlarm() {
        Instant first = schedule.nextAlarm();
        Instant retry = storeCalls.retryAt();
        Instant next = first == null || retry != null && retry.isBefore(first) ? retry : first;
        FluxSink<Mono<Void>> out = sink;
        if (Objects.equals(next, alarmAt) || out != null && out.isCancelled()) {
            return;
        }
        alarm.dispose();
        alarmAt = next;
        if (next != null) {
            Duration wait = Duration.between(clock.instant(), next);
            alarm = timer.schedule(this::alarmWentOff, Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        }
    }

    private void alarmWentOff() {
        step(now -> {
            alarmAt = null; // the clock may be a little behind the timer: then it is set again
            return new ScheduleEvent.TimePassed();
        });
    }

    /** Hosts that are held and must wait. */
    int hostsWaiting() {
        return hostsWaiting;
    }

    /** What waits for an instant. */
    int timersWaiting() {
        return timersWaiting;
    }
}
