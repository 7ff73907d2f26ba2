package io.orbweaver.site;

import java.io.IOException;

/** Sends a good answer with one field that is none, as it is written. */
public record OddField(String field) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + field + "\r\nContent-Length: 2\r\n\r\nok");
        wire.keepAlive();
    }
}
