package io.orbweaver.site;

import java.io.IOException;

/** Announces one chunk of a size beyond all bounds. */
public record HugeChunk(String size) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Transfer-Encoding: chunked")
                .send(size + "\r\nbut this is all")
                .stall();
    }
}
