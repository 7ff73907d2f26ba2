package io.orbweaver.store.redis;

import io.orbweaver.job.JobId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Hears what other instances signal: one connection for the instance, which Lettuce opens and subscribes anew where it
 * breaks. What comes while it tells is gathered, one note for each job, and told off the event loop.
 */
final class SignalSubscriber {

    private static final int JOBS_AT_ONCE = 16;

    private final RedisContext shared;
    private final RedisJobs jobs;
    private final Scheduler scheduler;
    private final Map<JobId, String> heard = new ConcurrentHashMap<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    SignalSubscriber(RedisContext shared, RedisJobs jobs, Scheduler scheduler) {
        this.shared = shared;
        this.jobs = jobs;
        this.scheduler = scheduler;
    }

    /** Begins to listen; completes when it does. */
    Mono<Void> listen() {
        return shared.link().listen(message -> hear(JobKeys.text(message)));
    }

    private void hear(String message) {
        String[] words = message.split(" ", -1);
        if (words.length == 3 && !words[0].equals(shared.instance())) {
            JobId.parse(words[1]).ifPresent(job -> heard.merge(job, words[2], (a, b) -> a.contains(b) ? a : a + b));
            if (telling.compareAndSet(false, true)) {
                shared.steps().own(Mono.defer(this::tell).subscribeOn(scheduler));
            }
        }
    }

    private Mono<Void> tell() {
        telling.set(false); // what comes from here on is told by the next
        return Flux.fromIterable(heard.keySet())
                .flatMap(
                        job -> {
                            String said = heard.remove(job);
                            return said == null ? Mono.empty() : tell(job, said);
                        },
                        JOBS_AT_ONCE)
                .then();
    }

    private Mono<Void> tell(JobId job, String said) {
        Mono<Void> moved = said.indexOf('m') < 0
                ? Mono.empty()
                : shared.steps()
                        .read(jobs.record(job))
                        .doOnNext(record -> shared.moved(record.job()))
                        .then();
        return moved.then(Mono.fromRunnable(() -> shared.tell(job, said)));
    }
}
