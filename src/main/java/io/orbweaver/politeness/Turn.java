package io.orbweaver.politeness;

import io.orbweaver.url.Host;
import java.time.Instant;

/**
 * The right to have one transfer in flight on a host. It goes back exactly once, with a {@link Verdict}.
 *
 * @param host the host
 * @param start when the transfer began; before that, when the turn was granted
 * @param startBefore the host's start before that, restored where the turn comes back unspent
 * @param begun whether the transfer has begun
 */
public record Turn(Host host, Instant start, Instant startBefore, boolean begun) {

    /** A turn just granted. */
    public static Turn granted(Host host, Instant now, Instant startBefore) {
        return new Turn(host, now, startBefore, false);
    }

    /** The turn when its transfer begins. */
    public Turn begin(Instant now) {
        return new Turn(host, now, startBefore, true);
    }
}
