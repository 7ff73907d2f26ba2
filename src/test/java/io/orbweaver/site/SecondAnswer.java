package io.orbweaver.site;

import java.io.IOException;

/** Answers one request twice, so that the second answer waits for a request that it does not belong to. */
public record SecondAnswer() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        // at once: one that came when the next request is sent already would be that one's answer, by all that shows
        wire.head(200, "Content-Length: 5").send("firstHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged");
        wire.keepAlive();
    }
}
