package io.orbweaver.store.redis;

import io.orbweaver.commit.Ledger.Moved;
import io.orbweaver.event.EventJson;
import io.orbweaver.job.Counters;
import io.orbweaver.job.EndReason;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.store.base.EndRule;
import io.orbweaver.store.redis.server.JobKeys;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.store.redis.server.ScriptReply;
import io.orbweaver.store.redis.server.ServerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The changes of jobs' states: reads the record, decides, and writes only if the state has not changed since. What came
 * in between is decided on anew. All Monos are for within a step.
 */
final class StateTransitions {

    private final RedisContext context;
    private final RedisJobs jobs;
    private final OwnedJobs owned;

    StateTransitions(RedisContext context, RedisJobs jobs, OwnedJobs owned) {
        this.context = context;
        this.jobs = jobs;
        this.owned = owned;
    }

    /**
     * What a decision on a record comes to.
     *
     * @param answer what there is to say; null where it has yet to be done, or others came before
     * @param state where the job goes
     * @param why it ends, or null
     */
    private record Decision(
            @Nullable Moved answer,
            @Nullable JobState state,
            @Nullable String why) {

        private static final Decision STALE = new Decision(null, null, null);

        static Decision said(Moved answer) {
            return new Decision(answer, null, null);
        }

        static Decision go(JobState state, @Nullable String why) {
            return new Decision(null, state, why);
        }
    }

    /** Changes a job's state by a call. */
    Mono<Moved> call(JobId id, JobState.Move move) {
        return decided(id, RedisContext.TRIES, record -> {
            Job job = record.job();
            JobState next = job.state().after(move);
            if (next == null) {
                return Decision.said(new Moved.Conflict(job));
            }
            return next == job.state() ? Decision.said(new Moved.Ok(job, false)) : Decision.go(next, null);
        });
    }

    /** Ends a running job whose time is up. */
    Mono<Void> timeUp(JobId id) {
        return decided(id, RedisContext.TRIES, record -> {
                    Job job = record.job();
                    Duration limit = job.spec().maxDuration();
                    boolean up = limit != null
                            && job.state() == JobState.RUNNING
                            && job.running(context.now()).compareTo(limit) >= 0;
                    return up
                            ? Decision.go(JobState.COMPLETED, EndReason.MAX_DURATION)
                            : Decision.said(new Moved.Ok(job, false));
                })
                .then();
    }

    /** Ends a job that is over by itself, as a script's answer shows. */
    Mono<Void> endIfOver(JobId id, ScriptReply answer) {
        return isOver(id, answer).flatMap(over -> over ? endIfOver(id) : Mono.empty());
    }

    private Mono<Boolean> isOver(JobId id, ScriptReply answer) {
        String[] progress = answer.text(2).split(" ", -1);
        if (!progress[0].equals(JobState.RUNNING.wireName())) { // also where nothing was done
            return Mono.just(false);
        }
        long[] all = Arrays.stream(progress).skip(1).mapToLong(Long::parseLong).toArray();
        Counters counters = new Counters(all[0], all[1], all[2], all[3], all[4], all[5], all[6]);
        return jobs.spec(id)
                .map(spec -> EndRule.isOver(spec, JobState.RUNNING, counters, all[7]))
                .defaultIfEmpty(false);
    }

    private Mono<Void> endIfOver(JobId id) {
        return decided(id, RedisContext.TRIES, record -> {
                    EndRule ending = EndRule.of(record.job(), record.sitemapsLeft(), record.seedFailure());
                    return ending == null
                            ? Decision.said(new Moved.Ok(record.job(), false))
                            : Decision.go(ending.state(), ending.why());
                })
                .then();
    }

    private Mono<Moved> decided(JobId id, int tries, Function<JobRecord, Decision> decide) {
        return jobs.record(id)
                .flatMap(record -> {
                    Decision decision = decide.apply(record);
                    JobState next = decision.state();
                    return next == null ? Mono.just(decision) : go(record, next, decision.why());
                })
                .defaultIfEmpty(Decision.said(new Moved.Unknown()))
                .flatMap(decision -> {
                    Moved answer = decision.answer();
                    if (answer != null) {
                        return Mono.just(answer);
                    }
                    return tries == 0 ? Mono.error(RedisContext.contended()) : decided(id, tries - 1, decide);
                });
    }

    private Mono<Decision> go(JobRecord record, JobState next, @Nullable String why) {
        JobId id = record.job().id();
        return switch (next) {
            case RUNNING ->
                context.link()
                        .commands()
                        .zcard(JobKeys.RUNNING)
                        .flatMap(running -> running >= context.limits().runningMax()
                                ? Mono.just(Decision.said(new Moved.TooMany()))
                                : noteRunning(id).then(write(record, next, why)));
            case PAUSED ->
                context.link()
                        .commands()
                        .zscore(JobKeys.RUNNING, JobKeys.bytes(id.toString()))
                        .defaultIfEmpty(0.0)
                        .flatMap(noted -> write(record, next, why)
                                .flatMap(done -> done.answer() == null
                                        ? Mono.just(done)
                                        : forgetRunning(id, noted).thenReturn(done)));
            default ->
                write(record, next, why)
                        .flatMap(done -> done.answer() == null
                                ? Mono.just(done)
                                : context.link()
                                        .commands()
                                        .zrem(JobKeys.RUNNING, JobKeys.bytes(id.toString()))
                                        .then(owned.ended(record.job()))
                                        .thenReturn(done));
        };
    }

    /** The hint that a job may run, before it does. */
    Mono<Void> noteRunning(JobId id) {
        return context.link()
                .commands()
                .zadd(JobKeys.RUNNING, (double) ServerClock.micros(context.now()), JobKeys.bytes(id.toString()))
                .then();
    }

    /** Forgets the hint, unless it was given anew. */
    Mono<Void> forgetRunning(JobId id, double noted) {
        ScriptArgs args = new ScriptArgs().add(id.toString()).add((long) noted);
        return context.link()
                .step(Script.FORGET, new byte[][] {JobKeys.RUNNING}, args)
                .then();
    }

    private Mono<Decision> write(JobRecord record, JobState next, @Nullable String why) {
        JobId id = record.job().id();
        Instant now = context.now();
        Job moved = record.job().moved(next, why, now);
        ScriptArgs args = context.args(id)
                .add(record.rev())
                .add(next.wireName())
                .add(JobRecord.life(moved))
                .add(EventJson.state(id, next, why, now));
        if (next.ended()) {
            // the counters at the end are known to the script only
            EventJson.EndParts end = EventJson.end(next, why, now);
            args.add(end.head()).add(end.tail());
        } else {
            args.none().none();
        }
        return context.step(Script.MOVE, id, args).flatMap(answer -> {
            if (!answer.is("ok")) {
                return Mono.just(Decision.STALE);
            }
            if (next.ended()) {
                context.held().drop(id);
            } else {
                context.held().dropHosts(id);
            }
            Mono<JobRecord> then = jobs.record(id).doOnNext(read -> signal(read, record.rev() + 1, moved));
            return isOver(id, answer)
                    .flatMap(over -> over ? then.then(endIfOver(id)).then(jobs.record(id)) : then)
                    .map(read -> Decision.said(new Moved.Ok(read.job(), true)))
                    .defaultIfEmpty(Decision.said(new Moved.Unknown())); // it was removed since
        });
    }

    /** Each change is published as it was, even if another followed. */
    private void signal(JobRecord read, long rev, Job moved) {
        context.moved(read.rev() == rev ? read.job() : moved);
    }
}
