package io.orbweaver.store.redis;

import io.orbweaver.job.JobId;
import io.orbweaver.store.redis.server.JobKeys;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The subscriber to other instances' signals: one connection for the instance, which Lettuce opens and subscribes anew
 * where it breaks. Signals that arrive while others are published are gathered, one note for each job, and published
 * off the event loop.
 */
final class SignalSubscriber {

    private static final int JOBS_AT_ONCE = 16;

    private final RedisContext context;
    private final RedisJobs jobs;
    private final Scheduler scheduler;
    private final Map<JobId, String> pending = new ConcurrentHashMap<>();
    private final AtomicBoolean publishing = new AtomicBoolean();

    SignalSubscriber(RedisContext context, RedisJobs jobs, Scheduler scheduler) {
        this.context = context;
        this.jobs = jobs;
        this.scheduler = scheduler;
    }

    /** Begins to listen; completes when it does. */
    Mono<Void> listen() {
        return context.link().listen(message -> receive(JobKeys.text(message)));
    }

    private void receive(String message) {
        String[] words = message.split(" ", -1);
        if (words.length == 3 && !words[0].equals(context.instance())) {
            JobId.parse(words[1]).ifPresent(job -> pending.merge(job, words[2], (a, b) -> a.contains(b) ? a : a + b));
            if (publishing.compareAndSet(false, true)) {
                context.calls().own(Mono.defer(this::signal).subscribeOn(scheduler));
            }
        }
    }

    private Mono<Void> signal() {
        publishing.set(false); // what arrives from here on is published by the next
        return Flux.fromIterable(pending.keySet())
                .flatMap(
                        job -> {
                            String flags = pending.remove(job);
                            return flags == null ? Mono.empty() : signal(job, flags);
                        },
                        JOBS_AT_ONCE)
                .then();
    }

    private Mono<Void> signal(JobId job, String flags) {
        Mono<Void> moved = flags.indexOf('m') < 0
                ? Mono.empty()
                : context.calls()
                        .read(jobs.record(job))
                        .doOnNext(record -> context.moved(record.job()))
                        .then();
        return moved.then(Mono.fromRunnable(() -> context.signal(job, flags)));
    }
}
