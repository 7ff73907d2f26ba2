package io.orbweaver.store;

import io.lettuce.core.cluster.RedisClusterClient;
import io.orbweaver.store.redis.RedisServers;
import io.orbweaver.store.redis.RedisStoreUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The shared store keeps every contract, on a cluster too. */
@Tag("process")
class RedisStoreClusterTest implements StoreContracts {

    @TempDir
    static Path folder;

    private static RedisServers servers;
    private static RedisClusterClient client;

    private StoreUnderTest store;

    @BeforeAll
    static void start() {
        servers = RedisServers.start(folder);
        client = servers.newClient();
    }

    @AfterAll
    static void end() {
        if (servers != null) {
            client.close();
            servers.close();
        }
    }

    @BeforeEach
    void open() {
        servers.empty();
        store = RedisStoreUnderTest.on(client);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public StoreUnderTest store() {
        return store;
    }
}
