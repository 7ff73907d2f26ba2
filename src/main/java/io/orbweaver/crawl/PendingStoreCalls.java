package io.orbweaver.crawl;

import io.orbweaver.commit.StoreUnavailable;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Calls of the dispatcher to the store besides visits. None is lost: one that the store cannot take is made again
 * later. Used within the dispatcher's steps only; bounded by the hosts held and the jobs.
 */
final class PendingStoreCalls {

    private static final Logger log = LoggerFactory.getLogger(PendingStoreCalls.class);

    private final Deque<Mono<Void>> waiting = new ArrayDeque<>();
    private final Deque<Mono<Void>> failed = new ArrayDeque<>();
    private final Consumer<Mono<Void>> onFailed;
    private @Nullable Instant retryAt;

    /** @param onFailed gets a call that the store could not take, and passes it to {@link #retry} within a step */
    PendingStoreCalls(Consumer<Mono<Void>> onFailed) {
        this.onFailed = onFailed;
    }

    void add(Mono<Void> call) {
        waiting.add(call);
    }

    /** Makes a call again, no earlier than an instant. */
    void retry(Mono<Void> call, Instant again) {
        failed.add(call);
        retryAt = again;
    }

    /** When failed calls are made again; null where there is no call to retry. */
    @Nullable
    Instant retryAt() {
        return retryAt;
    }

    /** The next, free of errors; null where there is none. */
    @Nullable
    Mono<Void> next(Instant now) {
        if (retryAt != null && !retryAt.isAfter(now)) {
            waiting.addAll(failed);
            failed.clear();
            retryAt = null;
        }
        Mono<Void> call = waiting.pollFirst();
        return call == null
                ? null
                : call.onErrorResume(error -> {
                    if (error instanceof StoreUnavailable) {
                        onFailed.accept(call);
                    } else {
                        log.error("internal error: a call of the pipeline to the store failed", error);
                    }
                    return Mono.empty();
                });
    }
}
