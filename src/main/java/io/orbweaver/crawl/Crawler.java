package io.orbweaver.crawl;

import io.orbweaver.crawl.schedule.ScheduleEvent;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobState;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The pipeline's life: at the start unfinished jobs go on by themselves; at the stop no lease is taken any more, visits
 * finish or go back. It owns the pipeline's subscriptions.
 */
public final class Crawler {

    /** Visits between lease and commit, besides those in transfer. */
    public static final int VISITS_BESIDES = 64;

    private static final Logger log = LoggerFactory.getLogger(Crawler.class);
    private static final Duration ROUND = Duration.ofMillis(20);

    private final CrawlPorts ports;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile Run run;

    /** One run, from a start to its stop: nothing of it is left for the next. */
    private record Run(Dispatcher dispatcher, Disposable.Composite subscriptions) {}

    /** A crawler on its ports; does nothing before {@link #start}. */
    public Crawler(CrawlPorts ports) {
        this.ports = ports;
        this.run = newRun();
    }

    private Run newRun() {
        HopDecision decision = new HopDecision(ports.clock(), ports.random(), ports.productToken());
        return new Run(new Dispatcher(ports, self -> new WorkFactory(self, ports, decision)), Disposables.composite());
    }

    /** Starts the pipeline, for the first time or after a stop; jobs that were running go on. Returns at once. */
    public void start() {
        run = newRun();
        Dispatcher dispatcher = run.dispatcher();
        Disposable.Composite subscriptions = run.subscriptions();
        int visitsMax = ports.slots().slotsMax() + VISITS_BESIDES;
        subscriptions.add(dispatcher
                .work()
                .flatMap(this::counted, visitsMax)
                .subscribe(done -> {}, error -> log.error("internal error: the pipeline ended", error)));
        subscriptions.add(ports.ledger().moves().subscribe(dispatcher::moved));
        subscriptions.add(ports.frontier().wakes().subscribe(job -> dispatcher.on(new ScheduleEvent.JobWoken(job))));
        subscriptions.add(unfinished()
                .subscribe(
                        dispatcher::moved, error -> log.error("unfinished jobs could not be read; they stay", error)));
    }

    private Mono<Void> counted(Mono<Void> work) {
        return work.doOnSubscribe(s -> underWay.incrementAndGet()).doFinally(signal -> underWay.decrementAndGet());
    }

    private Flux<Job> unfinished() {
        return ports.frontier().recall().thenMany(ports.jobs().all(JobState.RUNNING));
    }

    /**
     * Stops: no more leases, visits finish within a time, what is left is broken off and goes back.
     *
     * @param grace for visits to finish
     */
    public Mono<Void> stop(Duration grace) {
        return Mono.defer(() -> {
            Run stopped = run;
            stopped.dispatcher().drain();
            return Flux.interval(Duration.ZERO, ROUND, ports.timer())
                    .onBackpressureDrop()
                    .takeUntil(round -> underWay.get() == 0)
                    .then()
                    .timeout(grace, ports.timer())
                    .onErrorResume(TimeoutException.class, late -> {
                        log.warn("{} visits did not finish within {} and go back", underWay.get(), grace);
                        return Mono.empty();
                    })
                    .doFinally(signal -> stopped.subscriptions().dispose());
        });
    }

    /** Hosts that are held and must wait. */
    HostsWaiting hostsWaiting() {
        return () -> run.dispatcher().hostsWaiting();
    }

    /** What waits for an instant: bounded by the hosts that are held and the running jobs. */
    public int timersWaiting() {
        return run.dispatcher().timersWaiting();
    }

    /** Visits and other work under way. */
    public int underWay() {
        return underWay.get();
    }
}
