package io.orbweaver.crawl;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A number of permits, given out first come, first served. Thread-safe; nothing blocks, and the lock is held for a few
 * instructions, never while a waiter is notified.
 *
 * <p>A {@link Permit} exists before it is granted, and is given back at the end whether it was or not: so a
 * cancellation that meets the grant on its way loses nothing.
 */
final class AsyncSemaphore {

    private final Deque<Permit> waiting = new ArrayDeque<>();
    private int free;

    AsyncSemaphore(int count) {
        this.free = count;
    }

    /** A permit that is not taken yet. */
    Permit permit() {
        return new Permit();
    }

    /** Permits that are free. */
    synchronized int free() {
        return free;
    }

    private synchronized @Nullable Permit freed() {
        Permit next = waiting.poll();
        if (next == null) {
            free++;
        } else {
            next.state = State.HELD;
        }
        return next;
    }

    private enum State {
        NEW,
        WAITING,
        HELD,
        GIVEN_BACK
    }

    /** The right to one permit: asked for once, had, given back. */
    final class Permit {

        private State state = State.NEW;
        private @Nullable MonoSink<Void> asking;

        private Permit() {}

        /** Completes once it is had; never, where it was given back before. Cold; for one subscriber. */
        Mono<Void> taken() {
            return Mono.create(sink -> {
                if (ask(sink)) {
                    sink.success();
                }
            });
        }

        private boolean ask(MonoSink<Void> sink) {
            synchronized (AsyncSemaphore.this) {
                if (state != State.NEW) {
                    return state == State.HELD;
                }
                asking = sink;
                if (free == 0) {
                    state = State.WAITING;
                    waiting.add(this);
                    return false;
                }
                free--;
                state = State.HELD;
                return true;
            }
        }

        boolean isHeld() {
            synchronized (AsyncSemaphore.this) {
                return state == State.HELD;
            }
        }

        /** Leaves it, or its place in the line, to the next; idempotent. Any thread. */
        void giveBack() {
            if (leave() == State.HELD) {
                Permit next = freed();
                if (next != null && next.asking != null) {
                    next.asking.success();
                }
            }
        }

        private State leave() {
            synchronized (AsyncSemaphore.this) {
                State before = state;
                state = State.GIVEN_BACK;
                if (before == State.WAITING) {
                    waiting.remove(this);
                }
                return before;
            }
        }
    }
}
