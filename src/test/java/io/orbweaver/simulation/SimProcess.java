package io.orbweaver.simulation;

import io.orbweaver.simulation.SimTime.Task;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** A process that can be killed: from then on nothing that it scheduled is done. */
final class SimProcess {

    private final SimTime time;
    private boolean dead;
    private long frozenUntil;

    SimProcess(SimTime time) {
        this.time = time;
    }

    /** SIGKILL. */
    void kill() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    /** SIGSTOP, and SIGCONT after nanoseconds. */
    void freeze(long nanos) {
        frozenUntil = time.nanos() + nanos;
    }

    boolean isFrozen() {
        return time.nanos() < frozenUntil;
    }

    /** When it goes on, or went on last. */
    long frozenUntil() {
        return frozenUntil;
    }

    /** Its timers; what is to be done at once is done up to so many nanoseconds later. */
    Scheduler scheduler(long jitterNanos) {
        return new Lane(jitterNanos);
    }

    /** Has something done after nanoseconds. */
    Task after(long nanos, Runnable action) {
        return time.at(time.nanos() + nanos, time.random().nextInt(), this, action);
    }

    /** The same, to be disposed of. */
    Disposable disposable(long nanos, Runnable action) {
        return disposable(after(nanos, action));
    }

    private final class Lane implements Scheduler {

        private final long jitterNanos;

        Lane(long jitterNanos) {
            this.jitterNanos = jitterNanos;
        }

        private long late() {
            return jitterNanos == 0 ? 0 : time.random().nextLong(jitterNanos);
        }

        @Override
        public Disposable schedule(Runnable task) {
            return schedule(task, 0, TimeUnit.NANOSECONDS);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return disposable(after(unit.toNanos(delay) + late(), task));
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return new Series(task, unit.toNanos(initialDelay), unit.toNanos(period));
        }

        @Override
        public long now(TimeUnit unit) {
            return unit.convert(time.millis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public Worker createWorker() {
            return new Strand(this);
        }

        @Override
        public void dispose() {}
    }

    private static Disposable disposable(Task task) {
        return new Disposable() {
            @Override
            public void dispose() {
                task.dispose();
            }

            @Override
            public boolean isDisposed() {
                return task.isDisposed();
            }
        };
    }

    /** Something that is done again and again. */
    private final class Series implements Disposable {

        private final Runnable action;
        private final long period;
        private Task next;
        private boolean disposed;

        Series(Runnable action, long delay, long period) {
            this.action = action;
            this.period = period;
            this.next = after(delay, this::run);
        }

        private void run() {
            if (!disposed) {
                next = after(period, this::run);
                action.run();
            }
        }

        @Override
        public void dispose() {
            disposed = true;
            next.dispose();
        }

        @Override
        public boolean isDisposed() {
            return disposed;
        }
    }

    /** A worker: what it is given to do at once is done in order. */
    private final class Strand implements Scheduler.Worker {

        private final Disposable.Composite all = reactor.core.Disposables.composite();
        private final int order = time.random().nextInt();
        private final Lane lane;
        private long last;

        Strand(Lane lane) {
            this.lane = lane;
        }

        @Override
        public Disposable schedule(Runnable task) {
            last = Math.max(last, time.nanos() + lane.late());
            return kept(disposable(time.at(last, order, SimProcess.this, task)));
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return delay <= 0 ? schedule(task) : kept(lane.schedule(task, delay, unit));
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return kept(lane.schedulePeriodically(task, initialDelay, period, unit));
        }

        private Disposable kept(Disposable one) {
            all.add(one);
            return one;
        }

        @Override
        public void dispose() {
            all.dispose();
        }

        @Override
        public boolean isDisposed() {
            return all.isDisposed();
        }
    }
}
