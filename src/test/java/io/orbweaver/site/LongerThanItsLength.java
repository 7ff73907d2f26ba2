package io.orbweaver.site;

import java.io.IOException;

/** Sends more than it said it would, on a connection that is to be used again. */
public record LongerThanItsLength() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Type: text/plain", "Content-Length: 5").send("first and much more");
        wire.keepAlive();
    }
}
