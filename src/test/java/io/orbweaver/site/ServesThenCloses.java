package io.orbweaver.site;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers the first request of each connection and promises more by saying nothing of closing; ends the connection when
 * the next request has come.
 */
public final class ServesThenCloses implements Misbehaviour {

    private final AtomicInteger dropped = new AtomicInteger();

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Type: text/plain", "Content-Length: 2").send("ok");
        wire.hear();
        dropped.incrementAndGet();
    }

    /** Requests that got no answer. */
    public int dropped() {
        return dropped.get();
    }
}
