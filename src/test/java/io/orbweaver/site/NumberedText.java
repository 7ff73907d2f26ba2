package io.orbweaver.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Serves texts in which each {@code {n}} is a number that never comes again: links that have no end. */
public record NumberedText(String type, String text, AtomicLong served) implements Misbehaviour {

    /** One that has served none yet. */
    public NumberedText(String type, String text) {
        this(type, text, new AtomicLong());
    }

    @Override
    public void answer(Wire wire) throws IOException {
        String number = Long.toString(served.incrementAndGet());
        byte[] body = text.replace("{n}", number).getBytes(StandardCharsets.UTF_8);
        wire.head(200, "Content-Type: " + type, "Content-Length: " + body.length)
                .send(body);
        wire.keepAlive();
    }
}
