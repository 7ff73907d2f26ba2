package io.orbweaver.ops;

import io.micrometer.core.instrument.Counter;
import io.orbweaver.commit.Ledger;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.scheduler.Scheduler;

/**
 * A reporter of jobs that end: a log line, a counter and a span for each. Each instance on a shared store reports all
 * of them. The store does not wait: where jobs end faster than the log can be written, lines are dropped.
 */
final class JobEndsLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobEndsLifecycle.class);
    private static final int WAITING_MAX = 1_024;

    private final Ledger ledger;
    private final Map<JobState, Counter> ended;
    private final BiConsumer<Job, Instant> spans;
    private final Scheduler blocking;
    private Disposable hearing = Disposables.disposed();

    /**
     * @param ended a counter for each state that ends a job
     * @param spans takes a job, and when it ended
     * @param blocking may block while the log is written
     */
    JobEndsLifecycle(Ledger ledger, Map<JobState, Counter> ended, BiConsumer<Job, Instant> spans, Scheduler blocking) {
        this.ledger = ledger;
        this.ended = ended;
        this.spans = spans;
        this.blocking = blocking;
    }

    @Override
    public void start() {
        hearing = ledger.moves()
                .filter(job -> job.state().ended())
                .doOnNext(this::count)
                .onBackpressureBuffer(WAITING_MAX, tooMuch -> {}, BufferOverflowStrategy.DROP_LATEST)
                .publishOn(blocking)
                .subscribe(
                        this::logEnd, error -> log.error("internal error: ends of jobs are no longer logged", error));
    }

    private void count(Job job) {
        Counter counter = ended.get(job.state());
        if (counter != null) {
            counter.increment();
        }
    }

    private void logEnd(Job job) {
        Instant at = job.endedAt();
        if (at == null) {
            return;
        }
        spans.accept(job, at);
        Counters counters = job.counters();
        long millis = Duration.between(job.createdAt(), at).toMillis();
        log.atInfo()
                .addKeyValue("job", job.id())
                .addKeyValue("state", job.state().wireName())
                .addKeyValue("millis", millis)
                .addKeyValue("pages", counters.pages())
                .addKeyValue("failures", counters.failures())
                .addKeyValue("skips", counters.skips())
                .addKeyValue("bytes", counters.bytes())
                .log(
                        "job {}: {}{} after {} s: {} pages, {} failures, {} skips, {} left in the queue, {} bytes",
                        job.id(),
                        job.state().wireName(),
                        job.why() == null ? "" : " (" + job.why() + ")",
                        millis / 1000.0,
                        counters.pages(),
                        counters.failures(),
                        counters.skips(),
                        counters.queued(),
                        counters.bytes());
    }

    @Override
    public void stop() {
        hearing.dispose();
    }

    @Override
    public boolean isRunning() {
        return !hearing.isDisposed();
    }
}
