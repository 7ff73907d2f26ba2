package io.orbweaver.store.redis.server;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.orbweaver.commit.StoreRefused;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * One instance's two connections: one for all commands, which go through it one behind the other without waiting for
 * each other's answers, and one that listens. Lettuce opens them anew where they break; while they are broken, commands
 * fail at once, and no more wait than {@code RedisStore#bounded} says.
 */
public final class LettuceLink implements RedisLink {

    private final StatefulConnection<byte[], byte[]> connection;
    private final RedisClusterReactiveCommands<byte[], byte[]> commands;
    private final StatefulRedisPubSubConnection<byte[], byte[]> listening;

    private LettuceLink(
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
    public static RedisLink to(RedisClient client) {
        try {
            StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE);
            return new LettuceLink(connection, connection.reactive(), client.connectPubSub(ByteArrayCodec.INSTANCE));
        } catch (RedisException e) {
            throw RedisLink.refused(e);
        }
    }

    /**
     * Connects to a cluster; blocks while it does.
     *
     * @throws StoreRefused where it cannot be reached
     */
    public static RedisLink to(RedisClusterClient client) {
        try {
            StatefulRedisClusterConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE);
            return new LettuceLink(connection, connection.reactive(), client.connectPubSub(ByteArrayCodec.INSTANCE));
        } catch (RedisException e) {
            throw RedisLink.refused(e);
        }
    }

    @Override
    public RedisClusterReactiveCommands<byte[], byte[]> commands() {
        return commands;
    }

    @Override
    public Mono<Void> listen(Consumer<byte[]> listener) {
        return Mono.defer(() -> {
            listening.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(byte[] channel, byte[] message) {
                    listener.accept(message);
                }
            });
            return listening.reactive().subscribe(JobKeys.SIGNAL);
        });
    }

    @Override
    public void close() {
        listening.close();
        connection.close();
    }
}
