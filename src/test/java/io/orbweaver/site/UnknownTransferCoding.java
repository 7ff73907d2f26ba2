package io.orbweaver.site;

import java.io.IOException;

/** Sends its body in a transfer coding that nobody knows. */
public record UnknownTransferCoding() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Transfer-Encoding: rot13").send("obql");
    }
}
