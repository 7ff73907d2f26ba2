package io.orbweaver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.Tries;
import io.orbweaver.commit.StoreRefused;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.outcome.FailureKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a power failure may leave of the log that is written ahead: any prefix of it, cut anywhere, and behind that
 * nothing, zeros, or garbage; all that was acknowledged before the cut is there, and a crawl goes on.
 */
class RocksStoreRecoveryTest {

    private static final int CUTS = Tries.volume(7); // of each kind

    @TempDir
    Path root;

    private final TreeMap<Long, Acknowledged> acknowledged = new TreeMap<>();

    /**
     * What was acknowledged when the log had some length.
     *
     * @param job as it was answered
     * @param mark what the store had noted then of how far it was synced
     */
    private record Acknowledged(Job job, byte[] mark) {}

    private enum Tail {
        NOTHING,
        ZEROS,
        GARBAGE
    }

    @ParameterizedTest
    @EnumSource
    void aLogCutAnywhereGivesAWholeStoreWithAllThatWasAcknowledgedBefore(Tail tail) throws IOException {
        cutAndOpen(tail, CUTS, 42);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void aLogCutAtHundredsOfPlacesGivesAWholeStore(Tail tail) throws IOException {
        cutAndOpen(tail, 340, 43);
    }

    private void cutAndOpen(Tail tail, int cuts, long seed) throws IOException {
        JobId id = crawlALittle();
        Path log = writeAheadLog(root.resolve("kept"));
        long size = Files.size(log);
        Random random = new Random(seed + 10 * tail.ordinal());
        for (int i = 0; i < cuts; i++) {
            long cut = acknowledged.firstKey() + random.nextLong(size - acknowledged.firstKey());
            String what = "cut at " + cut + ", then " + tail;
            Acknowledged before = acknowledged.floorEntry(cut).getValue();
            Path copy = root.resolve("cut-" + i).resolve("data-0");
            RocksStoreUnderTest.copy(root.resolve("kept"), copy);
            cut(writeAheadLog(copy), cut, tail(tail, random));
            Files.write(mark(copy), before.mark());
            try (StoreUnderTest store = new RocksStoreUnderTest(copy.getParent())) {
                holds(new StoreClient(store), id, before.job(), what);
            }
        }
    }

    private static byte[] tail(Tail tail, Random random) {
        byte[] bytes = new byte[tail == Tail.NOTHING ? 0 : 1 + random.nextInt(20_000)];
        if (tail == Tail.GARBAGE) {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    @Test
    void aLogDamagedBeforeWhatWasAcknowledgedIsRefusedAndLeftAsItIs() throws IOException {
        crawlALittle();
        Path log = writeAheadLog(root.resolve("kept"));
        byte[] whole = Files.readAllBytes(log);
        Random random = new Random(44);
        for (int i = 0; i < CUTS; i++) {
            int at = random.nextInt(Math.toIntExact(acknowledged.lastKey()));
            Path copy = root.resolve("damaged-" + i).resolve("data-0");
            RocksStoreUnderTest.copy(root.resolve("kept"), copy);
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(writeAheadLog(copy), damaged);
            assertThatThrownBy(() -> new RocksStoreUnderTest(copy.getParent()))
                    .as("damaged at " + at)
                    .isInstanceOf(StoreRefused.class)
                    .hasMessageContaining("were acknowledged");
            assertThat(writeAheadLog(copy)).as("what may be rescued").hasBinaryContent(damaged);
        }
    }

    @Test
    void aTornOrMissingSyncedSequenceRefusesNothing() throws IOException {
        JobId id = crawlALittle();
        for (int left = -1; left < 12; left++) {
            Path copy = root.resolve("mark-" + left).resolve("data-0");
            RocksStoreUnderTest.copy(root.resolve("kept"), copy);
            byte[] mark = Files.readAllBytes(mark(copy));
            Files.delete(mark(copy));
            if (left >= 0) {
                Files.write(mark(copy), Arrays.copyOf(Arrays.copyOf(mark, left), 12));
            }
            try (StoreUnderTest store = new RocksStoreUnderTest(copy.getParent())) {
                holds(
                        new StoreClient(store),
                        id,
                        acknowledged.lastEntry().getValue().job(),
                        left + " bytes of the mark");
            }
        }
    }

    /** Copies the folder while it is open: when it is closed, the log is gone. */
    private JobId crawlALittle() throws IOException {
        Path original = root.resolve("original");
        try (StoreUnderTest store = new RocksStoreUnderTest(original)) {
            return crawlALittle(store, original.resolve("data-0"));
        }
    }

    private JobId crawlALittle(StoreUnderTest store, Path data) throws IOException {
        StoreClient client = new StoreClient(store);
        JobId id = client.open("http://a.test/");
        acknowledge(client.job(id), data);
        for (int i = 0; i < 60; i++) {
            Lease lease = client.lease(id);
            switch (i % 4) {
                case 1 -> client.fail(lease, FailureKind.HTTP);
                case 2 -> client.redirect(lease, "http://t" + i + ".test/");
                case 3 -> client.retry(lease, Duration.ZERO);
                default -> client.page(lease, "http://b.test/" + i, "http://c.test/" + i, "http://a.test/" + i);
            }
            acknowledge(client.job(id), data);
        }
        RocksStoreUnderTest.copy(data, root.resolve("kept"));
        return id;
    }

    private void acknowledge(Job job, Path data) throws IOException {
        acknowledged.put(Files.size(writeAheadLog(data)), new Acknowledged(job, Files.readAllBytes(mark(data))));
    }

    private static Path mark(Path data) {
        return data.resolve("rocksdb").resolve("SYNCED");
    }

    private static void cut(Path log, long length, byte[] tail) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(length);
            file.seek(length);
            file.write(tail);
        }
    }

    private static void holds(StoreClient client, JobId id, Job acknowledged, String cut) {
        Job job = client.job(id);
        assertThat(job).as(cut).isNotNull();
        assertThat(job.lastSeq()).as(cut).isGreaterThanOrEqualTo(acknowledged.lastSeq());
        assertThat(job.counters().known())
                .as(cut)
                .isGreaterThanOrEqualTo(acknowledged.counters().known());
        assertThat(job.counters().done())
                .as(cut)
                .isGreaterThanOrEqualTo(acknowledged.counters().done());
        client.accountMatchesLog(id);
        long left = job.counters().queued();
        assertThat(client.crawlAll(id)).as(cut).hasSize((int) left).doesNotHaveDuplicates();
        client.accountMatchesLog(id);
    }

    private static Path writeAheadLog(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("rocksdb"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }
}
