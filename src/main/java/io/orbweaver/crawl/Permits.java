package io.orbweaver.crawl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A number of permits, given out first come, first served. Thread-safe; nothing blocks, and the lock is held for a few
 * instructions, never while anyone is told.
 */
final class Permits {

    private final Deque<MonoSink<Permit>> waiting = new ArrayDeque<>();
    private int free;

    Permits(int count) {
        this.free = count;
    }

    /** A permit, as soon as there is one; cancelled, it goes to the next in line. Cold. */
    Mono<Permit> take() {
        return Mono.<Permit>create(sink -> {
                    if (takenAtOnce(sink)) {
                        sink.success(new Permit());
                    } else {
                        sink.onDispose(() -> forget(sink));
                    }
                })
                .doOnDiscard(Permit.class, Permit::giveBack);
    }

    private synchronized boolean takenAtOnce(MonoSink<Permit> sink) {
        if (free > 0) {
            free--;
            return true;
        }
        waiting.add(sink);
        return false;
    }

    private synchronized void forget(MonoSink<Permit> sink) {
        waiting.remove(sink);
    }

    private void givenBack() {
        MonoSink<Permit> next = nextInLine();
        if (next != null) {
            next.success(new Permit()); // one that was cancelled meanwhile discards it, which gives it back
        }
    }

    private synchronized @Nullable MonoSink<Permit> nextInLine() {
        MonoSink<Permit> next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }

    /** Permits that nobody has. */
    synchronized int free() {
        return free;
    }

    /** What was taken, until it is given back. */
    final class Permit {

        private final AtomicBoolean held = new AtomicBoolean(true);

        private Permit() {}

        /** Gives it back; idempotent. Any thread. */
        void giveBack() {
            if (held.compareAndSet(true, false)) {
                givenBack();
            }
        }
    }
}
