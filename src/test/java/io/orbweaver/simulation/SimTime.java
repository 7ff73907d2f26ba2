package io.orbweaver.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time: what is to be done, in order; of what is due at the same instant, chance says which comes first.
 * Nothing runs but by {@link #step}.
 */
final class SimTime implements InstantSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> queue = new PriorityQueue<>(Comparator.<Task>comparingLong(task -> task.at)
            .thenComparingInt(task -> task.order)
            .thenComparingLong(task -> task.number));
    private final Random random;
    private long now;
    private long number;
    private int deferred = Integer.MIN_VALUE;

    SimTime(Random random) {
        this.random = random;
    }

    /** Something to be done once. */
    static final class Task {
        private long at;
        private int order;
        private final long number;
        private final SimProcess process;
        private final Runnable action;
        private boolean disposed;

        private Task(long at, int order, long number, SimProcess process, Runnable action) {
            this.at = at;
            this.order = order;
            this.number = number;
            this.process = process;
            this.action = action;
        }

        void dispose() {
            disposed = true;
        }

        boolean isDisposed() {
            return disposed;
        }
    }

    Random random() {
        return random;
    }

    /** Nanoseconds since the start. */
    long nanos() {
        return now;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(now);
    }

    Duration sinceStart() {
        return Duration.ofNanos(now);
    }

    /** Has something done by a process, at an instant in nanoseconds, in an order among what is due then. */
    Task at(long nanos, int order, SimProcess process, Runnable action) {
        Task task = new Task(Math.max(now, nanos), order, number++, process, action);
        queue.add(task);
        return task;
    }

    /** Does what comes next; false where there is nothing. */
    boolean step() {
        Task task = next();
        if (task == null) {
            return false;
        }
        now = task.at;
        task.disposed = true;
        task.action.run();
        return true;
    }

    private @Nullable Task next() {
        while (true) {
            Task task = queue.poll();
            if (task == null) {
                return null;
            }
            if (task.disposed || task.process.isDead()) {
                continue;
            }
            if (task.process.frozenUntil() <= task.at) {
                return task;
            }
            task.at = task.process.frozenUntil();
            task.order = deferred++; // what was to be done while it slept is done when it wakes, in that order
            queue.add(task);
        }
    }
}
