package io.orbweaver.watch;

import java.nio.ByteBuffer;

/**
 * A stretch of a log as it goes to every watcher that stands before it.
 *
 * @param frames the events, encoded; read-only, outside the heap, never to be read from but through a duplicate
 * @param last the last event in it; 0 where there is none
 * @param upTo the last sequence number that was looked at
 * @param wakeups the job's wake-ups when it was read: there is nothing more until the next
 * @param atTail whether nothing more was visible when it was read
 * @param ended whether the log ends at {@code upTo}
 */
record EncodedBatch(ByteBuffer frames, long last, long upTo, long wakeups, boolean atTail, boolean ended) {

    boolean isEmpty() {
        return last == 0;
    }
}
