package io.orbweaver.site;

import java.io.IOException;

/** Sends one interim answer, then the final one. */
public record InterimThenFinal(int status) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(status, "Link: </style.css>; rel=preload");
        wire.head(200, "Content-Type: text/plain", "Content-Length: 5").send("final");
        wire.keepAlive();
    }
}
