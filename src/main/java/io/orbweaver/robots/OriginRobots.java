package io.orbweaver.robots;

import io.orbweaver.outcome.FailureKind;
import java.time.Duration;

/** The result of fetching an origin's robots.txt; it decides every URL of the origin while it is kept. */
public sealed interface OriginRobots {

    /** For how long it is kept. */
    Duration kept();

    /**
     * It was fetched, or does not exist (4xx: everything is allowed, RFC 9309 §2.3.1.3).
     *
     * @param rules what it says
     */
    record Known(RobotsRules rules) implements OriginRobots {
        @Override
        public Duration kept() {
            return Duration.ofHours(24);
        }
    }

    /** The server answered 5xx: nothing is allowed for now (§2.3.1.4). */
    record Unreachable() implements OriginRobots {
        @Override
        public Duration kept() {
            return Duration.ofMinutes(10);
        }
    }

    /**
     * It could not be fetched, for a cause that would fail every other URL of the origin too.
     *
     * @param kind the cause
     * @param message a clause for a person
     */
    record Failed(FailureKind kind, String message) implements OriginRobots {
        @Override
        public Duration kept() {
            return Duration.ofMinutes(10);
        }
    }
}
