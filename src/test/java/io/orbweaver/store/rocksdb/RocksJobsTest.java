package io.orbweaver.store.rocksdb;

import static io.orbweaver.store.StoreClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState.Move;
import io.orbweaver.store.RocksStoreUnderTest;
import io.orbweaver.store.StoreClient;
import io.orbweaver.store.StoreUnderTest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a removed job leaves on the disk. */
class RocksJobsTest {

    @TempDir
    Path folder;

    @Test
    void aRemovedJobLeavesNoKeyBehindAndItsNeighboursKeepTheirs() {
        JobId gone;
        JobId kept;
        try (StoreUnderTest store = new RocksStoreUnderTest(folder)) {
            StoreClient client = new StoreClient(store);
            gone = worked(client);
            kept = worked(client);
            client.move(gone, Move.CANCEL);
            await(store.jobs().remove(gone));
        }
        try (Database database = Database.open(folder.resolve("data-0").resolve("rocksdb"))) {
            assertThat(keys(database, gone)).isEmpty();
            assertThat(keys(database, kept))
                    .contains(Family.JOBS, Family.URLS, Family.QUEUE, Family.HOSTS, Family.LOG, Family.BLOCKS);
        }
    }

    private static JobId worked(StoreClient client) {
        JobId id = client.open(List.of("http://a.test/", "http://b.test/", "http://c.test/"));
        List<Lease> leases = client.leases(id, 3);
        assertThat(client.page(leases.get(0), "http://d.test/")).isEqualTo(Receipt.COMMITTED);
        client.redirect(leases.get(1), "http://e.test/");
        client.retry(leases.get(2), Duration.ofSeconds(5));
        return id;
    }

    private static List<Family> keys(Database database, JobId id) {
        List<Family> found = new ArrayList<>();
        for (Family family : Family.values()) {
            int at = family == Family.JOBS ? 1 : 0;
            try (KeyValues.Rows it = database.rows(family)) {
                for (it.seek(new byte[0]); it.isValid(); it.next()) {
                    if (it.key().length >= at + 8 && ByteBuffer.wrap(it.key()).getLong(at) == id.value()) {
                        found.add(family);
                    }
                }
            }
        }
        return found;
    }
}
