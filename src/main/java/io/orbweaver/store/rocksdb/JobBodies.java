package io.orbweaver.store.rocksdb;

import io.orbweaver.commit.Kept;
import io.orbweaver.commit.Ledger.Keeping;
import io.orbweaver.job.JobId;
import io.orbweaver.store.base.BodyCodec;
import io.orbweaver.store.base.CommitRules.Room;
import io.orbweaver.store.rocksdb.database.BodyKeys;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.KeyValues.Rows;
import io.orbweaver.store.rocksdb.database.Keyspace;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * A job's kept bodies. Each content is kept once. A body of several parts is written ahead of its page's commit, under
 * the URL's ordinal, and noted as open: so that what no commit came for is found again after a restart, overwritten
 * when the URL is fetched again, and gone when it, or the job, ends otherwise. Owned by the store's thread.
 */
final class JobBodies {

    private final JobId job;
    private final BodyQuota quota;
    private final Map<Long, Ahead> ahead = new HashMap<>();
    private final Map<String, Long> inGroup = new HashMap<>();
    private long stored;

    /**
     * Parts that are there ahead of a commit.
     *
     * @param parts how many there are, those of an earlier attempt included
     * @param bytes of this attempt's
     */
    private record Ahead(int parts, long bytes) {}

    /** @param stored bytes that are kept */
    JobBodies(JobId job, BodyQuota quota, long stored) {
        this.job = job;
        this.quota = quota;
        this.stored = stored;
    }

    /** Finds what was written ahead before a restart. */
    void loadAhead(KeyValues db) {
        byte[] prefix = BodyKeys.openPrefix(job);
        try (Rows it = db.rows(Family.BODIES)) {
            for (it.seek(prefix); it.isValid() && Keyspace.startsWith(it.key(), prefix); it.next()) {
                int parts = ByteBuffer.wrap(it.value()).getInt();
                ahead.put(BodyKeys.ordinalOfOpen(it.key()), new Ahead(parts, 0));
            }
        }
    }

    /** Stored bytes. */
    long stored() {
        return stored;
    }

    /** Writes a part ahead of its commit. */
    Keeping keep(Batch batch, long ordinal, int part, byte[] frame) throws RocksDBException {
        Ahead before = ahead.getOrDefault(ordinal, new Ahead(0, 0));
        long bytes = (part == 0 ? 0 : before.bytes()) + frame.length;
        if (!quota.room(stored, bytes).fits()) {
            return Keeping.LIMIT;
        }
        int parts = Math.max(before.parts(), part + 1);
        batch.put(Family.BODIES, BodyKeys.part(job, ordinal, part), frame);
        batch.put(
                Family.BODIES,
                BodyKeys.open(job, ordinal),
                ByteBuffer.allocate(4).putInt(parts).array());
        ahead.put(ordinal, new Ahead(parts, bytes));
        return Keeping.KEPT;
    }

    /** The room for a page's body. */
    Room room(Batch batch, long ordinal, String sha256, Kept kept) throws RocksDBException {
        long needed = bytesAhead(ordinal) + lengthOf(kept.last());
        Room room = quota.room(stored, needed);
        return room.fits() || placeOf(batch, sha256) < 0 ? room : Room.AMPLE;
    }

    /** Keeps the body of the page whose event has a number; its content once. */
    void put(Batch batch, long ordinal, long seq, String sha256, Kept kept) throws RocksDBException {
        long place = kept.length() == 0 ? ordinal : placeOf(batch, sha256);
        if (place < 0) {
            place = ordinal;
            long bytes = bytesAhead(ordinal) + lengthOf(kept.last());
            if (kept.last() != null) {
                batch.put(Family.BODIES, BodyKeys.part(job, ordinal, kept.parts() - 1), kept.last());
            }
            byte[] number = ByteBuffer.allocate(8).putLong(ordinal).array();
            batch.put(Family.BODIES, BodyKeys.content(job, sha256), number);
            inGroup.put(sha256, ordinal);
            settle(batch, ordinal, kept.parts());
            count(batch, bytes);
        } else {
            drop(batch, ordinal);
        }
        byte[] page = BodyCodec.encode(place, kept);
        batch.put(Family.BODIES, BodyKeys.page(job, seq), page);
        count(batch, page.length);
    }

    /** The parts that were written ahead for a URL are discarded. */
    void drop(Batch batch, long ordinal) throws RocksDBException {
        settle(batch, ordinal, 0);
    }

    /** All parts that were written ahead are discarded. */
    void dropAll(Batch batch) throws RocksDBException {
        for (long ordinal : Map.copyOf(ahead).keySet()) {
            drop(batch, ordinal);
        }
    }

    /** What this group wrote is in the database. */
    void closeGroup() {
        inGroup.clear();
    }

    /** The first parts are no longer ahead of anything, and those behind them are gone. */
    private void settle(Batch batch, long ordinal, int parts) throws RocksDBException {
        Ahead open = ahead.remove(ordinal);
        if (open != null) {
            for (int part = parts; part < open.parts(); part++) {
                batch.delete(Family.BODIES, BodyKeys.part(job, ordinal, part));
            }
            batch.delete(Family.BODIES, BodyKeys.open(job, ordinal));
        }
    }

    /** Where a content is kept; -1 where it is not. */
    private long placeOf(Batch batch, String sha256) throws RocksDBException {
        Long fresh = inGroup.get(sha256);
        if (fresh != null) {
            return fresh;
        }
        byte[] place = batch.database().get(Family.BODIES, BodyKeys.content(job, sha256));
        return place == null ? -1 : ByteBuffer.wrap(place).getLong();
    }

    private long bytesAhead(long ordinal) {
        Ahead open = ahead.get(ordinal);
        return open == null ? 0 : open.bytes();
    }

    private void count(Batch batch, long bytes) throws RocksDBException {
        stored += bytes;
        quota.add(batch, bytes);
    }

    private static long lengthOf(byte @Nullable [] frame) {
        return frame == null ? 0 : frame.length;
    }
}
