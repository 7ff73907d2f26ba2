package io.orbweaver.site;

import java.io.IOException;
import java.time.Duration;

/** Sends header fields byte by byte, with a pause before each. */
public record SlowHeaders(Duration pause) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.send("HTTP/1.1 200 OK\r\nX-Slow: ");
        while (true) {
            wire.pause(pause).send("x");
        }
    }
}
