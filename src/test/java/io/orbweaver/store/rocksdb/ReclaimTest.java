package io.orbweaver.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState.Move;
import io.orbweaver.store.RocksStoreUnderTest;
import io.orbweaver.store.StoreClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A removed job's disk is given back, by itself and soon. */
class ReclaimTest {

    private static final long MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    private final Random random = new Random(5);

    @Test
    void diskSpaceOfARemovedJobIsReclaimedAndOtherJobsAreKept() {
        try (RocksStoreUnderTest store = new RocksStoreUnderTest(folder)) {
            StoreClient client = new StoreClient(store);
            JobId before = grow(client, 1);
            long small = size();
            JobId large = grow(client, 40);
            JobId behind = grow(client, 1);
            assertThat(size()).isGreaterThan(small + 10 * MEGABYTE);
            client.move(large, Move.CANCEL);
            StoreClient.await(store.jobs().remove(large));
            Awaitility.await().until(() -> size() < small + 6 * MEGABYTE);
            client.accountMatchesLog(before);
            client.accountMatchesLog(behind);
        }
    }

    @Test
    void diskSpaceThatWasNotReclaimedIsReclaimedAtTheNextStart() {
        try (RocksStoreUnderTest store = new RocksStoreUnderTest(folder)) {
            StoreClient client = new StoreClient(store);
            long empty = size();
            JobId large = grow(client, 40);
            client.move(large, Move.CANCEL);
            StoreClient.await(store.jobs().remove(large));
            store.reopen();
            Awaitility.await().until(() -> size() < empty + 4 * MEGABYTE);
        }
    }

    /** A job that knows so many thousand URLs, long ones that do not compress. */
    private JobId grow(StoreClient client, int thousands) {
        JobId id = client.open("http://a.test/", "\"maxPages\": 100000");
        for (int i = 0; i < thousands; i++) {
            String[] links = new String[1_000];
            for (int j = 0; j < links.length; j++) {
                StringBuilder link = new StringBuilder("http://a.test/");
                for (int k = 0; k < 16; k++) {
                    link.append(Long.toHexString(random.nextLong()));
                }
                links[j] = link.toString();
            }
            Lease lease = client.lease(id);
            client.page(lease, links);
        }
        return id;
    }

    private long size() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(ReclaimTest::size)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return Long.MAX_VALUE; // a file went while it was looked at
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
