package io.orbweaver.site;

import java.io.IOException;

/** Sends a body with a Content-Encoding, whether or not it is in that coding. */
public record CodedBody(String coding, byte[] body) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Encoding: " + coding, "Content-Length: " + body.length)
                .send(body);
        wire.keepAlive();
    }
}
