package io.orbweaver.site;

import java.io.IOException;

/** Sends interim answers for ever, and no final one. */
public record InterimFlood(int status) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        while (true) {
            wire.head(status);
        }
    }
}
