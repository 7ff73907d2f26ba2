package io.orbweaver.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Token buckets, one for each of those who are counted, forgotten when they are not asked for, which are full again by
 * then. At most 10,000 are held.
 *
 * @param <K> who is counted, and how
 */
final class Buckets<K> {

    private static final int HELD_MAX = 10_000;
    private static final Duration HELD = Duration.ofMinutes(10);

    private final LoadingCache<K, Bucket> held;

    /** How many tokens a bucket has, and how many come back in which time. */
    record Measure(int capacity, int refill, Duration period) {}

    /** How a bucket is made for someone. */
    interface Measuring<K> {
        Measure of(K who);
    }

    Buckets(InstantSource clock, Measuring<K> measuring) {
        TimeMeter time = new Time(clock);
        this.held = Caffeine.newBuilder()
                .maximumSize(HELD_MAX)
                .expireAfterAccess(HELD)
                .executor(Runnable::run) // what is to be done when one goes is nothing
                .build(who -> bucket(measuring.of(who), time));
    }

    private static Bucket bucket(Measure measure, TimeMeter time) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(measure.capacity()).refillGreedy(measure.refill(), measure.period()))
                .withCustomTimePrecision(time)
                .build();
    }

    Bucket of(K who) {
        return held.get(who);
    }

    /** The service's own clock, which does not jump. */
    private record Time(InstantSource clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return now.getEpochSecond() * 1_000_000_000 + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
