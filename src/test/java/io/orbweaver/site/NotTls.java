package io.orbweaver.site;

import java.io.IOException;

/** Answers a TLS handshake with something else, and keeps the connection. */
public record NotTls(String said) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.send(said).ignore();
    }
}
