package io.orbweaver.site;

import java.io.IOException;

/** Closes the connection in order instead of answering. */
public record CloseBeforeAnswer() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.send("");
    }
}
