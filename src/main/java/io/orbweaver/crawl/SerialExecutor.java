package io.orbweaver.crawl;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.util.concurrent.Queues;

/**
 * Runs actions one after another on the thread that brings them, or on the one that is at it already: no lock, and no
 * thread of its own. What waits is bounded by who may bring something: visits, jobs and timers.
 */
final class SerialExecutor {

    private final Queue<Runnable> actions =
            Queues.<Runnable>unboundedMultiproducer().get();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Runs an action, now or as soon as those before it are done. An action must not throw. */
    void run(Runnable action) {
        actions.add(action);
        if (waiting.getAndIncrement() != 0) {
            return;
        }
        do {
            Runnable next = actions.poll();
            if (next != null) {
                next.run();
            }
        } while (waiting.decrementAndGet() != 0);
    }
}
