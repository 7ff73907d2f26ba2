package io.orbweaver.frontier;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a request for a lease.
 *
 * @param lease the lease, or null
 * @param next what the host has due after it, or, without a lease, has due now; null where nothing is: the frontier
 *     then offers the host again by itself when that changes
 * @param full whether the job may lease nothing more until one of its visits ends (its concurrency, its pages, its
 *     state)
 */
public record LeaseAnswer(@Nullable Lease lease, @Nullable DueHost next, boolean full) {}
