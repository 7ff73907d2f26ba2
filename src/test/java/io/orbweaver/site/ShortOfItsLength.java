package io.orbweaver.site;

import java.io.IOException;

/** Announces a longer body than it sends. */
public record ShortOfItsLength() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Length: 1000").send("not a thousand bytes");
    }
}
