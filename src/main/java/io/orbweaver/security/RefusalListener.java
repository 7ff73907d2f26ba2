package io.orbweaver.security;

/** Hears which requests were turned away, to count them. Called on event loops: must not block or throw. */
public interface RefusalListener {

    /** Hears nothing. */
    RefusalListener NONE = new RefusalListener() {};

    /**
     * A request was turned away for what it came with, or for want of room; not for what it asks.
     *
     * @param kind the problem's, as in its {@code type} behind the last colon: one of a few that are ours
     */
    default void refused(String kind) {}
}
