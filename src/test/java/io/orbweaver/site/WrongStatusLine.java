package io.orbweaver.site;

import java.io.IOException;

/** Begins a good answer with some other line. */
public record WrongStatusLine(String line) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.send(line + "\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok");
        wire.keepAlive();
    }
}
