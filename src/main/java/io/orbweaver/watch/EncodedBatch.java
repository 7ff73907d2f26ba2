package io.orbweaver.watch;

import io.orbweaver.event.LogPosition;
import java.nio.ByteBuffer;

/**
 * A part of a log as it goes to every watcher that stands before it.
 *
 * @param frames the events, encoded; read-only, outside the heap, never to be read from but through a duplicate
 * @param last the last event in it; 0 where there is none
 * @param position where a watcher stands after it
 */
record EncodedBatch(ByteBuffer frames, long last, LogPosition position) {

    boolean isEmpty() {
        return last == 0;
    }
}
