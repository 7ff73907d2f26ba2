package io.orbweaver.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.outcome.FailureKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a power failure may leave of the log that is written ahead: any prefix of it, cut anywhere. */
class RocksStoreRecoveryTest {

    private static final int CUTS = 40;

    @TempDir
    Path root;

    @Test
    void aLogCutAnywhereGivesAWholeStoreWithAllThatWasAcknowledgedBefore() throws IOException {
        Path original = root.resolve("original");
        TreeMap<Long, Job> acknowledged = new TreeMap<>();
        JobId id;
        try (StoreUnderTest store = new RocksStoreUnderTest(original)) {
            id = crawlALittle(store, original, acknowledged);
        }
        Path log = writeAheadLog(root.resolve("kept"));
        long size = Files.size(log);
        Random random = new Random(42);
        for (int i = 0; i < CUTS; i++) {
            long cut = acknowledged.firstKey() + random.nextLong(size - acknowledged.firstKey());
            Path copy = root.resolve("cut-" + i).resolve("data-0");
            copy(root.resolve("kept"), copy);
            try (RandomAccessFile file =
                    new RandomAccessFile(writeAheadLog(copy).toFile(), "rw")) {
                file.setLength(cut);
            }
            try (StoreUnderTest store = new RocksStoreUnderTest(copy.getParent())) {
                holds(new StoreClient(store), id, acknowledged.floorEntry(cut).getValue(), "cut at " + cut);
            }
        }
    }

    /** Copies the folder while it is open: when it is closed, the log is gone. */
    private JobId crawlALittle(StoreUnderTest store, Path original, TreeMap<Long, Job> acknowledged)
            throws IOException {
        StoreClient client = new StoreClient(store);
        JobId id = client.open("http://a.test/");
        Path data = original.resolve("data-0");
        acknowledged.put(Files.size(writeAheadLog(data)), client.job(id));
        for (int i = 0; i < 60; i++) {
            Lease lease = client.lease(id);
            switch (i % 4) {
                case 1 -> client.fail(lease, FailureKind.HTTP);
                case 2 -> client.redirect(lease, "http://t" + i + ".test/");
                case 3 -> client.retry(lease, Duration.ZERO);
                default -> client.page(lease, "http://b.test/" + i, "http://c.test/" + i, "http://a.test/" + i);
            }
            acknowledged.put(Files.size(writeAheadLog(data)), client.job(id));
        }
        copy(data, root.resolve("kept"));
        return id;
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

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.skip(1).toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }
}
