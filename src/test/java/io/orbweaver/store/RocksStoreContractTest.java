package io.orbweaver.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store keeps every contract. */
class RocksStoreContractTest implements StoreContracts {

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

    @Override
    public StoreUnderTest store() {
        return store;
    }
}
