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
 * The notifier that wakes all readers of one job together. However often it is notified, it waits a while after the
 * previous wake-up, longer the more readers there are: a commit must not cost a wake-up of each reader, and the events
 * gathered in between go to each reader in one piece. The notifying thread never waits; wake-ups run on the timer's
 * threads.
 */
final class ChangeNotifier {

    /** Pause between two wake-ups, for each reader: about twice the time that a write to one takes. */
    static final long PAUSE_MICROS_EACH = 50;
    /** The longest pause between two wake-ups. */
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
     * @param allWakeups numbers the wake-ups of all notifiers, so that a count taken from one that is gone never equals
     *     one of its successor
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

    /** Schedules a wake-up that begins after this call. */
    void wake() {
        if (due.compareAndSet(false, true)) {
            long pause = nextAtMillis - timer.now(TimeUnit.MILLISECONDS);
            if (pause > 0) {
                timer.schedule(this::wakeAll, Math.min(pause, PAUSE_MILLIS_MAX), TimeUnit.MILLISECONDS);
            } else {
                timer.schedule(this::wakeAll);
            }
        }
    }

    private void wakeAll() {
        nextAtMillis = timer.now(TimeUnit.MILLISECONDS) + pauseMillis(listeners.size());
        due.set(false); // a change from here on causes another wake-up
        wakeups = allWakeups.incrementAndGet();
        // a copy: a listener that registers again while it is woken belongs to the next wake-up
        List.copyOf(listeners).forEach(Runnable::run);
    }

    static long pauseMillis(int listeners) {
        return Math.min(PAUSE_MILLIS_MAX, listeners * PAUSE_MICROS_EACH / 1_000);
    }

    /**
     * The number of the last wake-up. A reader that reads this and then the log has missed nothing while it does not
     * change.
     */
    long wakeups() {
        return wakeups;
    }

    long changedAtMillis() {
        return changedAtMillis;
    }

    /**
     * Completes when there was a wake-up since a count was read: it registers first and compares then, so none is
     * missed.
     */
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
