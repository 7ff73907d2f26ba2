package io.orbweaver.crawl;

import io.orbweaver.fetch.BodySink;
import java.io.ByteArrayOutputStream;

/** Keeps a body; the request says how much of one there may be. */
final class BufferedBody implements BodySink {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        kept.write(bytes, offset, length);
    }

    @Override
    public void complete() {}

    byte[] bytes() {
        return kept.toByteArray();
    }
}
