package io.orbweaver.commit;

import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The rule that removes jobs some time after their end. */
public final class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final Duration SWEEP_MIN = Duration.ofSeconds(1);
    private static final Duration SWEEP_MAX = Duration.ofMinutes(10);

    private final Jobs jobs;
    private final JobDesk desk;
    private final Duration kept;
    private final InstantSource clock;

    /** @param kept how long a job is kept after its end; one may stay a tenth longer, ten minutes at most */
    public Retention(Jobs jobs, JobDesk desk, Duration kept, InstantSource clock) {
        this.jobs = jobs;
        this.desk = desk;
        this.kept = kept;
        this.clock = clock;
    }

    /** Removes what is over, again and again for as long as it is subscribed to; emits nothing. */
    public Mono<Void> keepSweeping(Scheduler timer) {
        Duration tenth = kept.dividedBy(10);
        Duration pause =
                tenth.compareTo(SWEEP_MIN) < 0 ? SWEEP_MIN : tenth.compareTo(SWEEP_MAX) > 0 ? SWEEP_MAX : tenth;
        return Flux.interval(Duration.ZERO, pause, timer)
                .onBackpressureDrop()
                .concatMap(tick -> sweep().onErrorComplete(StoreUnavailable.class), 1)
                .then();
    }

    /** Removes each job that ended long enough ago; gives how many. */
    public Mono<Long> sweep() {
        return Mono.defer(() -> {
            Instant endedBefore = clock.instant().minus(kept);
            // what was created later cannot have ended before
            JobId newest = JobId.of(endedBefore.toEpochMilli(), -1);
            return Flux.fromStream(() -> Arrays.stream(JobState.values()).filter(JobState::ended))
                    .concatMap(state -> jobs.all(state, null, newest), 1)
                    .filter(job -> hasEnded(job, endedBefore))
                    .concatMap(job -> desk.delete(job.id()), 1)
                    .count()
                    .doOnNext(Retention::logRemoved);
        });
    }

    private static boolean hasEnded(Job job, Instant before) {
        Instant ended = job.endedAt();
        return ended != null && !ended.isAfter(before);
    }

    private static void logRemoved(long removed) {
        if (removed > 0) {
            log.info("{} jobs were removed, as their time was over", removed);
        }
    }
}
