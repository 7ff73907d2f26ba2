package io.orbweaver.store.redis.server;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/**
 * An instance's copy of the server's clock: the time that the server sent last, advanced by a monotonic clock. It is
 * behind the server's by the travel time of one answer at most, and never goes back; so all instances share one clock,
 * whatever their own clocks say. Microseconds.
 */
public final class ServerClock implements InstantSource {

    private static final long FAR_MICROS = 9_000_000_000_000_000L;

    private final InstantSource monotonic;
    private final AtomicLong offset = new AtomicLong();
    private final AtomicLong last = new AtomicLong();

    /** @param monotonic a clock that never jumps; how far it is off is no matter */
    public ServerClock(InstantSource monotonic) {
        this.monotonic = monotonic;
    }

    /** Asks the server for its time. */
    public Mono<Void> set(RedisLink link) {
        return link.commands()
                .time()
                .map(part -> Long.parseLong(JobKeys.text(part)))
                .collectList()
                .doOnNext(parts -> offset.set(parts.get(0) * 1_000_000 + parts.get(1) - micros(monotonic.instant())))
                .then();
    }

    @Override
    public Instant instant() {
        long now = micros(monotonic.instant()) + offset.get();
        return instant(last.accumulateAndGet(now, Math::max));
    }

    /** An instant in microseconds, those beyond what scripts reckon with cut to that. */
    public static long micros(Instant instant) {
        if (instant.isBefore(Instant.EPOCH)) {
            return 0;
        }
        return instant.isAfter(instant(FAR_MICROS)) ? FAR_MICROS : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
