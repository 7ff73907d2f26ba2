package io.orbweaver.store.rocksdb;

import io.orbweaver.commit.StoreDamaged;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.store.rocksdb.database.DamageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Group commit of the store's operations: they enter a bounded intake and are applied in groups by the writer's steps;
 * the syncer's steps sync the log and answer what had to be durable. {@link StoreThreads} takes the steps, each kind on
 * another thread.
 *
 * <p>When a write or a sync fails, everything under way fails with {@link StoreUnavailable}, and the writer opens the
 * store anew, again and again, until it works: in the meantime nothing is accepted, and what was synced can be read.
 * Where a file of the store is damaged that would not help, and could make it worse: it stays as it is.
 */
final class GroupCommit {

    /** Operations that may wait. */
    static final int INTAKE_MAX = 8_192;
    /** Operations in one group. */
    static final int GROUP_MAX = 256;

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
    private static final int UNSYNCED_GROUPS_MAX = 32;
    private static final long REOPEN_MILLIS = 1_000;
    private static final long RETRY_MILLIS_MAX = 4_000;
    /** Syncs after which a store that works again counts as sound, so that its next failure is logged. */
    private static final int SYNCS_OF_A_SOUND_STORE = 1_000;
    /** Failed tries after which it is logged again that the store does not work: some minutes. */
    private static final int TRIES_BEFORE_A_REMINDER = 300;

    private final Life life;
    private final BoundedQueue<PendingOperation<?>> intake = new BoundedQueue<>(INTAKE_MAX);
    private final BlockingQueue<Batch> unsynced = new ArrayBlockingQueue<>(UNSYNCED_GROUPS_MAX);
    private final AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();
    private final AtomicInteger syncsLeftToBeSound = new AtomicInteger();
    private volatile long pauseBeforeRetry;
    private int triesInVain;
    private final AtomicInteger toBeSynced = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean ended;

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

    /**
     * Undoes, on the store's thread, an answer that was not received; the answer is null if it was not computed yet.
     */
    interface Undo<T> {
        void undo(Batch batch, @Nullable T answer) throws RocksDBException;
    }

    /** What the loop needs of the store around it; all calls come from the loop's threads. */
    interface Life {
        Batch newBatch();

        /** After the group is written, before it is durable. */
        void written(Batch batch);

        void sync() throws RocksDBException;

        /** Opens the database again and forgets everything in memory. */
        void reopen();

        /** A write or a sync failed as a file is damaged. */
        default void damaged(StoreDamaged damaged) {}
    }

    GroupCommit(Life life) {
        this.life = life;
    }

    /** The present failure, or null while the store works. */
    @Nullable
    Throwable trouble() {
        return trouble.get();
    }

    /** Operations that wait. */
    int depth() {
        return intake.size();
    }

    /** An operation whose answer must be durable first. */
    <T> Mono<T> durably(Operation<T> operation) {
        return submit(operation, true, null);
    }

    /** An operation that is answered as soon as it is applied. */
    <T> Mono<T> quickly(Operation<T> operation) {
        return submit(operation, false, null);
    }

    /** The same; where the subscriber has gone away before it had the answer, that is undone. */
    <T> Mono<T> quickly(Operation<T> operation, Undo<T> undo) {
        return submit(operation, false, undo);
    }

    private <T> Mono<T> submit(Operation<T> operation, boolean durably, @Nullable Undo<T> undo) {
        return Mono.create(sink -> {
            Throwable wrong = trouble.get();
            PendingOperation<T> waiting = new PendingOperation<>(operation, durably, sink);
            if (undo != null) {
                sink.onCancel(() -> {
                    waiting.abandon();
                    undo(waiting, undo);
                });
            }
            if (closed || wrong != null) {
                waiting.fail(unavailable(wrong));
            } else if (!intake.offer(waiting)) {
                waiting.fail(new StoreUnavailable("the store's intake is full"));
            } else if (ended) {
                waiting.fail(unavailable(null)); // it came behind the last one that was looked at
            }
        });
    }

    /** Goes behind the operation into the intake, so that its answer is there. */
    private <T> void undo(PendingOperation<T> waiting, Undo<T> undo) {
        intake.offerAlways(new PendingOperation<>(
                batch -> {
                    undo.undo(batch, waiting.result());
                    return null;
                },
                false,
                null));
    }

    private static StoreUnavailable unavailable(@Nullable Throwable cause) {
        if (cause instanceof StoreDamaged damaged) {
            return damaged;
        }
        return cause == null
                ? new StoreUnavailable("the store is closed")
                : new StoreUnavailable("the store cannot write: " + cause.getMessage(), cause);
    }

    /**
     * A step of the writer: applies what waits, or opens the store anew where that is needed.
     *
     * @param waitMillis how long it may wait for something to come
     * @return how long the writer should rest before its next step, millis
     */
    long write(long waitMillis) throws InterruptedException {
        PendingOperation<?> first = intake.poll(waitMillis, TimeUnit.MILLISECONDS);
        Throwable wrong = trouble.get();
        if (wrong != null) {
            if (first != null) {
                first.fail(unavailable(wrong));
            }
            return recover();
        }
        if (first != null) {
            List<PendingOperation<?>> group = new ArrayList<>();
            group.add(first);
            intake.drainTo(group, GROUP_MAX - 1);
            writeGroup(group);
        }
        return 0;
    }

