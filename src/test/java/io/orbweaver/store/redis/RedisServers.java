package io.orbweaver.store.redis;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** A cluster of three redis-servers of a test, each with a third of the slots. */
public final class RedisServers implements AutoCloseable {

    private static final int NODES = 3;
    private static final int SLOTS = 16_384;

    private final List<RedisServer> servers = new ArrayList<>();

    private RedisServers() {}

    /** Starts one, and waits until all nodes know who has which slots. */
    public static RedisServers start(Path folder) {
        RedisServers cluster = new RedisServers();
        for (int i = 0; i < NODES; i++) {
            RedisServer server = RedisServer.start(folder.resolve("node-" + i), "--cluster-enabled", "yes");
            cluster.servers.add(server);
            int from = i * SLOTS / NODES;
            int to = (i + 1) * SLOTS / NODES - 1;
            on(server, commands -> commands.clusterAddSlotsRange(Range.create(from, to)));
            on(
                    server,
                    commands -> commands.clusterMeet(
                            "127.0.0.1", cluster.servers.get(0).port()));
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(cluster::isWhole);
        return cluster;
    }

    private boolean isWhole() {
        return servers.stream()
                .allMatch(server -> on(
                        server,
                        commands -> commands.clusterInfo().contains("cluster_state:ok")
                                && commands.clusterNodes().lines().count() == NODES));
    }

    private static <T> T on(RedisServer server, Function<RedisCommands<String, String>, T> call) {
        try (RedisClient client = server.newClient();
                var connection = client.connect()) {
            return call.apply(connection.sync());
        }
    }

    /** A client of it, with the options that the store asks for. */
    public RedisClusterClient newClient() {
        List<RedisURI> uris = servers.stream().map(RedisServer::uri).toList();
        RedisClusterClient client = RedisClusterClient.create(uris);
        client.setOptions(RedisStore.bounded(ClusterClientOptions.builder()).build());
        return client;
    }

    /** Removes all that is stored. */
    public void empty() {
        servers.forEach(server -> on(server, RedisCommands::flushall));
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }
}
