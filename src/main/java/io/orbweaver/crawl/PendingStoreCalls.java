package io.orbweaver.crawl;

import io.orbweaver.commit.StoreUnavailable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * What the dispatcher has to tell the store besides visits. None is lost: where the store cannot take one, it is told
 * again later. Used by the dispatcher's steps only; bounded by the hosts in hand and the jobs.
 */
final class PendingStoreCalls {

    private static final Logger log = LoggerFactory.getLogger(PendingStoreCalls.class);

    private final Deque<Mono<Void>> waiting = new ArrayDeque<>();
    private final Consumer<Runnable> later;

    /** @param later runs something in a step of the dispatcher, after a while */
    PendingStoreCalls(Consumer<Runnable> later) {
        this.later = later;
    }

    void add(Mono<Void> call) {
        waiting.add(call.onErrorResume(error -> {
            if (error instanceof StoreUnavailable) {
                later.accept(() -> add(call));
            } else {
                log.error("a chore of the pipeline failed by a bug of ours", error);
            }
            return Mono.empty();
        }));
    }

    /** The next, free of errors; null where there is none. */
    @Nullable
    Mono<Void> next() {
        return waiting.pollFirst();
    }
}
