package io.orbweaver.store.redis;

import io.orbweaver.commit.Ledger.Owner;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.store.redis.server.JobKeys;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.store.redis.server.ScriptReply;
import io.orbweaver.store.redis.server.ServerClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The jobs of each owner, and how many of them have not ended. Both are hints, written before a job's record and
 * checked against it: a claim that leads to no such job is dropped where it blocks another. All Monos are for within a
 * step.
 */
final class OwnedJobs {

    /** A claim without a record after that: its opening was cut off. */
    private static final Duration OPENING_MAX = Duration.ofMinutes(10);

    private static final int CHECKS_AT_ONCE = 16;

    private final RedisContext context;
    private final RedisJobs jobs;

    OwnedJobs(RedisContext context, RedisJobs jobs) {
        this.context = context;
        this.jobs = jobs;
    }

    /** Claims a place for a job that is to be opened; false where its owner has none left. */
    Mono<Boolean> claim(JobId id, @Nullable Owner owner) {
        return owner == null
                ? Mono.just(true)
                : claim(id, owner, true)
                        .flatMap(claimed -> claimed
                                ? context.link()
                                        .commands()
                                        .zadd(JobKeys.ownersJobs(owner.name()), 0.0, JobKeys.bytes(id.toString()))
                                        .thenReturn(true)
                                : Mono.just(false));
    }

    private Mono<Boolean> claim(JobId id, Owner owner, boolean again) {
        byte[] key = JobKeys.ownersActive(owner.name());
        ScriptArgs args =
                new ScriptArgs().add(id.toString()).add(owner.activeMax()).add(ServerClock.micros(context.now()));
        return context.link().step(Script.CLAIM, new byte[][] {key}, args).flatMap(answer -> {
            if (answer.is("ok") || !again) {
                return Mono.just(answer.is("ok"));
            }
            return giveUp(key, answer).flatMap(given -> given > 0 ? claim(id, owner, false) : Mono.just(false));
        });
    }

    /** Gives up the claims that lead to nothing; how many. */
    private Mono<Long> giveUp(byte[] key, ScriptReply full) {
        List<Mono<Long>> checks = new ArrayList<>();
        for (int at = 2; at + 1 < full.size(); at += 2) {
            JobId id = JobId.parse(full.text(at)).orElseThrow();
            boolean old = ServerClock.instant((long) Double.parseDouble(full.text(at + 1)))
                    .plus(OPENING_MAX)
                    .isBefore(context.now());
            checks.add(jobs.record(id)
                    .map(record -> record.job().state().ended())
                    .defaultIfEmpty(old)
                    .filter(over -> over)
                    .flatMap(over -> context.link().commands().zrem(key, JobKeys.bytes(id.toString()))));
        }
        return Flux.fromIterable(checks).flatMap(check -> check, CHECKS_AT_ONCE).reduce(0L, Long::sum);
    }

    /** A job has ended: its place is free. */
    Mono<Void> ended(Job job) {
        String owner = job.owner();
        return owner == null
                ? Mono.empty()
                : context.link()
                        .commands()
                        .zrem(
                                JobKeys.ownersActive(owner),
                                JobKeys.bytes(job.id().toString()))
                        .then();
    }

    /** A job is removed. */
    static Mono<Void> removed(RedisContext context, Job job) {
        String owner = job.owner();
        return owner == null
                ? Mono.empty()
                : context.link()
                        .commands()
                        .zrem(JobKeys.ownersJobs(owner), JobKeys.bytes(job.id().toString()))
                        .then();
    }
}
