package io.orbweaver.site;

import java.io.IOException;
import java.util.Arrays;

/** Answers with a status and a body that stops before its end, keeping the connection. */
public record StallBehindHead(int status, String... fields) implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        String[] all = Arrays.copyOf(fields, fields.length + 1);
        all[fields.length] = "Content-Length: 1000000";
        wire.head(status, all).send("and so on ").stall();
    }
}
