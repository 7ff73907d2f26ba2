package io.orbweaver.commit;

import org.jspecify.annotations.Nullable;

/** The state of the store, as health and metrics show it. Any thread; never blocks. */
public interface StoreStatus {

    /** How the store is just now. */
    Snapshot snapshot();

    /**
     * A moment of the store.
     *
     * @param trouble what keeps it from writing, or null while it works
     * @param damage what of it is damaged and what to do, a sentence; null where no damage was found
     * @param intakeDepth operations that wait for it
     * @param runningJobs jobs that run
     * @param pausedJobs paused jobs that are in memory still
     * @param queuedUrls URLs that wait in running jobs' frontiers
     * @param bodyBytes stored bytes of all kept bodies
     * @param bodyBytesMax how many there may be
     * @param promise what holds of what was acknowledged, a sentence, where that depends on how the store is set up;
     *     null where all of it is on disk
     */
    record Snapshot(
            @Nullable String trouble,
            @Nullable String damage,
            int intakeDepth,
            long runningJobs,
            long pausedJobs,
            long queuedUrls,
            long bodyBytes,
            long bodyBytesMax,
            @Nullable String promise) {

        /** A moment of a store that finds no damage in itself. */
        public Snapshot(
                @Nullable String trouble,
                int intakeDepth,
                long runningJobs,
                long pausedJobs,
                long queuedUrls,
                long bodyBytes,
                long bodyBytesMax,
                @Nullable String promise) {
            this(trouble, null, intakeDepth, runningJobs, pausedJobs, queuedUrls, bodyBytes, bodyBytesMax, promise);
        }
    }
}
