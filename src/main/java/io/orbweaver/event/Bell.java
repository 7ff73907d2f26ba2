package io.orbweaver.event;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** Rings for all readers of one job; a reader that listens too late sees the count and does not wait. */
final class Bell {

    /** A reader looks again after this long without a ring, so that one lost would cost a delay and no more. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Sinks.Many<Long> sink = Sinks.many().multicast().directBestEffort();
    private final AtomicLong rung = new AtomicLong();
    private final Scheduler timer;
    private volatile long rungAtMillis;
    private int listeners;

    Bell(Scheduler timer) {
        this.timer = timer;
    }

    void ring(long nowMillis) {
        rungAtMillis = nowMillis;
        sink.tryEmitNext(rung.incrementAndGet());
    }

    long count() {
        return rung.get();
    }

    long rungAtMillis() {
        return rungAtMillis;
    }

    /**
     * Completes when it has rung since a count was read: it listens first and looks then, so that no ring is missed.
     */
    Mono<Void> rungSince(long count) {
        Mono<Long> already = Mono.fromSupplier(rung::get).filter(now -> now != count);
        return Flux.merge(sink.asFlux(), already)
                .next()
                .timeout(LOOK_AGAIN, timer)
                .onErrorComplete(TimeoutException.class)
                .then();
    }

    /** One listener more; called under the map's lock. */
    Bell entered() {
        listeners++;
        return this;
    }

    /** One listener less; whether it was the last. Called under the map's lock. */
    boolean left() {
        return --listeners == 0;
    }
}
