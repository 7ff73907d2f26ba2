package io.orbweaver.crawl;

import io.orbweaver.commit.StoreUnavailable;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * What the pipeline has to do besides visits; where the store does not take it, it is done later. Used within steps of
 * the dispatcher only.
 */
final class Chores {

    private static final Logger log = LoggerFactory.getLogger(Chores.class);

    private final Deque<Mono<Void>> waiting = new ArrayDeque<>();
    private final Timers timers;
    private final InstantSource clock;
    private final Consumer<Runnable> step;

    /** @param step takes a step of the dispatcher */
    Chores(Timers timers, InstantSource clock, Consumer<Runnable> step) {
        this.timers = timers;
        this.clock = clock;
        this.step = step;
    }

    void add(Mono<Void> chore) {
        waiting.add(chore.onErrorResume(error -> {
            if (error instanceof StoreUnavailable) {
                timers.at(clock.instant().plus(Dispatcher.AFTER_TROUBLE), () -> step.accept(() -> add(chore)));
            } else {
                log.error("a chore of the pipeline failed by a bug of ours", error);
            }
            return Mono.empty();
        }));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The next one; there must be one. */
    Mono<Void> remove() {
        return waiting.removeFirst();
    }
}
