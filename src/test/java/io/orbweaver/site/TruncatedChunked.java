package io.orbweaver.site;

import java.io.IOException;

/** Closes the connection before the last chunk. */
public record TruncatedChunked() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Transfer-Encoding: chunked").send("5\r\nfirst\r\n");
    }
}
