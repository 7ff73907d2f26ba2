package io.orbweaver.site;

import java.io.IOException;
import java.time.Duration;

/** Sends a body byte by byte, with a pause before each. */
public record SlowDrip(Duration pause) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Length: 1000");
        for (int i = 0; i < 1000; i++) {
            wire.pause(pause).send("x");
        }
    }
}
