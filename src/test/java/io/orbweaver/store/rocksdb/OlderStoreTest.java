package io.orbweaver.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.store.StoreClient;
import io.orbweaver.store.TestClock;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.rocksdb.database.Database;
import io.orbweaver.store.rocksdb.database.Family;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A store of a version that knew fewer families opens, however that version left it. */
class OlderStoreTest {

    @TempDir
    Path folder;

    private RocksStore open() {
        return RocksStore.open(folder, new TestClock(), new Random(1), new StoreLimits(1_000, 8 << 20, 16 << 20));
    }

    /** Drops the families that came later; opening it writes all to files, so that the log is empty. */
    private void makeOld() throws RocksDBException {
        String path = folder.resolve("rocksdb").toString();
        List<ColumnFamilyDescriptor> all = new ArrayList<>();
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, path)) {
                all.add(new ColumnFamilyDescriptor(name));
            }
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions options = new DBOptions();
                RocksDB db = RocksDB.open(options, path, all, handles)) {
            for (ColumnFamilyHandle handle : handles) {
                String name = new String(handle.getName(), StandardCharsets.US_ASCII);
                if (name.equals("results") || name.equals("bodies")) {
                    db.dropColumnFamily(handle);
                }
                handle.close();
            }
        }
    }

    @Test
    void afterAnIdleLifeToo() throws RocksDBException {
        try (RocksStore store = open()) {
            assertThat(store.ledger()
                            .open(StoreClient.spec(List.of("http://a.test/")), null)
                            .block())
                    .isNotNull();
        }
        makeOld();
        try (RocksStore store = open()) {
            assertThat(store.jobs().list(null, null, 10).block()).hasSize(1);
        }
    }

    @Test
    void forReadingWhatIsMissingIsEmpty() throws RocksDBException {
        open().close();
        makeOld();
        try (Database database = Database.openForReading(folder.resolve("rocksdb"))) {
            assertThat(database.get(Family.BODIES, new byte[] {1})).isNull();
            assertThat(database.rows(Family.RESULTS).isValid()).isFalse();
        }
    }
}
