package io.orbweaver.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends a body that has no end. */
public record EndlessBody() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Type: text/plain");
        byte[] bytes = "again and ".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        while (true) {
            wire.send(bytes);
        }
    }
}
