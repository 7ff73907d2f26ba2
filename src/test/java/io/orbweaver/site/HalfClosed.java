package io.orbweaver.site;

import java.io.IOException;

/** Ends its side of the connection in mid-body, and keeps the other open. */
public record HalfClosed() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Length: 1000").send("half of it").closeOutput().ignore();
    }
}
