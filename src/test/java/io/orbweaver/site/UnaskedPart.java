package io.orbweaver.site;

import java.io.IOException;

/** Sends a part of a body that was asked for whole. */
public record UnaskedPart() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(206, "Content-Type: text/plain", "Content-Range: bytes 5-9/1000", "Content-Length: 5")
                .send("parts");
        wire.keepAlive();
    }
}
