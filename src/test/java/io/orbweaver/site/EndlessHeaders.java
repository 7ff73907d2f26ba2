package io.orbweaver.site;

import java.io.IOException;

/** Sends header fields that have no end. */
public record EndlessHeaders() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.send("HTTP/1.1 200 OK\r\n");
        for (int i = 0; true; i++) {
            wire.send("X-Field-" + i + ": and another\r\n");
        }
    }
}
