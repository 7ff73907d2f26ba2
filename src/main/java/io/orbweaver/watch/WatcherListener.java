package io.orbweaver.watch;

import java.util.function.IntSupplier;

/** The listener for what watchers receive, which measures it. Must not block or throw. */
public interface WatcherListener {

    /** Ignores everything. */
    WatcherListener NONE = new WatcherListener() {};

    /** An event at the tail was sent so long after it became durable. */
    default void lag(long millis) {}

    /** A stream was closed because its client had taken nothing for so long. */
    default void stalled() {}

    /** Where to ask for the number of watchers, and the most that there may be. */
    default void watchers(IntSupplier present, int max) {}
}
