package io.orbweaver.site;

import java.io.IOException;

/** Redirects to a new URL of its own each time. */
public record EndlessRedirects() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        String target = wire.requestTarget();
        int query = target.indexOf('?');
        long hop = query < 0 ? 0 : Long.parseLong(target.substring(query + 1));
        wire.head(302, "Location: ?" + (hop + 1), "Content-Length: 0");
        wire.keepAlive();
    }
}
