package io.orbweaver.site;

import java.io.IOException;

/** Answers as HTTP/0.9 did: a body and nothing else. */
public record Http09() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.send("<html><title>1991</title>\r\n\r\nno head\r\n\r\n");
    }
}
