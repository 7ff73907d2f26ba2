package io.orbweaver.site;

import java.io.IOException;

/** Sends trailer fields for ever behind a body that has ended. */
public record EndlessTrailers() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Transfer-Encoding: chunked").send("5\r\nfirst\r\n0\r\n");
        for (int i = 0; true; i++) {
            wire.send("X-Trailer-" + i + ": and another\r\n");
        }
    }
}
