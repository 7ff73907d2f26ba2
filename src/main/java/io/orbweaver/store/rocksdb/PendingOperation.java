package io.orbweaver.store.rocksdb;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.MonoSink;

/** An operation with the caller that waits for it. */
final class PendingOperation<T> implements Batch.Answer {

    private static final Logger log = LoggerFactory.getLogger(PendingOperation.class);

    private final GroupCommit.Operation<T> operation;
    private final boolean durably;
    private final @Nullable MonoSink<T> sink;
    private final AtomicBoolean answered = new AtomicBoolean();
    private @Nullable T answer;
    private volatile boolean cancelled;

    /** @param sink the caller that waits, or null without one */
    PendingOperation(GroupCommit.Operation<T> operation, boolean durably, @Nullable MonoSink<T> sink) {
        this.operation = operation;
        this.durably = durably;
        this.sink = sink;
    }

    /** The caller has cancelled: the operation need not be applied if it was not yet. */
    void abandon() {
        cancelled = true;
    }

    /** What it came to; null where it was not applied, or for none. */
    @Nullable
    T result() {
        return answer;
    }

    /** Applies it; what it throws leaves the memory half changed, so that all of the group has to be undone. */
    void apply(Batch batch) throws RocksDBException {
        if (cancelled) {
            return; // only what can be undone: its caller has cancelled
        }
        answer = operation.apply(batch);
        if (durably) {
            batch.mustSync();
            batch.answer(this);
        } else {
            give();
        }
    }

    @Override
    public void give() {
        if (sink != null && answered.compareAndSet(false, true)) {
            T value = answer;
            emit(() -> {
                if (value == null) {
                    sink.success();
                } else {
                    sink.success(value);
                }
            });
        }
    }

    @Override
    public void fail(Throwable cause) {
        if (sink != null && answered.compareAndSet(false, true)) {
            emit(() -> sink.error(cause));
        }
    }

    /** The caller's code runs on the store's threads: what it throws must not harm them. */
    private static void emit(Runnable signal) {
        try {
            signal.run();
        } catch (RuntimeException | Error e) {
            log.error("internal error: a caller of the store threw on its answer", e);
        }
    }
}
