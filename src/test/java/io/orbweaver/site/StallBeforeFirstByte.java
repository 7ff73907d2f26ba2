package io.orbweaver.site;

import java.io.IOException;

/** Never answers, and keeps the connection. */
public record StallBeforeFirstByte() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.stall();
    }
}
