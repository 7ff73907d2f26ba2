package io.orbweaver.store.rocksdb;

import org.rocksdb.RocksIterator;

/** Rows of RocksDB. */
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
        return iterator.isValid();
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
