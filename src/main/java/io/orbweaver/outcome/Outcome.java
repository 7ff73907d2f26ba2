package io.orbweaver.outcome;

/**
 * The outcome of one known URL of a job; there is exactly one for each URL that the job finishes.
 *
 * <p>An expected failure (a 404, a time-out, a refusal by robots.txt) is a value of this type and never an exception.
 */
public sealed interface Outcome permits Page, Failure, Skip {}
