package io.orbweaver.fetch;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sink that decompresses a body that is a gzip file (RFC 1952) by its first two bytes, whatever its name and type,
 * and passes any other on as it is. For sitemaps: {@code sitemap.xml.gz} is a file that was compressed, not an answer
 * that is.
 *
 * <p>Never throws for what the bytes are: a damaged file ends where the damage is, and so does one over its bound. What
 * is held natively goes with the object where the body never ends. Used by one event loop.
 */
public final class UnzippedSink implements BodySink {

    private static final int MAGIC_FIRST = 0x1f;
    private static final int MAGIC_SECOND = 0x8b;

    private final BodySink sink;
    private final BodyMeter meter;
    private final DecodedSink ahead;
    private @Nullable ContentDecoder decoder;
    private boolean begun;
    private boolean damaged;
    private int first = -1;

    /**
     * @param sink takes what was undone
     * @param bytesMax of it
     */
    public UnzippedSink(BodySink sink, long bytesMax) {
        this.sink = sink;
        this.meter = new BodyMeter(bytesMax, false, sink);
        this.ahead = new WithoutPause(meter);
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        if (!begun && first < 0 && at < end) {
            first = bytes[at++] & 0xff;
        }
        if (!begun && at < end) {
            begin(bytes[at] & 0xff);
        }
        if (at < end) {
            pass(bytes, at, end - at);
        }
    }

    private void begin(int second) {
        begun = true;
        if (first == MAGIC_FIRST && second == MAGIC_SECOND) {
            decoder = InflatingDecoder.gzip();
        }
        pass(new byte[] {(byte) first}, 0, 1);
    }

    private void pass(byte[] bytes, int offset, int length) {
        ContentDecoder undoing = decoder;
        if (undoing == null) {
            sink.accept(bytes, offset, length);
        } else if (!damaged) {
            try {
                // a copy: the caller's array may be the one that the meter has its chunks in
                byte[] coded = Arrays.copyOfRange(bytes, offset, offset + length);
                undoing.decode(Unpooled.wrappedBuffer(coded), ahead);
            } catch (ContentDecoder.Damaged | BodyMeter.TooLarge e) {
                damaged = true;
                undoing.close();
            }
        }
    }

    /** A file within the body goes on: only the body itself can pause, behind the piece that is there. */
    private record WithoutPause(BodyMeter meter) implements DecodedSink {

        @Override
        public byte[] chunk() {
            return meter.chunk();
        }

        @Override
        public void accept(byte[] chunk, int length) {
            meter.accept(chunk, length);
        }

        @Override
        public boolean isFull() {
            return false;
        }
    }

    @Override
    public void complete() {
        if (!begun && first >= 0) {
            begun = true;
            pass(new byte[] {(byte) first}, 0, 1);
        }
        ContentDecoder undoing = decoder;
        if (undoing != null && !damaged) {
            try {
                undoing.end();
            } catch (ContentDecoder.Damaged e) {
                damaged = true;
            }
            undoing.close();
        }
        sink.complete();
    }

    /** Whether the file was no gzip behind its first bytes, was cut short, or is over its bound. */
    public boolean isDamaged() {
        return damaged;
    }
}
