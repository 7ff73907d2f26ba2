package io.orbweaver.site;

import java.io.IOException;

/** Says how long its body is in a way that cannot be meant, or in several. */
public record WrongLength(String... lengths) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (String length : lengths) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        wire.send(head + "\r\nsome words");
    }
}
