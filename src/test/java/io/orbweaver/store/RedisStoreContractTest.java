package io.orbweaver.store;

import io.lettuce.core.RedisClient;
import io.orbweaver.store.redis.RedisServer;
import io.orbweaver.store.redis.RedisStoreUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The shared store keeps every contract, on one server. */
@Tag("process")
class RedisStoreContractTest implements StoreContracts {

    @TempDir
    static Path folder;

    private static RedisServer server;
    private static RedisClient client;

    private StoreUnderTest store;

    @BeforeAll
    static void start() {
        server = RedisServer.start(folder);
        client = server.newClient();
    }

    @AfterAll
    static void end() {
        if (server != null) {
            client.close();
            server.close();
        }
    }

    @BeforeEach
    void open() {
        try (var connection = client.connect()) {
            connection.sync().flushall();
        }
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
