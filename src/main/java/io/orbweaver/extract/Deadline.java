package io.orbweaver.extract;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Until when work may go on. */
record Deadline(InstantSource clock, Instant end) {

    static Deadline after(InstantSource clock, Duration time) {
        return new Deadline(clock, clock.instant().plus(time));
    }

    boolean hasPassed() {
        return clock.instant().isAfter(end);
    }
}
