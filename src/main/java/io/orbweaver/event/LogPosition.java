package io.orbweaver.event;

/**
 * A reader's cursor in one job's log; immutable. A reader keeps nothing else, so that it can go on anywhere, at any
 * time.
 *
 * @param upTo the last sequence number that was looked at
 * @param wakeups the number of the log's wake-ups when it was read: there is nothing more before the next one
 * @param atTail whether nothing more was visible when it was read
 * @param ended whether the log ends there
 */
public record LogPosition(long upTo, long wakeups, boolean atTail, boolean ended) {

    /** A position that nothing was read from yet. */
    public static LogPosition after(long seq) {
        return new LogPosition(seq, 0, false, false);
    }

    /** Whether the log may go on, when its wake-ups are that many. */
    public boolean mayGoOn(long wakeupsNow) {
        return !ended && (!atTail || wakeupsNow != wakeups);
    }
}
