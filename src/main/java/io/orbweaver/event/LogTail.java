package io.orbweaver.event;

import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The endless form of event logs, made of bounded reads and wake-ups. A reader is nothing but a cursor: it costs a read
 * when it asks for more, so a slow reader delays no other, and one that disconnects leaves nothing behind.
 *
 * <p>Thread-safe. One subscription to the jobs' changes serves all readers; {@link #connect} is it. Readers are woken
 * together: a single reader at once, many with a pause of 50 µs for each of them, at most 500 ms.
 */
public final class LogTail {

    /** All readers look again so often without a reason, so that a lost signal would cost a delay and no more. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final EventLog log;
    private final Jobs jobs;
    private final InstantSource clock;
    private final Scheduler timer;
    private final AtomicLong wakeups = new AtomicLong();
    private final Map<JobId, ChangeNotifier> notifiers = new ConcurrentHashMap<>();

    /**
     * A tail of the logs behind a port.
     *
     * @param timer runs the wake-ups of readers
     */
    public LogTail(EventLog log, Jobs jobs, InstantSource clock, Scheduler timer) {
        this.log = log;
        this.jobs = jobs;
        this.clock = clock;
        this.timer = timer;
    }

    /** Passes changes on to the readers, for as long as it is subscribed to; emits nothing. */
    public Mono<Void> connect() {
        Mono<Void> growing = jobs.changes().doOnNext(this::notifyChange).then();
        Mono<Void> looking = Flux.interval(LOOK_AGAIN, timer)
                .onBackpressureDrop()
                .doOnNext(tick -> notifiers.values().forEach(ChangeNotifier::wake))
                .then();
        return Mono.when(growing, looking);
    }

    private void notifyChange(JobId job) {
        ChangeNotifier notifier = notifiers.get(job);
        if (notifier != null) {
            notifier.notifyChange(clock.millis());
        }
    }

    /** Wakes a job's readers, if there are any, though its log did not grow. */
    public void wake(JobId job) {
        ChangeNotifier notifier = notifiers.get(job);
        if (notifier != null) {
            notifier.wake();
        }
    }

    /**
     * Listens for a log to grow.
     *
     * @param onWakeup runs at each wake-up, on the timer; must be quick and not throw
     * @return to be closed
     */
    public Listening listen(JobId job, Runnable onWakeup) {
        ChangeNotifier notifier = enter(job);
        notifier.add(onWakeup);
        return new Listening(notifier, () -> {
            notifier.remove(onWakeup);
            leave(job);
        });
    }

    private ChangeNotifier enter(JobId job) {
        return notifiers.compute(
                job, (id, there) -> (there == null ? new ChangeNotifier(timer, wakeups) : there).entered());
    }

    private void leave(JobId job) {
        notifiers.computeIfPresent(job, (id, there) -> there.left() ? null : there);
    }

    /** One listener of one log. */
    public static final class Listening implements AutoCloseable {
        private final ChangeNotifier notifier;
        private final Runnable leave;

        private Listening(ChangeNotifier notifier, Runnable leave) {
            this.notifier = notifier;
            this.leave = leave;
        }

        /**
         * The number of the last wake-up, which no earlier registration ever had. A reader that reads it first and the
         * log then has missed nothing while it does not change.
         */
        public long wakeups() {
            return notifier.wakeups();
        }

        /** When the log last grew, epoch millis; 0 if it has not since a reader listens. */
        public long grewAtMillis() {
            return notifier.changedAtMillis();
        }

        @Override
        public void close() {
            leave.run();
        }
    }

    /**
     * Reads a log from a place, and on as it grows.
     *
     * @param job the job
     * @param after the sequence number before the first one wanted
     * @param typeMask bits of the wanted types
     * @return batches by demand, in order, also those without a wanted event; completes after the log's end, and where
     *     the job is removed. An error means that the store cannot be read
     */
    public Flux<EventBatch> follow(JobId job, long after, int typeMask) {
        return Flux.using(
                () -> new LogReader(job, after, typeMask, log, enter(job)),
                reader -> reader.next().repeat(() -> !reader.isOver()),
                reader -> leave(job));
    }
}
