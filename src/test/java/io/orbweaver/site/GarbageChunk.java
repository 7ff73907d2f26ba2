package io.orbweaver.site;

import java.io.IOException;

/** Sends a chunk whose length is no number. */
public record GarbageChunk() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Transfer-Encoding: chunked")
                .send("5\r\nfirst\r\nzzz\r\n")
                .stall();
    }
}
