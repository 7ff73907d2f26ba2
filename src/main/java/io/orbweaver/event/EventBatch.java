package io.orbweaver.event;

import java.util.List;

/**
 * A batch of a log's events, as one read returns it.
 *
 * @param events the events in it that the reader asked for, in order
 * @param upTo the last sequence number that was looked at: the next read goes on after it
 * @param atTail whether nothing more was visible when it was read
 * @param ended whether the log ends at {@code upTo}
 */
public record EventBatch(List<LoggedEvent> events, long upTo, boolean atTail, boolean ended) {

    /** Where a reader stands after it, when the wake-ups before the read were that many. */
    public LogPosition position(long wakeups) {
        return new LogPosition(upTo, wakeups, atTail, ended);
    }
}
