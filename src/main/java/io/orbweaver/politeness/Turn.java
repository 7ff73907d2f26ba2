package io.orbweaver.politeness;

import io.orbweaver.url.Host;
import java.time.Instant;

/**
 * The right to have one transfer in flight on a host. It goes back exactly once, with a {@link Verdict}.
 *
 * @param host the host
 * @param start when it was granted, which is the start that spacing counts from
 * @param startBefore the host's start before that, restored where the turn comes back unspent
 */
public record Turn(Host host, Instant start, Instant startBefore) {}
