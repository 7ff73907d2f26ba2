package io.orbweaver.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store keeps every contract. */
class RocksStoreContractTest {

    @TempDir
    Path folder;

    private StoreUnderTest store;

    @BeforeEach
    void open() {
        store = new RocksStoreUnderTest(folder);
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
