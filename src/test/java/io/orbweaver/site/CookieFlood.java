package io.orbweaver.site;

import java.io.IOException;

/** Sets so many cookies. */
public record CookieFlood(int cookies) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n");
        for (int i = 0; i < cookies; i++) {
            head.append("Set-Cookie: c").append(i).append("=").append(i).append("\r\n");
        }
        wire.send(head + "Content-Length: 2\r\n\r\nok");
        wire.keepAlive();
    }
}
