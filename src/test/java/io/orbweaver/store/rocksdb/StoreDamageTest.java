package io.orbweaver.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orbweaver.commit.Ledger.Opened;
import io.orbweaver.commit.StoreDamaged;
import io.orbweaver.commit.StoreRefused;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState.Move;
import io.orbweaver.store.RocksStoreUnderTest;
import io.orbweaver.store.StoreClient;
import io.orbweaver.store.TestClock;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.rocksdb.database.DamageRecord;
import io.orbweaver.store.rocksdb.database.Database;
import io.orbweaver.store.rocksdb.database.SyncedSequence;
import io.orbweaver.store.rocksdb.database.WalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Damage is named by its file, given out once and for all, and no later read or write passes it over. */
class StoreDamageTest {

    private static final int EVERY_TYPE = EventType.mask(EventType.all());

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        Corruption | block checksum mismatch: stored = 1, type = 4  in /a/1.sst/12.sst offset 0 | 12.sst
        Corruption | Sst file size mismatch: /data/rocksdb/000007.sst. Size recorded in ...     | 000007.sst
        Corruption | Invalid blob file /data/000031.blob                                        | 000031.blob
        Corruption | Blob CRC mismatch                                                  | (its name is not known)
        IOError    | No such file or directory: While open: /data/1.sst: No such file or directory | 1.sst
        IOError    | No space left on device: While appending to file: /data/000012.sst         | -
        IOError    | While pread offset 0 len 1: /data/000012.sst: Input/output error           | -
        Busy       | No such file or directory                                                  | -
        """)
    void damageIsDistinguishedFromOtherErrors(Status.Code code, String message, String name) {
        String file = name == null ? null : "rocksdb/" + name;
        RocksDBException error = new RocksDBException(message, new Status(code, Status.SubCode.None, message));
        StoreDamaged damaged = DamageRecord.damage(error);
        assertThat(damaged == null ? null : damaged.file()).isEqualTo(file);
        StoreUnavailable read = DamageRecord.readFailed(error);
        assertThat(read).hasMessageStartingWith(file == null ? "the store cannot be read" : "the store's file " + file);
        if (damaged != null) {
            assertThat(damaged.sentence())
                    .startsWith("The store's file")
                    .endsWith("backup.")
                    .doesNotContain("/data");
        }
    }

    /** All that comes before the damage, then the damage, at every read again; health has the sentence. */
    @Test
    void aReadGivesWhatComesBeforeTheDamageAndThenNamesTheFile() throws IOException {
        try (RocksStoreUnderTest store = new RocksStoreUnderTest(folder)) {
            StoreClient client = new StoreClient(store);
            JobId whole = crawled(client, 3);
            JobId id = crawled(client, 3_000);
            long last = client.job(id).lastSeq();
            store.reopen(); // what was in the log is in tables
            damageMiddleOfTables();
            store.reopen();
            List<Long> seen = new ArrayList<>();
            StoreDamaged damaged = catchThrowableOfType(StoreDamaged.class, () -> readAll(store, id, seen));
            assertThat(damaged.file()).matches("rocksdb/\\d+\\.sst");
            assertThat(seen).hasSizeBetween(1, (int) last - 1);
            assertThat(seen.get(seen.size() - 1)).isEqualTo(seen.size());
            assertThatThrownBy(() -> readAll(store, id, new ArrayList<>(seen))).isInstanceOf(StoreDamaged.class);
            assertThat(store.opened().status().snapshot().damage()).isEqualTo(damaged.sentence());
            assertThat(store.opened().status().snapshot().trouble())
                    .as("writing")
                    .isNull();
            readAll(store, whole, new ArrayList<>());
            crawled(client, 2);
        }
    }

    /** Writing into a damaged store, or opening it again and again, could only make it worse. */
    @Test
    void aWriterThatMeetsDamageStopsPermanentlyAndReadsContinue() {
        AtomicInteger reopened = new AtomicInteger();
        AtomicBoolean damaged = new AtomicBoolean();
        StoreLimits limits = new StoreLimits(1_000, 8 << 20, 16 << 20);
        try (RocksStore store = RocksStore.open(
                folder, new TestClock(), new Random(3), limits, life -> new DamagedLife(life, damaged, reopened))) {
            JobId id = open(store);
            damaged.set(true);
            assertThatThrownBy(() -> open(store)).isInstanceOf(StoreDamaged.class);
            damaged.set(false);
            assertThatThrownBy(() -> open(store)).isInstanceOf(StoreDamaged.class);
            assertThat(StoreClient.await(store.jobs().find(id))).isNotNull();
            assertThat(store.status().snapshot().damage()).contains("rocksdb/000012.sst");
            assertThat(store.status().snapshot().trouble()).isNotNull();
            assertThat(reopened).hasValue(0);
        }
    }

    private static JobId open(RocksStore store) {
        return ((Opened.Fresh)
                        StoreClient.await(store.ledger().open(StoreClient.spec(List.of("http://a.test/")), null)))
                .job()
                .id();
    }

    private record DamagedLife(GroupCommit.Life life, AtomicBoolean isDamaged, AtomicInteger reopened)
            implements GroupCommit.Life {

        @Override
        public Batch newBatch() {
            return life.newBatch();
        }

        @Override
        public void written(Batch batch) {
            life.written(batch);
        }

        @Override
        public void sync() throws RocksDBException {
            if (isDamaged.get()) {
                String said = "block checksum mismatch in /data/000012.sst offset 0";
                throw new RocksDBException(said, new Status(Status.Code.Corruption, Status.SubCode.None, said));
            }
            life.sync();
        }

        @Override
        public void reopen() {
            reopened.incrementAndGet();
            life.reopen();
        }

        @Override
        public void damaged(StoreDamaged found) {
            life.damaged(found);
        }
    }

    private static void readAll(RocksStoreUnderTest store, JobId id, List<Long> seen) {
        long after = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
        EventBatch batch;
        do {
            batch = StoreClient.await(store.opened().eventLog().read(id, after, EVERY_TYPE, 128));
            batch.events().forEach(event -> seen.add(event.seq()));
            after = batch.upTo();
        } while (!batch.ended());
    }

    private static JobId crawled(StoreClient client, int pages) {
        JobId id = client.open("http://a.test/", "\"maxPages\": 100000");
        for (int i = 0; i < pages; i++) {
            Lease lease = client.lease(id);
            client.page(lease, "http://a.test/" + i);
        }
        client.move(id, Move.CANCEL);
        return id;
    }

    /** The middle of the largest table. */
    private void damageMiddleOfTables() throws IOException {
        Path largest = files("sst").stream()
                .max(Comparator.comparing(file -> file.toFile().length()))
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(largest);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(largest, bytes);
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data-0").resolve("rocksdb"))) {
            return files.filter(file -> file.toString().endsWith("." + ending)).toList();
        }
    }

    enum Mark {
        FLIPPED,
        SHORT,
        EMPTY,
        LONG
    }

    enum Log {
        FLIPPED,
        CUT,
        MISSING
    }

    /** Of two damages each must not hide the other. */
    @Test
    void aDamagedSyncedSequenceDoesNotHideADamagedLog() throws IOException {
        Path store = folder.resolve("data-0").resolve("rocksdb");
        Path copy = folder.resolve("copy");
        try (RocksStoreUnderTest opened = new RocksStoreUnderTest(folder)) {
            crawled(new StoreClient(opened), 50);
            RocksStoreUnderTest.copy(store, copy);
        }
        for (Mark mark : Mark.values()) {
            for (Log log : Log.values()) {
                Path damaged = folder.resolve(mark + "-" + log);
                copy(copy, damaged);
                byte[] synced = Files.readAllBytes(SyncedSequence.in(damaged));
                Files.write(SyncedSequence.in(damaged), damaged(mark, synced));
                damage(log, damaged);
                assertThatThrownBy(() -> Database.open(damaged))
                        .as(mark + " " + log)
                        .isInstanceOf(StoreRefused.class)
                        .hasMessageContaining("SYNCED");
                Files.delete(SyncedSequence.in(damaged));
                Database.open(damaged).close();
            }
            Path onlyMark = folder.resolve(mark.name());
            copy(copy, onlyMark);
            Files.write(SyncedSequence.in(onlyMark), damaged(mark, Files.readAllBytes(SyncedSequence.in(onlyMark))));
            Database.open(onlyMark).close();
            assertThat(SyncedSequence.read(onlyMark)).as("written anew").isPositive();
        }
    }

    private static byte[] damaged(Mark mark, byte[] bytes) {
        return switch (mark) {
            case FLIPPED -> {
                byte[] flipped = bytes.clone();
                flipped[7] ^= 1;
                yield flipped;
            }
            case SHORT -> Arrays.copyOf(bytes, 5);
            case EMPTY -> new byte[0];
            case LONG -> Arrays.copyOf(bytes, 13);
        };
    }

    private static void damage(Log how, Path store) throws IOException {
        for (Path log : WalReader.files(store)) {
            byte[] bytes = Files.readAllBytes(log);
            if (how == Log.MISSING) {
                Files.delete(log);
            } else if (how == Log.CUT) {
                Files.write(log, Arrays.copyOf(bytes, bytes.length - 3));
            } else {
                bytes[bytes.length / 2] ^= 0x55;
                Files.write(log, bytes);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
