package io.orbweaver.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends one header field of many bytes. */
public record HugeHeader(long fieldBytes) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.send("HTTP/1.1 200 OK\r\nX-Huge: ");
        byte[] bytes = "huge".repeat(16 << 10).getBytes(StandardCharsets.US_ASCII);
        for (long sent = 0; sent < fieldBytes; sent += bytes.length) {
            wire.send(bytes);
        }
        wire.send("\r\nContent-Length: 0\r\n\r\n");
    }
}
