package io.orbweaver.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orbweaver.commit.StoreRefused;
import io.orbweaver.store.TestClock;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.rocksdb.database.Database;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.SyncedSequence;
import io.orbweaver.store.rocksdb.database.WalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** A store that cannot be opened says why, and what to do. */
class RocksStoreRefusalTest {

    @TempDir
    Path folder;

    private RocksStore open() {
        return RocksStore.open(folder, new TestClock(), new Random(1), new StoreLimits(1_000, 8 << 20, 16 << 20));
    }

    private StoreRefused refused() {
        return catchThrowableOfType(StoreRefused.class, this::open);
    }

    @Test
    void aFolderInUseIsRefused() {
        try (RocksStore first = open()) {
            assertThat(refused()).hasMessageContaining("Another process uses the store in");
            assertThat(refused().remedy()).contains("orbweaver.data-dir");
            assertThat(first.status().snapshot().trouble()).isNull();
        }
        open().close();
    }

    @Test
    void aFormatOfAnotherVersionIsRefusedAndLeftAlone() throws RocksDBException {
        open().close();
        format(2);
        assertThat(refused()).hasMessageContaining("has format 2; this version reads format 1");
        assertThat(refused()).as("the folder is not kept locked").hasMessageContaining("has format 2");
        format(1);
        open().close();
    }

    private void format(int format) throws RocksDBException {
        try (org.rocksdb.Options options = new org.rocksdb.Options();
                org.rocksdb.WriteOptions synced = new org.rocksdb.WriteOptions().setSync(true)) {
            java.util.List<org.rocksdb.ColumnFamilyDescriptor> families = new java.util.ArrayList<>();
            String path = folder.resolve("rocksdb").toString();
            for (byte[] name : org.rocksdb.RocksDB.listColumnFamilies(options, path)) {
                families.add(new org.rocksdb.ColumnFamilyDescriptor(name));
            }
            java.util.List<org.rocksdb.ColumnFamilyHandle> handles = new java.util.ArrayList<>();
            try (org.rocksdb.DBOptions database = new org.rocksdb.DBOptions();
                    org.rocksdb.RocksDB db = org.rocksdb.RocksDB.open(database, path, families, handles);
                    WriteBatch batch = new WriteBatch()) {
                batch.put(handles.get(Family.DEFAULT.ordinal()), new byte[] {'f'}, new byte[] {0, 0, 0, (byte) format});
                db.write(synced, batch);
            }
        }
    }

    @Test
    void aDamagedStoreIsNotTakenForOneInUse() throws IOException {
        open().close();
        try (java.util.stream.Stream<Path> files = Files.list(folder.resolve("rocksdb"))) {
            Path manifest = files.filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(manifest);
            bytes[bytes.length / 2] ^= 0x55;
            Files.write(manifest, bytes);
        }
        assertThat(refused()).hasMessageContaining("cannot be opened");
    }

    @Test
    void aFolderThatIsAFileIsRefused() throws IOException {
        Files.writeString(folder.resolve("rocksdb"), "no folder");
        assertThat(refused()).hasMessageContaining("cannot be opened");
        assertThat(refused().remedy()).contains("may be written to");
    }

    @Test
    void aFolderWithoutItsFirstFileIsNotMadeANewStore() throws IOException {
        open().close();
        Files.delete(folder.resolve("rocksdb").resolve("CURRENT"));
        List<String> before = names();
        assertThat(refused()).hasMessageContaining("CURRENT is missing");
        assertThat(names()).as("what may be rescued").isEqualTo(before);
    }

    /** What RocksDB finds behind such a name has no families at all in some cases, and is no error in others. */
    @Test
    void aFirstFileWithAnyDamageIsNamedAsDamage() throws IOException {
        open().close();
        Path store = folder.resolve("rocksdb");
        Path current = store.resolve("CURRENT");
        byte[] whole = Files.readAllBytes(current);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            for (int flipped = 1; flipped < 256; flipped <<= 1) {
                damaged[at] = (byte) (whole[at] ^ flipped);
                Files.write(current, damaged);
                isRefusedAsDamaged(() -> Database.openForReading(store));
                isRefusedAsDamaged(() -> Database.open(store));
            }
            Files.write(current, Arrays.copyOf(whole, at));
            isRefusedAsDamaged(() -> Database.openForReading(store));
            isRefusedAsDamaged(() -> Database.open(store));
        }
        Files.write(current, whole);
        open().close();
    }

    private static void isRefusedAsDamaged(ThrowingCallable opening) {
        StoreRefused refused = catchThrowableOfType(StoreRefused.class, opening);
        assertThat(refused).hasMessageStartingWith("The store in ");
        assertThat(refused.remedy()).contains("Restore all of it");
    }

    @Test
    void aFirstStartThatWasKilledBeforeAnythingWasAcknowledgedIsNoDamage() throws IOException {
        Path store = Files.createDirectories(folder.resolve("rocksdb"));
        Files.writeString(store.resolve("IDENTITY"), "x");
        Files.writeString(store.resolve("LOCK"), "");
        Files.writeString(store.resolve("MANIFEST-000001"), "half of it");
        open().close();
    }

    @Test
    void aLogThatIsGoneIsMissed() throws IOException {
        open().close();
        for (Path log : WalReader.files(folder.resolve("rocksdb"))) {
            Files.delete(log);
        }
        assertThat(refused()).hasMessageContaining("a log file in it is damaged or missing");
        Files.delete(SyncedSequence.in(folder.resolve("rocksdb")));
        open().close();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("rocksdb"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