    /** Whether a step of the writer would not have to wait for the syncer. */
    boolean hasRoomForGroup() {
        return unsynced.remainingCapacity() > 0;
    }

    /** The writer has taken its last step. */
    void writerEnded() {
        ended = true;
        failWaiting();
    }

    private void writeGroup(List<PendingOperation<?>> group) throws InterruptedException {
        Batch batch = null;
        try {
            batch = life.newBatch();
            for (PendingOperation<?> waiting : group) {
                waiting.apply(batch);
            }
            batch.settle();
            life.written(batch);
        } catch (RocksDBException | RuntimeException | Error e) {
            StoreUnavailable failed = unavailable(broken(e));
            group.forEach(waiting -> waiting.fail(failed));
            if (batch != null) {
                batch.close();
            }
            return;
        }
        if (batch.mustBeSynced()) {
            toBeSynced.incrementAndGet();
            unsynced.put(batch);
        } else {
            batch.complete();
            batch.close();
        }
    }

    /**
     * A step of the syncer: syncs what is written, and answers.
     *
     * @param waitMillis how long it may wait for something to come
     */
    void sync(long waitMillis) throws InterruptedException {
        Batch first = unsynced.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (first != null) {
            List<Batch> written = new ArrayList<>();
            written.add(first);
            unsynced.drainTo(written);
            syncGroups(written);
        }
    }

    /** Groups that are written and wait for a sync. */
    int unsynced() {
        return unsynced.size();
    }

    /** Whether a step of the syncer may have something to do, now or later. */
    boolean needsSyncer() {
        return !ended || !unsynced.isEmpty(); // the writer's last groups come when the loop is closed already
    }

    private void syncGroups(List<Batch> written) {
        Throwable wrong = trouble.get();
        if (wrong == null) {
            try {
                life.sync();
                syncsLeftToBeSound.updateAndGet(left -> Math.max(0, left - 1));
            } catch (RocksDBException | RuntimeException | Error e) {
                wrong = broken(e);
            }
        }
        for (Batch batch : written) {
            if (wrong == null) {
                batch.complete();
            } else {
                batch.fail(unavailable(wrong));
            }
            batch.close();
            toBeSynced.decrementAndGet();
        }
    }

    /**
     * The first cause counts; a store that breaks again and again is tried less often, and is no news.
     *
     * @return the cause, as damage where it is that
     */
    private Throwable broken(Throwable error) {
        StoreDamaged damaged = DamageRecord.damage(error);
        Throwable cause = damaged == null ? error : damaged;
        if (!trouble.compareAndSet(null, cause)) {
            return cause;
        }
        if (damaged != null) {
            life.damaged(damaged);
            log.error("nothing is written to the damaged store any more; all crawls stop");
        } else if (syncsLeftToBeSound.get() > 0) {
            pauseBeforeRetry = Math.min(RETRY_MILLIS_MAX, Math.max(REOPEN_MILLIS, 2 * pauseBeforeRetry));
            log.debug("the store cannot write again", cause);
        } else {
            pauseBeforeRetry = 0;
            log.error("the store cannot write; crawling stops until it can", cause);
        }
        return cause;
    }

    private long recover() {
        failWaiting();
        if (toBeSynced.get() > 0) {
            return 0; // the sync thread still uses the database, and has answers to fail first
        }
        if (trouble.get() instanceof StoreDamaged) {
            return REOPEN_MILLIS;
        }
        if (pauseBeforeRetry > 0 && triesInVain == 0) {
            triesInVain = 1;
            return pauseBeforeRetry;
        }
        try {
            life.reopen();
            boolean news = syncsLeftToBeSound.getAndSet(SYNCS_OF_A_SOUND_STORE) == 0;
            triesInVain = 0;
            trouble.set(null);
            if (news) {
                log.info("the store works again");
            }
            return 0;
        } catch (RuntimeException | Error e) {
            StoreDamaged damaged = DamageRecord.damage(e);
            trouble.set(damaged == null ? e : damaged);
            if (++triesInVain % TRIES_BEFORE_A_REMINDER == 0) {
                log.warn("the store still cannot write: {}", e.getMessage());
            }
            return REOPEN_MILLIS;
        }
    }

    private void failWaiting() {
        List<PendingOperation<?>> waiting = new ArrayList<>();
        intake.drainTo(waiting, Integer.MAX_VALUE);
        waiting.forEach(w -> w.fail(unavailable(trouble.get())));
    }

    /** Takes nothing more, and wakes the writer. */
    void close() {
        closed = true;
        intake.offerAlways(new PendingOperation<>(batch -> null, false, null));
    }

    /** Whether the writer should take no step more. */
    boolean isClosed() {
        return closed;
    }
}
