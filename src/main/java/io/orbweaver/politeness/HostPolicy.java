package io.orbweaver.politeness;

import java.time.Duration;

/**
 * The politeness policy of one job for a host.
 *
 * @param perHost transfers in flight, at least 1
 * @param spacing from one start to the next: the job's delay, or the Crawl-delay where that is longer; at most 60 s
 */
public record HostPolicy(int perHost, Duration spacing) {

    /** The longest spacing that is obeyed. */
    public static final Duration SPACING_MAX = Duration.ofSeconds(60);

    /** Holds the bounds. */
    public HostPolicy {
        if (perHost < 1 || spacing.isNegative()) {
            throw new IllegalArgumentException("perHost is at least 1 and spacing not negative");
        }
        spacing = spacing.compareTo(SPACING_MAX) > 0 ? SPACING_MAX : spacing;
    }

    /** The politer of both in each respect. */
    public HostPolicy and(HostPolicy other) {
        return new HostPolicy(
                Math.min(perHost, other.perHost), spacing.compareTo(other.spacing) >= 0 ? spacing : other.spacing);
    }
}
