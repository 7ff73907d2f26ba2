package io.orbweaver.site;

import java.io.IOException;

/** Redirects to where nobody should go. */
public record RedirectTo(String location) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(302, "Location: " + location, "Content-Length: 0");
        wire.keepAlive();
    }
}
