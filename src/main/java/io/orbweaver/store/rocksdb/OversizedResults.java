package io.orbweaver.store.rocksdb;

import io.orbweaver.event.OversizedData;
import io.orbweaver.job.JobId;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.Keyspace;
import org.rocksdb.RocksDBException;

/** The data of pages that was too long for their events. */
final class OversizedResults {

    private OversizedResults() {}

    /** Puts a page's whole data, as a frame, beside its event. The store's thread. */
    static void put(Batch batch, JobId job, long seq, byte[] frame) throws RocksDBException {
        batch.put(Family.RESULTS, Keyspace.event(job, seq), frame);
    }

    /** An event's data, whole: only where it says that it is cut there may be more. May block. */
    static byte[] of(KeyValues db, JobId job, long seq, byte[] json) throws RocksDBException {
        byte[] frame = OversizedData.isCut(json) ? db.get(Family.RESULTS, Keyspace.event(job, seq)) : null;
        return frame == null ? json : OversizedData.json(frame);
    }
}
