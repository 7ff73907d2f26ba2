package io.orbweaver.site;

import java.io.IOException;

/** Answers before it was asked, and never reads what it is asked. */
public record AnswerBeforeRequest() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.head(200, "Content-Type: text/plain", "Content-Length: 6")
                .send("forged")
                .ignore();
    }
}
