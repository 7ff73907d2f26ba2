package io.orbweaver.api;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/**
 * Lets in as many submissions at the same time as may be held in memory; one more is refused before its body is read.
 * Thread-safe.
 */
final class Admission {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int max;
    private final AtomicInteger present = new AtomicInteger();

    Admission(int max) {
        this.max = max;
    }

    /** The work, where there is room for it now; it has its place until it ends or is cancelled. */
    <T> Mono<T> admit(Mono<T> work) {
        return Mono.defer(() -> {
            if (present.incrementAndGet() > max) {
                present.decrementAndGet();
                return Mono.error(refusal());
            }
            return work.doFinally(signal -> present.decrementAndGet());
        });
    }

    private static ProblemException refusal() {
        return new ProblemException(
                Problem.of(
                        503,
                        "too-many-submissions",
                        "Too many submissions at once",
                        "As many are under way as may be (orbweaver.submissions.max). Nothing was changed."),
                RETRY);
    }
}
