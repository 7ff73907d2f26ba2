package io.orbweaver.site;

import java.io.IOException;

/** Reads all that it is sent, and never says a word. */
public record Deaf() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.ignore();
    }
}
