package io.orbweaver.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.crawl.schedule.Schedule;
import io.orbweaver.fetch.FetchSlots;
import io.orbweaver.frontier.DueHost;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.Frontier.DueHosts;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState.Move;
import io.orbweaver.job.JobWaits;
import io.orbweaver.job.Jobs;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.robots.RobotsCache;
import io.orbweaver.store.StoreClient;
import io.orbweaver.url.CanonicalUrl;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The shell of the schedule: what is emitted on demand, and when its timer goes off. */
class DispatcherTest {

    private static final JobId ID = JobId.of(1, 1);

    private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
    private final List<String> calls = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Mono<DueHosts> due = Mono.just(new DueHosts(List.of(), Instant.MAX));
    private final Dispatcher dispatcher = dispatcher();

    private Dispatcher dispatcher() {
        CrawlPorts ports = new CrawlPorts(
                port(Jobs.class, method -> Mono.empty()),
                port(Ledger.class, method -> Mono.empty()),
                port(Frontier.class, method -> method.equals("due") ? due : Mono.empty()),
                port(HostGate.class, method -> method.equals("take") ? Mono.never() : Mono.empty()),
                new FetchSlots(2),
                (request, sinks) -> Mono.never(),
                (request, sinks) -> Mono.never(),
                new RobotsCache(InstantSource.fixed(now)),
                new JobWaits(),
                CrawlListener.NONE,
                TransferTrace.NONE,
                "orbweaver",
                () -> now,
                timer,
                timer,
                new BodyBudget(1 << 20),
                new Random(1));
        HopDecision decision = new HopDecision(ports.clock(), ports.random(), ports.productToken());
        return new Dispatcher(ports, self -> new WorkFactory(self, ports, decision));
    }

    /** A port that notes which of its methods are called. */
    private <T> T port(Class<T> type, Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> Mono.defer(() -> {
                    calls.add(method.getName());
                    return (Mono<?>) answers.apply(method.getName());
                })));
    }

    private Job job(Move... moves) {
        Job job = Job.created(ID, StoreClient.spec(List.of("http://a.test/")), now);
        for (Move move : moves) {
            job = job.moved(Objects.requireNonNull(job.state().after(move)), null, now);
        }
        return job;
    }

    private void pass(Duration time) {
        now = now.plus(time);
        timer.advanceTimeBy(time);
    }

    private void work() {
        dispatcher.work().flatMap(work -> work, 4).subscribe();
    }

    @Test
    void nothingIsAskedForWithoutDemand() {
        dispatcher.moved(job(Move.START));
        assertThat(calls).isEmpty();
        work();
        assertThat(calls).containsExactly("due");
    }

    @Test
    void aFrontierThatFailsIsAskedAgainAfterTheDelayAndNotBefore() {
        due = Mono.error(new StoreUnavailable("away"));
        work();
        dispatcher.moved(job(Move.START));
        pass(Schedule.RETRY_DELAY.minusMillis(1));
        assertThat(calls).containsExactly("due");
        pass(Duration.ofMillis(1));
        assertThat(calls).containsExactly("due", "due");
        assertThat(dispatcher.timersWaiting()).isEqualTo(1);
    }

    @Test
    void aPausedJobsLeasesAreTakenBackAfterTheGrace() {
        work();
        dispatcher.moved(job(Move.START));
        dispatcher.moved(job(Move.START, Move.PAUSE));
        pass(Schedule.PAUSE_GRACE);
        assertThat(calls).containsExactly("due", "takeBack");
        assertThat(dispatcher.timersWaiting()).isZero();
    }

    /** The grace is over, but its alarm has not gone off yet when the job is resumed. */
    @Test
    void aJobThatIsResumedAtTheEndOfTheGraceRuns() {
        work();
        dispatcher.moved(job(Move.START));
        dispatcher.moved(job(Move.START, Move.PAUSE));
        now = now.plus(Schedule.PAUSE_GRACE);
        CanonicalUrl url = CanonicalUrl.ofCanonical("http://a.test/");
        due = Mono.just(new DueHosts(List.of(new DueHost(url.host(), url.origin())), Instant.MAX));
        dispatcher.moved(job(Move.START, Move.PAUSE, Move.RESUME));
        assertThat(calls).containsExactly("due", "takeBack", "due", "take");
    }
}
