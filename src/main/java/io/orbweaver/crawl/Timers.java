package io.orbweaver.crawl;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Runs actions at instants, on a scheduler's thread; what waits is bounded by the hosts in hand and the running jobs.
 */
final class Timers {

    private final Scheduler scheduler;
    private final InstantSource clock;
    private final Disposable.Composite waiting = Disposables.composite();

    Timers(Scheduler scheduler, InstantSource clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Runs an action at an instant, or as soon as possible after it, unless that is disposed of. */
    Disposable at(Instant instant, Runnable action) {
        Duration wait = Duration.between(clock.instant(), instant);
        Disposable.Swap self = Disposables.swap();
        waiting.add(self);
        self.update(scheduler.schedule(
                () -> {
                    waiting.remove(self);
                    action.run();
                },
                Math.max(0, wait.toNanos()),
                TimeUnit.NANOSECONDS));
        return () -> {
            waiting.remove(self);
            self.dispose();
        };
    }

    /** Forgets everything that waits. */
    void clear() {
        waiting.dispose();
    }
}
