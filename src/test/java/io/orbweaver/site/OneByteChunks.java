package io.orbweaver.site;

import java.io.IOException;

/** Sends an endless body in chunks of one byte. */
public record OneByteChunks() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Transfer-Encoding: chunked");
        String chunks = "1\r\nx\r\n".repeat(4096);
        while (true) {
            wire.send(chunks);
        }
    }
}
