package io.orbweaver.store.rocksdb;

import io.orbweaver.store.base.CommitRules.Room;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import java.nio.ByteBuffer;
import org.rocksdb.RocksDBException;

/**
 * The quota of kept bodies, in bytes, of each job and of all, and how much of it is used. The total is stored in the
 * database, written with what changes it. Owned by the store's thread, except {@link #total()}.
 */
final class BodyQuota {

    private static final byte[] KEY = {'b'};

    private final long jobMax;
    private final long max;
    private volatile long total;

    /**
     * A quota.
     *
     * @param jobMax stored bytes of one job
     * @param max of all
     */
    BodyQuota(long jobMax, long max) {
        this.jobMax = jobMax;
        this.max = max;
    }

    /** Reads how much is kept. */
    void load(KeyValues db) throws RocksDBException {
        byte[] stored = db.get(Family.DEFAULT, KEY);
        total = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
    }

    /** The room for a body of a job that keeps so much. */
    Room room(long ofJob, long needed) {
        return new Room(needed, jobMax - ofJob, max - total);
    }

    /** Counts what came to be kept, or with a minus what is gone. */
    void add(Batch batch, long bytes) throws RocksDBException {
        if (bytes != 0) {
            total = Math.max(0, total + bytes);
            batch.put(Family.DEFAULT, KEY, ByteBuffer.allocate(8).putLong(total).array());
        }
    }

    /** Stored bytes that all jobs may keep. */
    long max() {
        return max;
    }

    /** Stored bytes of all jobs. Any thread. */
    long total() {
        return total;
    }
}
