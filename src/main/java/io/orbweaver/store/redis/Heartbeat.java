package io.orbweaver.store.redis;

import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.store.redis.server.DurabilityLevel;
import io.orbweaver.store.redis.server.JobKeys;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.store.redis.server.ServerClock;
import io.orbweaver.store.redis.server.ServerErrors;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The periodic work of an instance: every {@link #INTERVAL} it renews the leases and turns that it holds, takes back
 * those that were not renewed, and looks at the jobs that may run, so that a lost signal costs that time and no more.
 * One heartbeat runs after another; it owns its subscription.
 */
final class Heartbeat {

    /** From one heartbeat to the next; what is not renewed expires after 10 s. */
    static final Duration INTERVAL = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final int JOBS_AT_ONCE = 16;
    private static final int RUNNING_MAX = 100_000;
    private static final int HOSTS_SWEPT = 64;
    /** Heartbeats between two checks of the server's settings: a minute. */
    private static final int RUNS_PER_CHECK = 20;

    private static final Duration HINT_TERM = Duration.ofMinutes(10);

    private final RedisContext context;
    private final RedisJobs jobs;
    private final StateTransitions transitions;
    private final RedisHostGate gate;
    private final ServerClock clock;
    private final BodyTotal bodies;
    private final ServerErrors errors;
    private final Map<JobId, Seen> seen = new ConcurrentHashMap<>();
    private final Disposable.Swap beating = Disposables.swap();
    private volatile Tally tally = new Tally(0, 0, 0);
    private volatile String sweptTo = "";
    private volatile boolean first = true;
    private volatile int runs;
    private volatile @Nullable String promise;

    /** How far a job was when it was looked at last. */
    private record Seen(long rev, long seq, JobState state, long queued) {}

    /**
     * How many there are.
     *
     * @param running jobs that run
     * @param paused jobs that are paused, as far as they are looked at
     * @param queued URLs that wait in running jobs
     */
    record Tally(long running, long paused, long queued) {}

    Heartbeat(
            RedisContext context,
            RedisJobs jobs,
            StateTransitions transitions,
            RedisHostGate gate,
            ServerClock clock,
            BodyTotal bodies,
            ServerErrors errors) {
        this.context = context;
        this.jobs = jobs;
        this.transitions = transitions;
        this.gate = gate;
        this.clock = clock;
        this.bodies = bodies;
        this.errors = errors;
    }

    /** Starts the heartbeat. */
    void start(Scheduler timer) {
        beating.update(Flux.interval(INTERVAL, timer)
                .onBackpressureDrop()
                .concatMap(tick -> runOnce().onErrorResume(Heartbeat::logFailure), 1)
                .subscribe(
                        none -> {},
                        error -> log.error("internal error: leases and turns are no longer renewed", error)));
    }

    private static Mono<Void> logFailure(Throwable error) {
        if (!(error instanceof StoreUnavailable)) {
            log.error("the leases and turns of this instance could not be renewed", error);
        }
        return Mono.empty();
    }

    /** How many there are, as of the last heartbeat. */
    Tally tally() {
        return tally;
    }

    /** What the server promised when it was last asked; null where it does not say. */
    @Nullable
    String promise() {
        return promise;
    }

    private Mono<Void> checkDurability() {
        return Mono.defer(() -> runs++ % RUNS_PER_CHECK == 0
                ? DurabilityLevel.read(context.link())
                        .doOnNext(said -> promise = said)
                        .then()
                : Mono.empty());
    }

    void stop() {
        beating.dispose();
    }

    /**
     * One heartbeat. Each part is tried even if those before failed: where a part of a cluster is unreachable, what is
     * held of the rest is renewed all the same.
     */
    Mono<Void> runOnce() {
        return context.calls()
                .read(Flux.concatDelayError(
                                clock.set(context.link()),
                                gate.renew(),
                                looks(),
                                checkDurability(),
                                bodies.read(),
                                probe(),
                                gate.sweep(sweptTo, HOSTS_SWEPT).doOnNext(last -> sweptTo = last))
                        .then()
                        .onErrorMap(Heartbeat::firstOf))
                .then();
    }

    /** One of several errors, which may be several themselves. */
    private static Throwable firstOf(Throwable error) {
        return Exceptions.isMultiple(error)
                ? firstOf(Exceptions.unwrapMultiple(error).get(0))
                : error;
    }

    /** Looks at the jobs that may run; where there is no list of them, at those that something is held of. */
    private Mono<Void> looks() {
        return running()
                .map(ids -> Flux.concatDelayError(lookAt(ids), gone(ids), Mono.<Void>fromRunnable(() -> {
                            first = false;
                            count();
                        }))
                        .then())
                .onErrorResume(unread -> Mono.just(lookAt(context.held().jobs()).then(Mono.error(unread))))
                .flatMap(work -> work);
    }

    private Mono<Void> lookAt(Set<JobId> ids) {
        return Flux.fromIterable(List.copyOf(ids))
                .flatMapDelayError(this::look, JOBS_AT_ONCE, 1)
                .then();
    }

    /** A write, so that a server which only answers reads is not taken for one that works. */
    private Mono<Void> probe() {
        return context.link()
                .commands()
                .setex(JobKeys.PROBE, INTERVAL.toSeconds(), JobKeys.bytes(context.instance()))
                .doOnNext(written -> errors.none())
                .then();
    }

    /** Jobs that may run, and those that something is held of. */
    private Mono<Set<JobId>> running() {
        return context.link()
                .commands()
                .zrange(JobKeys.RUNNING, 0, RUNNING_MAX - 1)
                .flatMapIterable(
                        member -> JobId.parse(JobKeys.text(member)).stream().toList())
                .collect(() -> (Set<JobId>) new HashSet<>(context.held().jobs()), Set::add);
    }

    private Mono<Void> look(JobId job) {
        List<Long> tokens = context.held().tokens(job);
        ScriptArgs args = context.args(job);
        tokens.forEach(args::add);
        return context.step(Script.RENEW, job, args).flatMap(answer -> {
            if (!answer.is("ok")) {
                context.held().drop(job);
                return forgetOld(job);
            }
            for (int at = 6; at < answer.size(); at++) {
                context.held().ended(job, answer.number(at));
            }
            return transitions.endIfOver(job, answer).then(changes(job, answer.number(3), answer.number(4)));
        });
    }

    /** A hint without a record, whose job was never written. */
    private Mono<Void> forgetOld(JobId job) {
        return context.link()
                .commands()
                .zscore(JobKeys.RUNNING, JobKeys.bytes(job.toString()))
                .filter(noted ->
                        ServerClock.instant(noted.longValue()).plus(HINT_TERM).isBefore(context.now()))
                .flatMap(noted -> transitions.forgetRunning(job, noted));
    }

    /** Publishes what changed in a job since the last look. */
    private Mono<Void> changes(JobId job, long rev, long seq) {
        Seen before = seen.get(job);
        if (before != null && before.rev() == rev && before.seq() == seq) {
            return Mono.empty();
        }
        return jobs.record(job)
                .doOnNext(record -> {
                    seen.put(
                            job,
                            new Seen(
                                    record.rev(),
                                    record.job().lastSeq(),
                                    record.job().state(),
                                    record.job().counters().queued()));
                    if (!first && (before == null || before.rev() != record.rev())) {
                        context.moved(record.job());
                    }
                    if (!first) {
                        context.signal(job, "cw");
                    }
                })
                .then();
    }

    /** Those that were there and are not any more have ended, or are paused. */
    private Mono<Void> gone(Set<JobId> present) {
        return Flux.fromIterable(List.copyOf(seen.keySet()))
                .filter(job -> !present.contains(job))
                .flatMapDelayError(
                        job -> jobs.record(job)
                                .flatMap(record ->
                                        changes(job, record.rev(), record.job().lastSeq()))
                                .then(Mono.fromRunnable(() -> seen.remove(job))),
                        JOBS_AT_ONCE,
                        1)
                .then();
    }

    private void count() {
        long running = 0;
        long paused = 0;
        long queued = 0;
        for (Seen one : seen.values()) {
            running += one.state() == JobState.RUNNING ? 1 : 0;
            paused += one.state() == JobState.PAUSED ? 1 : 0;
            queued += one.state() == JobState.RUNNING ? one.queued() : 0;
        }
        tally = new Tally(running, paused, queued);
    }
}
