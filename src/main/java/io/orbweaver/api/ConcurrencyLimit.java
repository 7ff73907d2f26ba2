package io.orbweaver.api;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/**
 * A limit on the requests of one kind that are served at the same time; one more is refused before anything is done for
 * it. Thread-safe.
 */
final class ConcurrencyLimit {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int max;
    private final Problem refusal;
    private final AtomicInteger present = new AtomicInteger();

    private ConcurrencyLimit(int max, Problem refusal) {
        this.max = max;
        this.refusal = refusal;
    }

    private static final Problem SUBMISSIONS = Problem.of(
            503,
            "too-many-submissions",
            "Too many submissions at once",
            "As many are under way as may be (orbweaver.submissions.max). Nothing was changed.");

    /** As many submissions as may be held in memory. */
    static ConcurrencyLimit ofSubmissions(int max) {
        return new ConcurrencyLimit(max, SUBMISSIONS);
    }

    /** What one submission more gets. */
    static ProblemException tooManySubmissions() {
        return new ProblemException(SUBMISSIONS, RETRY);
    }

    /** So many exports, each of which holds a batch of a log. */
    static ConcurrencyLimit ofExports(int max) {
        return new ConcurrencyLimit(
                max,
                Problem.of(
                        503,
                        "too-many-exports",
                        "Too many exports at once",
                        "As many are under way as may be (orbweaver.exports.max)."));
    }

    /** The work, if the limit allows it now; it has its place until it ends or is cancelled. */
    <T> Mono<T> admit(Mono<T> work) {
        return Mono.defer(() -> {
            if (present.incrementAndGet() > max) {
                present.decrementAndGet();
                return Mono.error(new ProblemException(refusal, RETRY));
            }
            return work.doFinally(signal -> present.decrementAndGet());
        });
    }
}
