package io.orbweaver.site;

import java.io.IOException;

/** Sends a body with a status that has none. */
public record BodyWhereNoneMayBe(int status) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(status, "Content-Type: text/plain", "Content-Length: 9").send("HTTP/1.1 ");
        wire.keepAlive();
    }
}
