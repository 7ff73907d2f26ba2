package io.orbweaver.crawl;

import io.orbweaver.fetch.BodySink;
import java.io.ByteArrayOutputStream;

/** Keeps the first bytes of a body and ignores the rest. */
final class BoundedBody implements BodySink {

    private final int bytesMax;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    BoundedBody(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        kept.write(bytes, offset, Math.min(length, bytesMax - kept.size()));
    }

    @Override
    public void complete() {}

    byte[] bytes() {
        return kept.toByteArray();
    }
}
