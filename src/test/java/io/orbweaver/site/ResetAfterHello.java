package io.orbweaver.site;

import java.io.IOException;

/** Resets the connection as soon as the client has said something. */
public record ResetAfterHello() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.hear().reset();
    }
}
