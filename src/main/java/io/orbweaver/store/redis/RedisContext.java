package io.orbweaver.store.redis;

import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.base.StoreSignals;
import io.orbweaver.store.redis.server.InFlightCalls;
import io.orbweaver.store.redis.server.JobKeys;
import io.orbweaver.store.redis.server.RedisLink;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.store.redis.server.ScriptReply;
import io.orbweaver.store.redis.server.ServerClock;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The shared context of an instance's ports: its connections, its name, the clock, what it holds, and its signals.
 *
 * @param link the connections
 * @param calls what is under way
 * @param instance this instance's name in signals and turns; random
 * @param clock the server's clock
 * @param scriptTime where a test sets the time that scripts go by; null for the server's own
 * @param held what this instance holds
 * @param signals published here, of all instances
 * @param limits how much of everything there may be
 */
record RedisContext(
        RedisLink link,
        InFlightCalls calls,
        String instance,
        InstantSource clock,
        @Nullable InstantSource scriptTime,
        HeldLeases held,
        StoreSignals signals,
        StoreLimits limits) {

    /** Tries of a step that others come before. */
    static final int TRIES = 64;

    Instant now() {
        return clock.instant();
    }

    /** The time for a script: empty where it takes the server's own. */
    byte[] time() {
        return scriptTime == null
                ? ScriptArgs.NONE
                : JobKeys.bytes(Long.toString(ServerClock.micros(scriptTime.instant())));
    }

    /** The first arguments of a job's step: the time, and who signals. */
    ScriptArgs args(JobId job) {
        return new ScriptArgs().add(time()).add(instance + " " + job);
    }

    /** Takes a step of a job, and publishes here what it signals; changes of state are published by their callers. */
    Mono<ScriptReply> step(Script script, JobId job, ScriptArgs args) {
        return link.step(script, job, args).doOnNext(answer -> signal(job, answer.signals()));
    }

    /** Publishes what is signalled of a job, except changes of state. */
    void signal(JobId job, String said) {
        if (said.indexOf('c') >= 0) {
            signals.changed(job);
        }
        if (said.indexOf('w') >= 0) {
            signals.woken(job);
        }
    }

    /** Publishes that a job's state changed. */
    void moved(Job job) {
        if (job.state() != JobState.RUNNING) {
            held.dropHosts(job.id()); // the pipeline drops the job when it is notified
        }
        signals.moved(job);
    }

    /** Others always came before. */
    static StoreUnavailable contended() {
        return new StoreUnavailable("others changed the same " + TRIES + " times in a row; a later try may succeed");
    }
}
