package io.orbweaver.store.rocksdb;

import io.orbweaver.event.WholeData;
import io.orbweaver.job.JobId;
import org.rocksdb.RocksDBException;

/** The data of pages that was too long for their events. */
final class WholeResults {

    private WholeResults() {}

    /** Puts a page's whole data, as a frame, beside its event. The store's thread. */
    static void put(Batch batch, JobId job, long seq, byte[] frame) throws RocksDBException {
        batch.put(Family.RESULTS, Keyspace.event(job, seq), frame);
    }

    /** An event's data, whole: only where it says that it is cut there may be more. May block. */
    static byte[] of(KeyValues db, JobId job, long seq, byte[] json) throws RocksDBException {
        byte[] frame = WholeData.isCut(json) ? db.get(Family.RESULTS, Keyspace.event(job, seq)) : null;
        return frame == null ? json : WholeData.json(frame);
    }
}
