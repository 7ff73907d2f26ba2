package io.orbweaver.job;

import java.time.Duration;
import java.time.Instant;

/**
 * The present rate of a job, in pages a second: an exponentially decaying rate over about {@link #WINDOW}. Immutable.
 *
 * @param perSecond the rate when it was last touched
 * @param at when that was
 */
public record PageRate(double perSecond, Instant at) {

    /** The time after which a page counts for 1/e. */
    public static final Duration WINDOW = Duration.ofSeconds(5);

    /** No page so far. */
    public static PageRate none(Instant now) {
        return new PageRate(0, now);
    }

    /** The rate after some pages were committed. */
    public PageRate plus(long pages, Instant now) {
        return new PageRate(perSecond(now) + pages / seconds(WINDOW), now.isAfter(at) ? now : at);
    }

    /** The rate at an instant, to three decimals. */
    public double perSecond(Instant now) {
        double age = Math.max(0, seconds(Duration.between(at, now)));
        return Math.rint(perSecond * Math.exp(-age / seconds(WINDOW)) * 1_000) / 1_000;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
