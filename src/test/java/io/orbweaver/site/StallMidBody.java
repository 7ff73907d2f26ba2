package io.orbweaver.site;

import java.io.IOException;

/** Stops in the middle of a body, and keeps the connection. */
public record StallMidBody() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Length: 1000").send("half of it").stall();
    }
}
