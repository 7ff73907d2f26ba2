package io.orbweaver.fetch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The time that one transfer may take, without what its sink waits: a transfer that waits for memory or for the store
 * is not kept waiting by the server. For one transfer; any thread.
 */
final class TransferTime {

    private final Duration most;
    private final Scheduler timer;
    private long waited;
    private long waitingSince;
    private boolean waiting;

    /** @param timer runs the time-out, and its clock counts */
    TransferTime(Duration most, Scheduler timer) {
        this.most = most;
        this.timer = timer;
    }

    /** The transfer, which fails with a {@link java.util.concurrent.TimeoutException} where it takes longer. */
    <T> Mono<T> limit(Mono<T> transfer) {
        return transfer.timeout(over(most));
    }

    /** A wait that does not count. */
    Mono<Void> leftOut(Mono<Void> wait) {
        return Mono.defer(() -> {
            begin();
            return wait.doOnTerminate(this::end);
        });
    }

    private Mono<Long> over(Duration left) {
        return Mono.delay(left, timer).flatMap(passed -> {
            long more = takeWaited();
            return more == 0 ? Mono.just(passed) : over(Duration.ofNanos(more));
        });
    }

    private synchronized void begin() {
        waiting = true;
        waitingSince = now();
    }

    private synchronized void end() {
        waited += now() - waitingSince;
        waiting = false;
    }

    /** Nanoseconds waited since this was last asked; 0 for none. */
    private synchronized long takeWaited() {
        if (waiting) {
            long now = now();
            waited += Math.max(1, now - waitingSince);
            waitingSince = now;
        }
        long taken = waited;
        waited = 0;
        return taken;
    }

    private long now() {
        return timer.now(TimeUnit.NANOSECONDS);
    }
}
