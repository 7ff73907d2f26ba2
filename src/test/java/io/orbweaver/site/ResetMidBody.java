package io.orbweaver.site;

import java.io.IOException;

/** Resets the connection in the middle of a body. */
public record ResetMidBody() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Length: 1000").send("half of it");
        wire.reset();
    }
}
