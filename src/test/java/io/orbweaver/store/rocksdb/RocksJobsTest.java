package io.orbweaver.store.rocksdb;

import static io.orbweaver.store.StoreClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.commit.Ledger.Opened;
import io.orbweaver.commit.Ledger.Owner;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState.Move;
import io.orbweaver.store.RocksStoreUnderTest;
import io.orbweaver.store.StoreClient;
import io.orbweaver.store.StoreUnderTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** What a removed job leaves on the disk. */
class RocksJobsTest {

    @TempDir
    Path folder;

    @Test
    void aRemovedJobLeavesNoKeyBehindAndItsNeighboursKeepTheirs() {
        JobId gone;
        JobId kept;
        JobId ownedAndGone;
        try (StoreUnderTest store = new RocksStoreUnderTest(folder)) {
            StoreClient client = new StoreClient(store);
            Opened.Fresh owned = (Opened.Fresh)
                    await(store.ledger().open(StoreClient.spec(List.of("http://a.test/")), null, new Owner("anna", 1)));
            client.move(owned.job().id(), Move.CANCEL);
            await(store.jobs().remove(owned.job().id()));
            ownedAndGone = owned.job().id();
            gone = worked(client);
            kept = worked(client);
            client.move(gone, Move.CANCEL);
            await(store.jobs().remove(gone));
            // a table may go away between the manifest's reading and its own
            Awaitility.await()
                    .ignoreExceptionsInstanceOf(RocksDBException.class)
                    .until(this::nothingIsLeftToReclaim);
        }
        try (Database database = Database.open(folder.resolve("data-0").resolve("rocksdb"))) {
            assertThat(keys(database, gone)).isEmpty();
            assertThat(keys(database, ownedAndGone)).isEmpty();
            assertThat(keys(database, kept))
                    .contains(Family.JOBS, Family.URLS, Family.QUEUE, Family.HOSTS, Family.LOG, Family.BLOCKS);
        }
    }

    /** Looks beside the open store. */
    private boolean nothingIsLeftToReclaim() throws RocksDBException {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        List<ColumnFamilyDescriptor> families = Arrays.stream(Family.values())
                .map(family -> new ColumnFamilyDescriptor(family.familyName().getBytes(StandardCharsets.US_ASCII)))
                .toList();
        String path = folder.resolve("data-0").resolve("rocksdb").toString();
        try (DBOptions options = new DBOptions();
                RocksDB db = RocksDB.openReadOnly(options, path, families, handles);
                RocksIterator it = db.newIterator(handles.get(Family.JOBS.ordinal()))) {
            it.seek(new byte[] {'r'});
            return !it.isValid() || it.key()[0] != 'r';
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
            int[] places = family == Family.JOBS ? new int[] {1, OwnedJobs.prefix('o', "anna").length} : new int[1];
            try (KeyValues.Rows it = database.rows(family)) {
                for (it.seek(new byte[0]); it.isValid(); it.next()) {
                    for (int at : places) {
                        if (it.key().length >= at + 8
                                && ByteBuffer.wrap(it.key()).getLong(at) == id.value()) {
                            found.add(family);
                        }
                    }
                }
            }
        }
        return found;
    }
}
