package io.orbweaver.watch;

import java.nio.ByteBuffer;

/**
 * A batch of a log's events, encoded once for every watcher whose cursor is just before it.
 *
 * @param frames the events, encoded; read-only, outside the heap, never to be read from but through a duplicate
 * @param last number of the last event in it; 0 if it has no event
 * @param upTo the last sequence number that was looked at
 * @param wakeups the job's count of wake-ups when it was read: there is nothing more until the next wake-up
 * @param atTail whether nothing more was visible when it was read
 * @param ended whether the log ends at {@code upTo}
 */
record EncodedBatch(ByteBuffer frames, long last, long upTo, long wakeups, boolean atTail, boolean ended) {

    boolean isEmpty() {
        return last == 0;
    }
}
