package io.orbweaver.store.rocksdb.database;

import io.orbweaver.store.rocksdb.database.KeyValues.Rows;

/** A family that is not there: a place among no rows. */
enum EmptyRows implements Rows {
    /** The only one; it holds nothing. */
    INSTANCE;

    @Override
    public void seek(byte[] key) {}

    @Override
    public void seekForPrev(byte[] key) {}

    @Override
    public void next() {}

    @Override
    public void prev() {}

    @Override
    public boolean isValid() {
        return false;
    }

    @Override
    public byte[] key() {
        throw new IllegalStateException("there is no row");
    }

    @Override
    public byte[] value() {
        throw new IllegalStateException("there is no row");
    }

    @Override
    public void close() {}
}
