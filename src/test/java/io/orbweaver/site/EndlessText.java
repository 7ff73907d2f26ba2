package io.orbweaver.site;

import java.io.IOException;

/** Sends a text of some type that repeats itself for ever. */
public record EndlessText(String type, String start, String repeated) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Type: " + type).send(start);
        String much = repeated.repeat(1 + (1 << 16) / repeated.length());
        while (true) {
            wire.send(much);
        }
    }
}
