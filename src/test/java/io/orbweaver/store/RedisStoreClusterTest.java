package io.orbweaver.store;

import io.lettuce.core.cluster.RedisClusterClient;
import io.orbweaver.store.redis.RedisServers;
import io.orbweaver.store.redis.RedisStoreUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The shared store keeps every contract, on a cluster too. */
class RedisStoreClusterTest {

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

    @Nested
    class AsLedger implements LedgerContract {
        @Override
        public StoreUnderTest store() {
            return store;
        }
    }

    @Nested
    class AsFrontier implements FrontierContract {
        @Override
        public StoreUnderTest store() {
            return store;
        }
    }

    @Nested
    class AsQueues implements QueueContract {
        @Override
        public StoreUnderTest store() {
            return store;
        }
    }

    @Nested
    class AsFrontierOfSitemaps implements SitemapContract {
        @Override
        public StoreUnderTest store() {
            return store;
        }
    }

    @Nested
    class AsEventLog implements EventLogContract {
        @Override
        public StoreUnderTest store() {
            return store;
        }
    }

    @Nested
    class AsBodies implements BodiesContract {
        @Override
        public StoreUnderTest store() {
            return store;
        }
    }

    @Nested
    class AsHostGate implements HostGateContract {
        @Override
        public StoreUnderTest store() {
            return store;
        }
    }

    @Nested
    class AsJobs implements JobsContract {
        @Override
        public StoreUnderTest store() {
            return store;
        }
    }
}
