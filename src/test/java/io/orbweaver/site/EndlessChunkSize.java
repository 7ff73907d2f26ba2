package io.orbweaver.site;

import java.io.IOException;

/** Sends the digits of a chunk size for ever. */
public record EndlessChunkSize() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Transfer-Encoding: chunked");
        String digits = "0".repeat(8192);
        while (true) {
            wire.send(digits);
        }
    }
}
