package io.orbweaver.site;

import java.io.IOException;

/** Says that its body has a length and that it comes in chunks, which smugglers do. */
public record LengthAndChunked() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Type: text/plain", "Content-Length: 4", "Transfer-Encoding: chunked")
                .send("5\r\nfirst\r\n0\r\n\r\n");
        wire.keepAlive();
    }
}
