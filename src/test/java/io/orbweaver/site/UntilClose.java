package io.orbweaver.site;

import java.io.IOException;

/** Sends a body by HTTP/1.0, which ends where the connection does. */
public record UntilClose(String body) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.send("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n" + body);
    }
}
