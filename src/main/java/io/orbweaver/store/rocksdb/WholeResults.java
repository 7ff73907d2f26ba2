package io.orbweaver.store.rocksdb;

import io.orbweaver.job.JobId;
import io.orbweaver.store.base.WholePages;
import org.rocksdb.RocksDBException;

/** The data of pages that was too long for their events, beside them. */
final class WholeResults {

    private WholeResults() {}

    /** Puts a page's whole data beside its event. The store's thread. */
    static void put(Batch batch, JobId job, long seq, byte[] json) throws RocksDBException {
        batch.put(Family.RESULTS, Keyspace.event(job, seq), WholePages.stored(json));
    }

    /** An event's data, whole: only where it says that it is truncated there may be more. May block. */
    static byte[] of(KeyValues db, JobId job, long seq, byte[] json) throws RocksDBException {
        byte[] whole = WholePages.mayBeMore(json) ? db.get(Family.RESULTS, Keyspace.event(job, seq)) : null;
        return whole == null ? json : WholePages.of(whole);
    }
}
