package io.orbweaver.outcome;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a URL that could not be fetched.
 *
 * @param kind the cause
 * @param status the final 4xx or 5xx of an {@link FailureKind#HTTP} failure, else null
 * @param attempts how many attempts were made, from 1; 0 where nothing was sent
 * @param message one sentence for a person; never an address that a name resolved to
 */
public record Failure(FailureKind kind, @Nullable Integer status, int attempts, String message) implements Outcome {}
