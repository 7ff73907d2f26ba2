package io.orbweaver.security;

import java.time.Duration;

/** Whole seconds, as headers have them. */
final class Seconds {

    private Seconds() {}

    /** Rounded up, and one at least: a client that retries then is not too early. */
    static long up(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }
}
