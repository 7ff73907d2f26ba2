package io.orbweaver.site;

import java.io.IOException;

/** Sends a chunk extension that has no end. */
public record EndlessChunkExtension() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Transfer-Encoding: chunked").send("5;a=");
        String more = "b".repeat(8192);
        while (true) {
            wire.send(more);
        }
    }
}
