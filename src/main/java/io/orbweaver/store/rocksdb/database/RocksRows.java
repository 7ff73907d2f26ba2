package io.orbweaver.store.rocksdb.database;

import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Rows of RocksDB. A block that cannot be read is not taken for the end of the rows but fails, or rows would be
 * missing.
 */
record RocksRows(RocksIterator iterator) implements KeyValues.Rows {

    @Override
    public void seek(byte[] key) {
        iterator.seek(key);
    }

    @Override
    public void seekForPrev(byte[] key) {
        iterator.seekForPrev(key);
    }

    @Override
    public void next() {
        iterator.next();
    }

    @Override
    public void prev() {
        iterator.prev();
    }

    @Override
    public boolean isValid() {
        if (iterator.isValid()) {
            return true;
        }
        try {
            iterator.status();
            return false;
        } catch (RocksDBException e) {
            throw DamageRecord.readFailed(e);
        }
    }

    @Override
    public byte[] key() {
        return iterator.key();
    }

    @Override
    public byte[] value() {
        return iterator.value();
    }

    @Override
    public void close() {
        iterator.close();
    }
}
