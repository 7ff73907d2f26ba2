package io.orbweaver.watch;

import io.orbweaver.event.LogPosition;
import java.nio.ByteBuffer;

/**
 * A batch of a log's events, encoded once for every watcher whose cursor is just before it.
 *
 * @param frames the events, encoded; read-only, outside the heap, never to be read from but through a duplicate
 * @param last number of the last event in it; 0 if it has no event
 * @param position the cursor of a watcher after it
 */
record EncodedBatch(ByteBuffer frames, long last, LogPosition position) {

    boolean isEmpty() {
        return last == 0;
    }
}
