package io.orbweaver.store.rocksdb;

import io.orbweaver.commit.Ledger.Owner;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.store.base.TextDigest;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues.Rows;
import io.orbweaver.store.rocksdb.database.Keyspace;
import java.nio.ByteBuffer;
import org.rocksdb.RocksDBException;

/** The jobs of each owner, so that they are found and counted without a look at those of others. */
final class OwnedJobs {

    private static final int DIGEST_BYTES = 16;
    private static final byte[] NOTHING = {};

    private OwnedJobs() {}

    /**
     * What the rows of an owner begin with.
     *
     * @param part {@code o} for all of its jobs, {@code n} for those that have not ended
     */
    static byte[] prefix(char part, String owner) {
        return ByteBuffer.allocate(1 + DIGEST_BYTES)
                .put((byte) part)
                .put(TextDigest.of(owner), 0, DIGEST_BYTES)
                .array();
    }

    private static byte[] row(char part, String owner, JobId job) {
        byte[] prefix = prefix(part, owner);
        return ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(job.value())
                .array();
    }

    /** Whether an owner may have one more. Counts no further than that needs. The store's thread. */
    static boolean hasRoom(Batch batch, Owner owner) throws RocksDBException {
        batch.settle(); // those that were opened in this very group count, too
        byte[] prefix = prefix('n', owner.name());
        int active = 0;
        try (Rows it = batch.database().rows(Family.JOBS)) {
            it.seek(prefix);
            while (active < owner.activeMax() && it.isValid() && Keyspace.startsWith(it.key(), prefix)) {
                active++;
                it.next();
            }
        }
        return active < owner.activeMax();
    }

    static void opened(Batch batch, Job job) throws RocksDBException {
        if (job.owner() != null) {
            batch.put(Family.JOBS, row('o', job.owner(), job.id()), NOTHING);
            batch.put(Family.JOBS, row('n', job.owner(), job.id()), NOTHING);
        }
    }

    static void ended(Batch batch, Job job) throws RocksDBException {
        if (job.owner() != null) {
            batch.delete(Family.JOBS, row('n', job.owner(), job.id()));
        }
    }

    static void removed(Batch batch, Job job) throws RocksDBException {
        if (job.owner() != null) {
            batch.delete(Family.JOBS, row('o', job.owner(), job.id()));
        }
    }
}
