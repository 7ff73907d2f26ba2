package io.orbweaver.site;

import java.io.IOException;

/** Redirects to nowhere. */
public record RedirectWithoutLocation() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(302, "Content-Length: 0");
    }
}
