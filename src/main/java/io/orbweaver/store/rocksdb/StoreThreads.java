package io.orbweaver.store.rocksdb;

import java.util.concurrent.TimeUnit;

/** The two threads that take a store's steps: {@code store} writes, {@code store-sync} syncs and answers. */
final class StoreThreads {

    private static final long WRITER_WAIT_MILLIS = 1_000;
    private static final long SYNCER_WAIT_MILLIS = 100;

    private final GroupCommit loop;
    private final Thread writer = new Thread(this::write, "store");
    private final Thread syncer = new Thread(this::sync, "store-sync");

    StoreThreads(GroupCommit loop) {
        this.loop = loop;
    }

    void start() {
        writer.start();
        syncer.start();
    }

    private void write() {
        try {
            while (!loop.isClosed()) {
                long rest = loop.write(WRITER_WAIT_MILLIS);
                if (rest > 0) {
                    TimeUnit.MILLISECONDS.sleep(rest);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            loop.writerEnded();
        }
    }

    private void sync() {
        try {
            while (loop.needsSyncer()) {
                loop.sync(SYNCER_WAIT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The loop takes nothing more; what it accepted becomes durable, and both threads end. */
    void close() {
        loop.close();
        try {
            writer.join();
            syncer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
