package io.orbweaver.store.rocksdb;

import com.github.luben.zstd.Zstd;
import io.orbweaver.event.EventJson;
import io.orbweaver.job.JobId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rocksdb.RocksDBException;

/** The data of pages that was too long for their events, compressed. */
final class WholeResults {

    private static final byte[] MARK = ",\"truncated\":true}".getBytes(StandardCharsets.US_ASCII);
    private static final int LEVEL = 3;

    private WholeResults() {}

    /** Puts a page's whole data beside its event. The store's thread. */
    static void put(Batch batch, JobId job, long seq, byte[] json) throws RocksDBException {
        batch.put(Family.RESULTS, Keyspace.event(job, seq), Zstd.compress(json, LEVEL));
    }

    /** An event's data, whole: only where it says that it is truncated there may be more. May block. */
    static byte[] of(KeyValues db, JobId job, long seq, byte[] json) throws RocksDBException {
        int from = json.length - MARK.length;
        if (from < 0 || !Arrays.equals(json, from, json.length, MARK, 0, MARK.length)) {
            return json;
        }
        byte[] whole = db.get(Family.RESULTS, Keyspace.event(job, seq));
        return whole == null
                ? json
                : Zstd.decompress(whole, (int) Math.min(EventJson.WHOLE_BYTES_MAX, Zstd.getFrameContentSize(whole)));
    }
}
