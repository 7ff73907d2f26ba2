package io.orbweaver.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.JobWaits;
import io.orbweaver.job.Jobs;
import io.orbweaver.job.spec.JobSpecReader;
import io.orbweaver.job.spec.OperatorBounds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;

/** Progress is told at most four times a second, the latest wins, and nothing is told of what nobody watches. */
class LiveProgressTest {

    private static final JobId ID = new JobId(7);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final FakeJobs jobs = new FakeJobs();
    private final List<JobId> woken = new ArrayList<>();
    private final LiveProgress progress = new LiveProgress(jobs, new JobWaits(), () -> Instant.EPOCH, time, woken::add);
    private Disposable connection = () -> {};

    /** One job, whose number of known URLs grows with each change. */
    private static final class FakeJobs implements Jobs {
        private final Sinks.Many<JobId> changes = Sinks.many().multicast().directBestEffort();
        private Job job = Job.created(
                        ID,
                        new JobSpecReader(OperatorBounds.WIDEST)
                                .read(JsonMapper.shared().readTree("{\"seeds\":[\"http://a.test/\"]}"))
                                .spec(),
                        Instant.EPOCH)
                .moved(JobState.RUNNING, null, Instant.EPOCH);
        private int found;

        void change() {
            job = job.with(job.counters().discovered(1), job.lastSeq());
            changes.tryEmitNext(ID);
        }

        @Override
        public Mono<Job> find(JobId id) {
            found++;
            return Mono.just(job);
        }

        @Override
        public Mono<List<Job>> list(
                @Nullable JobState state, @Nullable String owner, @Nullable JobId after, int limit) {
            return Mono.just(List.of(job));
        }

        @Override
        public Mono<Void> remove(JobId id) {
            return Mono.empty();
        }

        @Override
        public Flux<JobId> changes() {
            return changes.asFlux();
        }
    }

    @BeforeEach
    void connect() {
        connection = progress.connect().subscribe();
    }

    @AfterEach
    void disconnect() {
        connection.dispose();
    }

    @Test
    void manyChangesArePublishedAtMostFourTimesASecondAndTheLatestWins() {
        List<String> told = new ArrayList<>();
        Disposable watcher = progress.watchAll()
                .map(shown -> new String(shown.json(), StandardCharsets.UTF_8))
                .subscribe(told::add);
        for (int millis = 0; millis < 1_000; millis += 10) {
            jobs.change();
            time.advanceTimeBy(Duration.ofMillis(10));
        }
        watcher.dispose();
        assertThat(told).hasSize(4);
        assertThat(told.get(3)).contains("\"known\":100");
    }

    @Test
    void nothingIsPublishedWithoutAChange() {
        List<LiveProgress.Shown> told = new ArrayList<>();
        Disposable watcher = progress.watchAll().subscribe(told::add);
        jobs.change();
        time.advanceTimeBy(Duration.ofSeconds(10));
        watcher.dispose();
        assertThat(told).hasSize(1);
    }

    @Test
    void aJobWithoutWatchersCostsNothing() {
        jobs.change();
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(jobs.found).isZero();
    }

    @Test
    void aWatcherOfOneJobSeesTheLatestOnce() {
        try (LiveProgress.View view = progress.watch(ID)) {
            assertThat(view.take()).isNull();
            jobs.change();
            jobs.change();
            time.advanceTimeBy(LiveProgress.INTERVAL);
            assertThat(woken).containsExactly(ID);
            assertThat(view.hasNews()).isTrue();
            assertThat(new String(view.take(), StandardCharsets.UTF_8)).contains("\"known\":2");
            time.advanceTimeBy(Duration.ofSeconds(5));
            assertThat(view.hasNews()).isFalse();
            assertThat(view.take()).isNull();
        }
    }
}
