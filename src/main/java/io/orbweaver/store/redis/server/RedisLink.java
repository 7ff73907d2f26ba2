package io.orbweaver.store.redis.server;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.orbweaver.commit.StoreRefused;
import io.orbweaver.job.JobId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** One instance's way to the server, or to a cluster; closed with the store. */
public interface RedisLink extends AutoCloseable {

    /** Some two seconds in all. */
    Retry WHILE_MOVING = Retry.backoff(12, Duration.ofMillis(20))
            .maxBackoff(Duration.ofMillis(250))
            .filter(error -> String.valueOf(error.getMessage()).startsWith("TRYAGAIN"))
            .onRetryExhaustedThrow((retry, last) -> last.failure());

    /** Commands, on either kind of server. */
    RedisClusterReactiveCommands<byte[], byte[]> commands();

    /**
     * Listens to the signals of all instances, this one among them.
     *
     * @param listener called for each, on an event loop
     * @return completes when it listens
     */
    Mono<Void> listen(Consumer<byte[]> listener);

    /** Takes a step of a job. */
    default Mono<ScriptReply> step(Script script, JobId job, ScriptArgs args) {
        return step(script, JobKeys.of(job), args);
    }

    /**
     * Takes a step; a server that does not know its script yet gets it, and while its slot is being moved between two
     * servers it waits for a moment: most moves are over after that, and no visit is given up for them.
     */
    default Mono<ScriptReply> step(Script script, byte[][] keys, ScriptArgs args) {
        byte[][] values = args.toArray();
        return commands()
                .<List<Object>>evalsha(script.digest(), ScriptOutputType.MULTI, keys, values)
                .single()
                .onErrorResume(
                        RedisNoScriptException.class,
                        unknown -> commands()
                                .<List<Object>>eval(script.source(), ScriptOutputType.MULTI, keys, values)
                                .single())
                .retryWhen(WHILE_MOVING)
                .map(ScriptReply::new);
    }

    /** What a start that fails says. */
    static StoreRefused refused(RuntimeException cause) {
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        return new StoreRefused(
                "Redis cannot be used: " + root.getMessage(),
                "Start it, check spring.data.redis.*, or leave orbweaver.store out to use the embedded store.",
                cause);
    }

    @Override
    void close();
}
