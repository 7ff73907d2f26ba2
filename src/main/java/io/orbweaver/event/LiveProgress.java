package io.orbweaver.event;

import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.JobWaits;
import io.orbweaver.job.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The {@code progress} events: for each job that is watched and has changed, at most four a second, encoded once for
 * all; the latest wins. Thread-safe; costs nothing for a job without watchers.
 */
public final class LiveProgress {

    /** From one progress event of a job to the next. */
    public static final Duration INTERVAL = Duration.ofMillis(250);

    private final Jobs jobs;
    private final JobWaits waits;
    private final InstantSource clock;
    private final Scheduler timer;
    private final Consumer<JobId> wake;
    private final Map<JobId, Board> boards = new ConcurrentHashMap<>();
    private final Set<JobId> changed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger watchersOfAll = new AtomicInteger();
    private final Sinks.Many<Shown> all = Sinks.many().multicast().directBestEffort();

    /**
     * A job's latest progress.
     *
     * @param job the job
     * @param owner name of its owner, or null without one
     * @param json the event's data
     */
    public record Shown(JobId job, @Nullable String owner, byte[] json) {}

    /** What the watchers of one job see. */
    private static final class Board {
        private volatile byte @Nullable [] latest;
        private int views;
    }

    /** One watcher's view of a job's progress: each is seen once, the latest only. */
    public final class View implements AutoCloseable {
        private final JobId job;
        private final Board board;
        private byte @Nullable [] seen;

        private View(JobId job, Board board) {
            this.job = job;
            this.board = board;
            this.seen = board.latest;
        }

        /** Whether there is progress that was not taken. */
        public boolean hasNews() {
            return board.latest != seen;
        }

        /** The latest progress, the same bytes for every view; null where it was taken before. */
        public byte @Nullable [] take() {
            byte[] latest = board.latest;
            if (latest == seen) {
                return null;
            }
            seen = latest;
            return latest;
        }

        @Override
        public void close() {
            boards.computeIfPresent(job, (id, there) -> --there.views == 0 ? null : there);
        }
    }

    /**
     * Progress of the jobs behind a port.
     *
     * @param timer paces it
     * @param wake wakes those who watch a job
     */
    public LiveProgress(Jobs jobs, JobWaits waits, InstantSource clock, Scheduler timer, Consumer<JobId> wake) {
        this.jobs = jobs;
        this.waits = waits;
        this.clock = clock;
        this.timer = timer;
        this.wake = wake;
    }

    /** Records changes and publishes progress, for as long as it is subscribed to; emits nothing. */
    public Mono<Void> connect() {
        Mono<Void> recording = jobs.changes()
                .filter(job -> watchersOfAll.get() > 0 || boards.containsKey(job))
                .doOnNext(changed::add)
                .then();
        Mono<Void> publishing = Flux.interval(INTERVAL, timer)
                .onBackpressureDrop()
                .concatMap(tick -> publish(), 1)
                .then();
        return Mono.when(recording, publishing);
    }

    private Mono<Void> publish() {
        return Flux.fromIterable(changed)
                .concatMap(id -> {
                    changed.remove(id);
                    return jobs.find(id);
                })
                .filter(job -> job.state() != JobState.CREATED && !job.state().ended())
                .doOnNext(this::show)
                .onErrorComplete()
                .then();
    }

    private void show(Job job) {
        Instant now = clock.instant();
        byte[] json = EventJson.progress(job, job.pagesPerSecond(now), waits.of(job), now);
        Board board = boards.get(job.id());
        if (board != null) {
            board.latest = json;
            wake.accept(job.id());
        }
        all.tryEmitNext(new Shown(job.id(), job.owner(), json));
    }

    /** A view of one job's progress from now on, to be closed. */
    public View watch(JobId job) {
        Board board = boards.compute(job, (id, there) -> {
            Board present = there == null ? new Board() : there;
            present.views++;
            return present;
        });
        return new View(job, board);
    }

    /** Progress of all jobs from now on; a slow reader misses some. */
    public Flux<Shown> watchAll() {
        return Flux.defer(() -> {
            watchersOfAll.incrementAndGet();
            return all.asFlux().doFinally(signal -> watchersOfAll.decrementAndGet());
        });
    }
}
