package io.orbweaver.store.rocksdb.database;

import io.orbweaver.commit.StoreUnavailable;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * The port to the database below the store: ordered keys in families, writes that are atomic and in order, and a sync
 * that makes all writes before it durable. After a crash any prefix of the writes may be there that holds what was
 * synced.
 *
 * <p>Keys are ordered as unsigned bytes. Any thread may read; one writes; another may sync beside it. Every call may
 * block.
 */
public interface KeyValues extends AutoCloseable {

    byte @Nullable [] get(Family family, byte[] key) throws RocksDBException;

    /** A family's rows as they are now, to be closed. */
    Rows rows(Family family);

    /** An empty group of writes, to be closed. */
    Writes newWrites();

    /** Writes a group: visible to reads at once, durable after the next {@link #sync}. */
    void write(Writes writes) throws RocksDBException;

    /** Makes everything written before durable. */
    void sync() throws RocksDBException;

    /** Writes what is in memory to where {@link #reclaim} finds it; for once before some of those. May take long. */
    void flush() throws RocksDBException;

    /**
     * Gives the disk back that the deleted rows of a range still have; may take minutes, and does nothing to rows that
     * are there.
     */
    void reclaim(Family family, byte[] from, byte[] to) throws RocksDBException;

    /** Merges the tables of a family that have become many and small, a part of it at a time; may take long. */
    default void mergeSmallTables(Family family) throws RocksDBException {}

    /** Has {@link #reclaim} end soon, with its work undone. Any thread. */
    void stopReclaiming();

    @Override
    void close();

    /** Opens it, or opens it anew. */
    interface Opener {
        KeyValues open();

        /**
         * Looks whether opening it is worth a try, before what is open is closed.
         *
         * @throws StoreUnavailable where it is not
         */
        default void probe() {}

        /** Opens it for reading only, where it does not open otherwise. */
        default KeyValues openForReading() {
            throw new StoreUnavailable("the store is not open");
        }
    }

    /** A place among a family's rows; nowhere until it is sought. For one thread. */
    public interface Rows extends AutoCloseable {

        /** To the first row that is not before a key. */
        void seek(byte[] key);

        /** To the last row that is not after a key. */
        void seekForPrev(byte[] key);

        void next();

        void prev();

        boolean isValid();

        /** The caller's own copy. */
        byte[] key();

        /** The caller's own copy. */
        byte[] value();

        @Override
        void close();
    }

    /** Writes that are made together or not at all, in this order. For one thread. */
    public interface Writes extends AutoCloseable {

        void put(Family family, byte[] key, byte[] value) throws RocksDBException;

        void delete(Family family, byte[] key) throws RocksDBException;

        /** Deletes the keys from one on that are before another. */
        void deleteRange(Family family, byte[] from, byte[] to) throws RocksDBException;

        boolean isEmpty();

        void clear();

        @Override
        void close();
    }
}
