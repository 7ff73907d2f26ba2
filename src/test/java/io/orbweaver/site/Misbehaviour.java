package io.orbweaver.site;

import java.io.IOException;

/** How a server answers a request when something is wrong with it. Another kind of damage is another class. */
@FunctionalInterface
public interface Misbehaviour {

    /**
     * Answers one request whose head was read. When it returns the connection is closed in order, unless the wire was
     * told to keep it; when it throws, that is the client having gone.
     */
    void answer(Wire wire) throws IOException;
}
