package io.orbweaver.store.rocksdb;

import io.orbweaver.job.JobId;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.KeyValues.Rows;
import io.orbweaver.store.rocksdb.database.KeyValues.Writes;
import io.orbweaver.store.rocksdb.database.Keyspace;
import io.orbweaver.store.rocksdb.database.LeaseJournal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.RocksDBException;

/**
 * Counts of how often processes died while a URL of one job was leased: nearly always empty. Used by the store's
 * thread.
 */
final class LostLeaseCounts {

    private final JobId job;
    private final Map<Long, Integer> times;

    private LostLeaseCounts(JobId job, Map<Long, Integer> times) {
        this.job = job;
        this.times = times;
    }

    static LostLeaseCounts none(JobId job) {
        return new LostLeaseCounts(job, new HashMap<>());
    }

    /** Those of a job on disk. */
    static LostLeaseCounts of(KeyValues db, JobId job) {
        Map<Long, Integer> times = new HashMap<>();
        byte[] prefix = Keyspace.job('l', job);
        try (Rows it = db.rows(Family.DEFAULT)) {
            for (it.seek(prefix); it.isValid() && Keyspace.startsWith(it.key(), prefix); it.next()) {
                times.put(Keyspace.ordinalOf(it.key()), it.value()[0] & 0xff);
            }
        }
        return new LostLeaseCounts(job, times);
    }

    /**
     * Counts what a process that died had leased; before any job is loaded. Of jobs that are gone nothing is counted.
     */
    static void count(KeyValues db, List<LeaseJournal.Left> left) throws RocksDBException {
        try (Writes writes = db.newWrites()) {
            for (LeaseJournal.Left mark : left) {
                if (db.get(Family.JOBS, Keyspace.job('m', mark.job())) != null) {
                    byte[] key = key(mark.job(), mark.ordinal());
                    byte[] before = db.get(Family.DEFAULT, key);
                    int times = before == null ? 0 : before[0] & 0xff;
                    writes.put(Family.DEFAULT, key, new byte[] {(byte) Math.min(0xff, times + 1)});
                }
            }
            if (!writes.isEmpty()) {
                db.write(writes);
            }
        }
    }

    private static byte[] key(JobId job, long ordinal) {
        return Keyspace.queued(Keyspace.job('l', job), ordinal);
    }

    /** How often it was for a URL. */
    int of(long ordinal) {
        return times.getOrDefault(ordinal, 0);
    }

    /** A URL has its outcome. */
    void ended(Batch batch, long ordinal) throws RocksDBException {
        if (times.remove(ordinal) != null) {
            batch.delete(Family.DEFAULT, key(job, ordinal));
        }
    }

    /** The job is removed. */
    void erase(Batch batch) throws RocksDBException {
        for (long ordinal : times.keySet()) {
            batch.delete(Family.DEFAULT, key(job, ordinal));
        }
    }
}
