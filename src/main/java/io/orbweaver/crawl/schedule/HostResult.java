package io.orbweaver.crawl.schedule;

import io.orbweaver.frontier.DueHost;
import io.orbweaver.url.Host;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result for a host that was chosen; each choice gets exactly one, unless its job stopped. */
public sealed interface HostResult {

    /** A URL was leased; {@code next} is what the host has due after it, or null. */
    record Leased(@Nullable DueHost next) implements HostResult {}

    /** There was no URL to lease, or the job is full; {@code next} is what the host has due, or null. */
    record NotLeased(@Nullable DueHost next, boolean full) implements HostResult {}

    /** The host may be asked again at an instant. */
    record WaitUntil(Instant until) implements HostResult {}

    /** The host may be asked again when a turn of some host begins its transfer or comes back. */
    record WaitForTurn(Host host) implements HostResult {}

    /** The host may be tried again at once. */
    record TryAgain() implements HostResult {}

    /** The attempt failed by an error, of the store or an internal one. */
    record Failed() implements HostResult {}
}
