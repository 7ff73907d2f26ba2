package io.orbweaver.site;

import java.io.IOException;

/** Sends an answer as it is written, a character for each byte, and closes the connection. */
public record RawAnswer(String answer) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.send(answer);
    }
}
