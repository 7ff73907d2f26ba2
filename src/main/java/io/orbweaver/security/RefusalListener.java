package io.orbweaver.security;

/** The listener for refused requests, which counts them. Called on event loops: must not block or throw. */
public interface RefusalListener {

    /** Ignores everything. */
    RefusalListener NONE = new RefusalListener() {};

    /**
     * A request was refused for its credentials or headers, or because a limit is reached; not for what it asks.
     *
     * @param kind the problem's, as in its {@code type} behind the last colon: one of a few fixed ones
     */
    default void refused(String kind) {}
}
