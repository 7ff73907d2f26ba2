package io.orbweaver.site;

import java.io.IOException;

/** Resets the connection instead of answering. */
public record ResetBeforeAnswer() implements Misbehaviour {

    @Override
    public void answer(Wire wire) throws IOException {
        wire.reset();
    }
}
