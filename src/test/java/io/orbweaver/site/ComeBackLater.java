package io.orbweaver.site;

import java.io.IOException;

/** Says that it is busy, and until when in a way that cannot be meant. */
public record ComeBackLater(int status, String retryAfter) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(status, "Retry-After: " + retryAfter, "Content-Length: 0");
        wire.keepAlive();
    }
}
