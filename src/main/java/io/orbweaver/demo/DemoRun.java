package io.orbweaver.demo;

import io.orbweaver.commit.Ledger;
import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LogTail;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.JobSpecReader;
import io.orbweaver.job.spec.OperatorBounds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/**
 * The demo's client: submits the crawl of the demo site once the service listens, and follows it by its durable log.
 * Stopping it stops the output, not the crawl.
 */
final class DemoRun implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DemoRun.class);
    private static final String SPEC = "{\"seeds\":[\"http://%s/\"],\"perHost\":10,\"delay\":\"20ms\"}";
    private static final int OUTCOMES = EventType.mask(EnumSet.of(EventType.PAGE, EventType.FAILURE, EventType.SKIP));
    private static final Duration REWRITTEN_EVERY = Duration.ofMillis(200);
    private static final Duration WRITTEN_EVERY = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Jobs jobs;
    private final LogTail tail;
    private final DemoServer server;
    private final DemoTerminal terminal;
    private final DemoSchedulers schedulers;
    private final InstantSource clock;
    private final Environment environment;
    private final @Nullable Runnable atEnd;
    private @Nullable Disposable subscription;

    /**
     * Where the demo's steps run.
     *
     * @param timer for delays; never blocked
     * @param console the one thread that writes to the terminal, which may block
     */
    record DemoSchedulers(Scheduler timer, Scheduler console) {}

    /** @param atEnd what is done when the crawl was followed to its end; null where the service goes on */
    DemoRun(
            Ledger ledger,
            Jobs jobs,
            LogTail tail,
            DemoServer server,
            DemoTerminal terminal,
            DemoSchedulers schedulers,
            InstantSource clock,
            Environment environment,
            @Nullable Runnable atEnd) {
        this.ledger = ledger;
        this.jobs = jobs;
        this.tail = tail;
        this.server = server;
        this.terminal = terminal;
        this.schedulers = schedulers;
        this.clock = clock;
        this.environment = environment;
        this.atEnd = atEnd;
    }

    @Override
    public void start() {
        terminal.line("The service listens at " + service() + ", the demo site at http://" + server.authority() + "/.");
        terminal.line("Crawling the site, at most ten requests at a time; each line is a result that is on disk.");
        terminal.line("");
        subscription = ledger.open(spec(server.authority()), null)
                .map(DemoRun::job)
                .flatMap(this::follow)
                .subscribe(done -> {}, this::failed, () -> {
                    if (atEnd != null) {
                        atEnd.run();
                    }
                });
    }

    private Mono<Void> follow(JobId job) {
        DemoReport report = new DemoReport(terminal, server);
        Sinks.Empty<Void> over = Sinks.empty();
        Flux<Runnable> outcomes = tail.follow(job, 0, OUTCOMES)
                .concatMapIterable(EventBatch::events, 1)
                .<Runnable>map(event -> () -> report.outcome(event))
                .doFinally(signal -> over.tryEmitEmpty());
        Flux<Runnable> progress = Flux.interval(every(), schedulers.timer())
                .onBackpressureDrop()
                .concatMap(tick -> jobs.find(job), 1)
                .<Runnable>map(now -> () -> report.progress(now, clock.instant()))
                .takeUntilOther(over.asMono());
        Flux<Runnable> summary = jobs.find(job)
                .<Runnable>map(now -> () -> printSummary(report, now))
                .flux();
        return Flux.merge(outcomes, progress)
                .concatWith(summary)
                .publishOn(schedulers.console(), 16)
                .doOnNext(Runnable::run)
                .then();
    }

    private void printSummary(DemoReport report, Job ended) {
        report.summary(ended, clock.instant());
        if (atEnd == null) {
            report.invitation(ended, service());
        }
    }

    private Duration every() {
        return terminal.rewrites() ? REWRITTEN_EVERY : WRITTEN_EVERY;
    }

    /** The crawl of the site, read as a submission over HTTP would be. */
    static JobSpec spec(String authority) {
        JobSpecReader.Reading reading = new JobSpecReader(OperatorBounds.WIDEST)
                .read(JsonMapper.builder().build().readTree(SPEC.formatted(authority)));
        if (reading.spec() == null) {
            throw new IllegalStateException("the demo's own job is refused: " + reading.problems());
        }
        return reading.spec();
    }

    private static JobId job(Ledger.Opened opened) {
        if (opened instanceof Ledger.Opened.Fresh fresh) {
            return fresh.job().id();
        }
        throw new IllegalStateException("a job without a key was not opened afresh");
    }

    private String service() {
        return "http://127.0.0.1:" + environment.getProperty("local.server.port", "8080");
    }

    private void failed(Throwable error) {
        log.error("the demo's crawl could not be followed; the service goes on", error);
    }

    @Override
    public void stop() {
        Disposable running = subscription;
        subscription = null;
        if (running != null) {
            running.dispose();
        }
        terminal.progressOver();
    }

    @Override
    public boolean isRunning() {
        return subscription != null;
    }

    /** After the web server, so that its address is known and works when it is printed. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
