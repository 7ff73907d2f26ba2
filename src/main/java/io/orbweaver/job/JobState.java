package io.orbweaver.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The six states of a job, and the legal moves between them. */
public enum JobState {
    /** Stored, and as lazy as a future: nothing is fetched for it. */
    CREATED,
    /** The pipeline works for it. */
    RUNNING,
    /** Everything is kept and nothing is fetched. */
    PAUSED,
    /** Ended by itself: everything was done, or a limit was reached. */
    COMPLETED,
    /** Ended by a call. */
    CANCELLED,
    /** Ended by itself without a page, and a seed failed. */
    FAILED;

    /** The name in the API and in events. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a name; empty for any other text. */
    public static Optional<JobState> of(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }

    /** Whether the job is over and its log complete. */
    public boolean ended() {
        return this == COMPLETED || this == CANCELLED || this == FAILED;
    }

    /**
     * Whether this state may be followed by another: created → running ⇄ paused → completed | cancelled | failed, where
     * only a running job ends by itself, and any that has not ended is cancelled.
     */
    public boolean mayBecome(JobState next) {
        return switch (next) {
            case CREATED -> false;
            case RUNNING -> this == CREATED || this == PAUSED;
            case PAUSED, COMPLETED, FAILED -> this == RUNNING;
            case CANCELLED -> !ended();
        };
    }

    /**
     * What a call makes of this state: the next state, this very state where the call has nothing to do, or null where
     * it is a conflict.
     *
     * @param move the call
     */
    public @Nullable JobState after(Move move) {
        return switch (move) {
            case START -> this == CREATED || this == RUNNING ? RUNNING : null;
            case PAUSE -> this == RUNNING || this == PAUSED ? PAUSED : null;
            case RESUME -> this == PAUSED || this == RUNNING ? RUNNING : null;
            case CANCEL -> !ended() || this == CANCELLED ? CANCELLED : null;
        };
    }

    /** The calls that change a job's state. */
    public enum Move {
        /** created to running. */
        START,
        /** running to paused. */
        PAUSE,
        /** paused to running. */
        RESUME,
        /** anything that has not ended to cancelled. */
        CANCEL
    }
}
