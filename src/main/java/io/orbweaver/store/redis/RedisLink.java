package io.orbweaver.store.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.orbweaver.commit.StoreRefused;
import io.orbweaver.job.JobId;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * One instance's two connections: one for all commands, which go through it one behind the other without waiting for
 * each other's answers, and one that listens. Lettuce opens them anew where they break; while they are broken, commands
 * fail at once, and no more wait than {@link RedisStore#bounded} says.
 */
final class RedisLink implements AutoCloseable {

    /** Some two seconds in all. */
    private static final Retry WHILE_MOVING = Retry.backoff(12, Duration.ofMillis(20))
            .maxBackoff(Duration.ofMillis(250))
            .filter(error -> String.valueOf(error.getMessage()).startsWith("TRYAGAIN"))
            .onRetryExhaustedThrow((retry, last) -> last.failure());

    private final StatefulConnection<byte[], byte[]> connection;
    private final RedisClusterReactiveCommands<byte[], byte[]> commands;
    private final StatefulRedisPubSubConnection<byte[], byte[]> listening;

    private RedisLink(
            StatefulConnection<byte[], byte[]> connection,
            RedisClusterReactiveCommands<byte[], byte[]> commands,
            StatefulRedisPubSubConnection<byte[], byte[]> listening) {
        this.connection = connection;
        this.commands = commands;
        this.listening = listening;
    }

    /**
     * Connects to one server; blocks while it does.
     *
     * @throws StoreRefused where it cannot be reached
     */
    static RedisLink to(RedisClient client) {
        try {
            StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE);
            return new RedisLink(connection, connection.reactive(), client.connectPubSub(ByteArrayCodec.INSTANCE));
        } catch (RedisException e) {
            throw refused(e);
        }
    }

    /**
     * Connects to a cluster; blocks while it does.
     *
     * @throws StoreRefused where it cannot be reached
     */
    static RedisLink to(RedisClusterClient client) {
        try {
            StatefulRedisClusterConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE);
            return new RedisLink(connection, connection.reactive(), client.connectPubSub(ByteArrayCodec.INSTANCE));
        } catch (RedisException e) {
            throw refused(e);
        }
    }

    /** What a start that fails says. */
    static StoreRefused refused(RuntimeException cause) {
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        return new StoreRefused(
                "Redis cannot be used: " + root.getMessage(),
                "Start it, check spring.data.redis.*, or leave orbweaver.store out to use the embedded store.",
                cause);
    }

    /** Commands, on either kind of server. */
    RedisClusterReactiveCommands<byte[], byte[]> commands() {
        return commands;
    }

    /** The connection that listens. */
    StatefulRedisPubSubConnection<byte[], byte[]> listening() {
        return listening;
    }

    /** Takes a step of a job. */
    Mono<Answer> step(Script script, JobId job, Args args) {
        return step(script, JobKeys.of(job), args);
    }

    /**
     * Takes a step; a server that does not know its script yet is told it, and while its slot is being moved between
     * two it waits for a moment: most moves are over by then, and no visit is given up for them.
     */
    Mono<Answer> step(Script script, byte[][] keys, Args args) {
        byte[][] values = args.toArray();
        return commands.<List<Object>>evalsha(script.digest(), ScriptOutputType.MULTI, keys, values)
                .single()
                .onErrorResume(
                        RedisNoScriptException.class,
                        unknown -> commands.<List<Object>>eval(script.source(), ScriptOutputType.MULTI, keys, values)
                                .single())
                .retryWhen(WHILE_MOVING)
                .map(Answer::new);
    }

    @Override
    public void close() {
        listening.close();
        connection.close();
    }
}
