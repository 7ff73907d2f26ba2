package io.orbweaver.store.rocksdb;

import io.orbweaver.commit.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The store's two threads: operations come in by a bounded intake and are applied in groups by the first; the second
 * syncs the log and answers what had to be durable.
 *
 * <p>When a write or a sync fails, everything under way fails with {@link StoreUnavailable}, and the first thread opens
 * the store anew, again and again, until it works: in the meantime nothing is accepted.
 */
final class StoreLoop implements AutoCloseable {

    /** Operations that may wait. */
    static final int INTAKE_MAX = 8_192;
    /** Operations in one group. */
    static final int GROUP_MAX = 256;

    private static final Logger log = LoggerFactory.getLogger(StoreLoop.class);
    private static final int UNSYNCED_GROUPS_MAX = 32;
    private static final long REOPEN_MILLIS = 1_000;

    private final Life life;
    private final Intake<Waiting<?>> intake = new Intake<>(INTAKE_MAX);
    private final BlockingQueue<Batch> unsynced = new ArrayBlockingQueue<>(UNSYNCED_GROUPS_MAX);
    private final Thread writer = new Thread(this::write, "store");
    private final Thread syncer = new Thread(this::sync, "store-sync");
    private volatile @Nullable Throwable trouble;
    private volatile boolean closed;

    /** An operation on the store's memory and disk. */
    interface Operation<T> {
        /**
         * Applies it on the store's thread.
         *
         * @return the answer, or null for none
         */
        @Nullable
        T apply(Batch batch) throws RocksDBException;
    }

    /** What the loop needs of the store around it; all calls come from the loop's threads. */
    interface Life {
        Batch newBatch();

        /** After the group is written, before it is durable. */
        void written(Batch batch);

        void sync() throws RocksDBException;

        /** Opens the database again and forgets everything in memory. */
        void reopen();
    }

    StoreLoop(Life life) {
        this.life = life;
    }

    void start() {
        writer.start();
        syncer.start();
    }

    /** What is wrong, or null while the store works. */
    @Nullable
    Throwable trouble() {
        return trouble;
    }

    /** Operations that wait. */
    int depth() {
        return intake.size();
    }

    /** An operation whose answer must be durable first. */
    <T> Mono<T> durably(Operation<T> operation) {
        return submit(operation, true);
    }

    /** An operation that is answered as soon as it is applied. */
    <T> Mono<T> quickly(Operation<T> operation) {
        return submit(operation, false);
    }

    private <T> Mono<T> submit(Operation<T> operation, boolean durably) {
        return Mono.create(sink -> {
            Throwable wrong = trouble;
            if (closed || wrong != null) {
                sink.error(unavailable(wrong));
            } else if (!intake.offer(new Waiting<>(operation, durably, sink))) {
                sink.error(new StoreUnavailable("the store's intake is full"));
            }
        });
    }

    private static StoreUnavailable unavailable(@Nullable Throwable cause) {
        return cause == null
                ? new StoreUnavailable("the store is closed")
                : new StoreUnavailable("the store cannot write: " + cause.getMessage(), cause);
    }

    private void write() {
        List<Waiting<?>> group = new ArrayList<>(GROUP_MAX);
        while (!closed) {
            try {
                Waiting<?> first = intake.poll(1, TimeUnit.SECONDS);
                if (trouble != null) {
                    if (first != null) {
                        first.fail(unavailable(trouble));
                    }
                    recover();
                } else if (first != null) {
                    group.add(first);
                    intake.drainTo(group, GROUP_MAX - 1);
                    writeGroup(group);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } finally {
                group.clear();
            }
        }
        failWaiting();
    }

    private void writeGroup(List<Waiting<?>> group) throws InterruptedException {
        Batch batch = life.newBatch();
        try {
            for (Waiting<?> waiting : group) {
                waiting.apply(batch);
            }
            batch.settle();
            life.written(batch);
        } catch (RocksDBException | RuntimeException e) {
            broken(e);
            batch.fail(unavailable(e));
            batch.close();
            return;
        }
        if (batch.mustBeSynced()) {
            unsynced.put(batch);
        } else {
            batch.complete();
            batch.close();
        }
    }

    private void sync() {
        List<Batch> written = new ArrayList<>();
        while (!closed || !unsynced.isEmpty()) {
            try {
                Batch first = unsynced.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    written.add(first);
                    unsynced.drainTo(written);
                    syncGroups(written);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } finally {
                written.clear();
            }
        }
    }

    private void syncGroups(List<Batch> written) {
        Throwable wrong = trouble;
        if (wrong == null) {
            try {
                life.sync();
            } catch (RocksDBException e) {
                broken(e);
                wrong = e;
            }
        }
        for (Batch batch : written) {
            if (wrong == null) {
                batch.complete();
            } else {
                batch.fail(unavailable(wrong));
            }
            batch.close();
        }
    }

    private void broken(Throwable cause) {
        log.error("the store cannot write; crawling stops until it can", cause);
        trouble = cause;
    }

    private void recover() throws InterruptedException {
        failWaiting();
        if (!unsynced.isEmpty()) {
            return; // the sync thread has answers to fail first
        }
        try {
            life.reopen();
            trouble = null;
            log.info("the store works again");
        } catch (RuntimeException e) {
            trouble = e;
            TimeUnit.MILLISECONDS.sleep(REOPEN_MILLIS);
        }
    }

    private void failWaiting() {
        List<Waiting<?>> waiting = new ArrayList<>();
        intake.drainTo(waiting, Integer.MAX_VALUE);
        waiting.forEach(w -> w.fail(unavailable(trouble)));
    }

    /** Takes nothing more, lets what was accepted become durable, and ends both threads. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join();
            syncer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An operation with the one who waits for it. */
    private static final class Waiting<T> implements Batch.Answer {

        private final Operation<T> operation;
        private final boolean durably;
        private final MonoSink<T> sink;
        private @Nullable T answer;

        Waiting(Operation<T> operation, boolean durably, MonoSink<T> sink) {
            this.operation = operation;
            this.durably = durably;
            this.sink = sink;
        }

        void apply(Batch batch) throws RocksDBException {
            try {
                answer = operation.apply(batch);
            } catch (StoreUnavailable e) {
                fail(e);
                return;
            }
            if (durably) {
                batch.mustSync();
                batch.answer(this);
            } else {
                give();
            }
        }

        @Override
        public void give() {
            T value = answer;
            if (value == null) {
                sink.success();
            } else {
                sink.success(value);
            }
        }

        @Override
        public void fail(Throwable cause) {
            sink.error(cause);
        }
    }
}
