package io.orbweaver.site;

import java.io.IOException;

/** Redirects to itself. */
public record RedirectLoop() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        String target = wire.requestHead().split(" ", 3)[1];
        wire.head(302, "Location: " + target, "Content-Length: 0");
        wire.keepAlive();
    }
}
