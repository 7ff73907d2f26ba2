package io.orbweaver.robots;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.orbweaver.url.Origin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The cache of origins' robots.txt, for all jobs, up to {@link #BYTES_MAX}; the least used is evicted first and is then
 * fetched again. Safe for use by any thread; never blocks.
 */
public final class RobotsCache {

    /** Bytes of rules, together with a fixed cost for each origin. */
    public static final long BYTES_MAX = 32L << 20;

    private static final int ORIGIN_BYTES = 512;

    private final Cache<Origin, OriginRobots> cache;

    /** A cache by a clock. */
    public RobotsCache(InstantSource clock) {
        Instant start = clock.instant();
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis() - start.toEpochMilli());
        cache = Caffeine.newBuilder()
                .maximumWeight(BYTES_MAX)
                .<Origin, OriginRobots>weigher((origin, robots) -> ORIGIN_BYTES
                        + (robots instanceof OriginRobots.Known known
                                ? known.rules().weight()
                                : 0))
                .expireAfter(Expiry.<Origin, OriginRobots>writing((origin, robots) -> robots.kept()))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** What is known of an origin; null where it must be asked. */
    public @Nullable OriginRobots get(Origin origin) {
        return cache.getIfPresent(origin);
    }

    /** Stores a result. */
    public void put(Origin origin, OriginRobots robots) {
        cache.put(origin, robots);
    }
}
