package io.orbweaver.site;

import java.io.IOException;

/** Serves a body of some type: what is wrong is in it. */
public record Served(String type, byte[] body) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Type: " + type, "Content-Length: " + body.length)
                .send(body);
        wire.keepAlive();
    }
}
