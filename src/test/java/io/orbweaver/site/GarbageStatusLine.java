package io.orbweaver.site;

import java.io.IOException;

/** Answers with a line that is no HTTP, and keeps the connection. */
public record GarbageStatusLine() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.send("SSH-2.0-OpenSSH_9.9\r\n\r\nwhat\r\n").stall();
    }
}
