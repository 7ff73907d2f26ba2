package io.orbweaver.event;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Wakes all readers of one job, in rounds. However often it is rung, a round comes only when the one before is some
 * time ago, the longer the more there are to wake: a commit must not cost a wake-up of each reader, and what is
 * gathered in between goes to each in one piece. Whoever rings is not held up; rounds run on the timer's threads.
 */
final class ChangeNotifier {

    /** Between two rounds, for each reader: about what it costs to write to one, with as much left for others. */
    static final long PAUSE_MICROS_EACH = 50;
    /** Between two rounds at the most. */
    static final long PAUSE_MILLIS_MAX = 500;

    private final Scheduler timer;
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicLong allWakeups;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile long wakeups;
    private volatile long changedAtMillis;
    private volatile long nextAtMillis;
    private int entered;

    /**
     * @param allWakeups numbers the rounds of all bells, so that what was read by one that is gone, and counted by its
     *     rounds, is never taken for the latest by its successor
     */
    ChangeNotifier(Scheduler timer, AtomicLong allWakeups) {
        this.timer = timer;
        this.allWakeups = allWakeups;
        this.wakeups = allWakeups.incrementAndGet();
    }

    /** The log grew. */
    void notifyChange(long nowMillis) {
        changedAtMillis = nowMillis;
        wake();
    }

    /** Has a round come that begins after this call. */
    void wake() {
        if (due.compareAndSet(false, true)) {
            long pause = nextAtMillis - timer.now(TimeUnit.MILLISECONDS);
            if (pause > 0) {
                timer.schedule(this::round, Math.min(pause, PAUSE_MILLIS_MAX), TimeUnit.MILLISECONDS);
            } else {
                timer.schedule(this::round);
            }
        }
    }

    private void round() {
        nextAtMillis = timer.now(TimeUnit.MILLISECONDS) + pauseMillis(listeners.size());
        due.set(false); // a ring from here on has a round of its own
        wakeups = allWakeups.incrementAndGet();
        // those of now: one that listens again while it is woken is of the next round
        List.copyOf(listeners).forEach(Runnable::run);
    }

    static long pauseMillis(int listeners) {
        return Math.min(PAUSE_MILLIS_MAX, listeners * PAUSE_MICROS_EACH / 1_000);
    }

    /** The number of the last round. Who read the log after it read this has missed nothing while it stays. */
    long wakeups() {
        return wakeups;
    }

    long changedAtMillis() {
        return changedAtMillis;
    }

    /** Completes when there was a round since a count was read: it listens first and looks then, so none is missed. */
    Mono<Void> wokenSince(long count) {
        return Mono.create(sink -> {
            Runnable listener = sink::success;
            listeners.add(listener);
            sink.onDispose(() -> listeners.remove(listener));
            if (wakeups != count) {
                sink.success();
            }
        });
    }

    void add(Runnable listener) {
        listeners.add(listener);
    }

    void remove(Runnable listener) {
        listeners.remove(listener);
    }

    /** One user more; called under the map's lock. */
    ChangeNotifier entered() {
        entered++;
        return this;
    }

    /** One user less; whether it was the last. Called under the map's lock. */
    boolean left() {
        return --entered == 0;
    }
}
