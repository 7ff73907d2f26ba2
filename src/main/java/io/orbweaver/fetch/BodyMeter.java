package io.orbweaver.fetch;

import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts, bounds and hashes a decoded body on its way to a sink. Used by one event loop. */
final class BodyMeter implements DecodedSink {

    private static final int CHUNK_BYTES = 16 << 10;
    private static final ThreadLocal<byte[]> CHUNK = ThreadLocal.withInitial(() -> new byte[CHUNK_BYTES]);

    /** What a coding may add to a body that does not get shorter by it, besides an eighth. */
    private static final long CODING_BYTES = 256 << 10;

    private final long bytesMax;
    private final boolean cut;
    private final BodySink sink;
    private final MessageDigest digest = sha256();
    private long bytes;
    private long received;

    /** @param cut whether a longer body ends at its bound */
    BodyMeter(long bytesMax, boolean cut, BodySink sink) {
        this.bytesMax = bytesMax;
        this.cut = cut;
        this.sink = sink;
    }

    /** One for each thread. */
    @Override
    public byte[] chunk() {
        return CHUNK.get();
    }

    /**
     * Counts bytes before they are decoded: a coded body may go on for ever and decode to nothing.
     *
     * @throws TooLarge where there are more than a body within its bound has in any coding
     * @throws Cut where the body is to end there
     */
    void received(int coded) {
        received += coded;
        if (received > codedMax(bytesMax)) {
            throw cut ? new Cut() : new TooLarge();
        }
    }

    /** Bytes that a body within its bound has at most in any coding. */
    static long codedMax(long bytesMax) {
        return bytesMax + bytesMax / 8 + CODING_BYTES;
    }

    /**
     * Takes a buffer's bytes; the buffer stays the caller's.
     *
     * @throws TooLarge where the body is over its bound; the sink has taken nothing beyond it
     * @throws Cut where the body is over its bound and ends there; the sink has taken all up to it
     */
    void accept(ByteBuf buffer) {
        byte[] chunk = chunk();
        while (buffer.isReadable()) {
            int length = Math.min(chunk.length, buffer.readableBytes());
            buffer.readBytes(chunk, 0, length);
            accept(chunk, length);
        }
    }

    @Override
    public void accept(byte[] chunk, int length) {
        if (length <= bytesMax - bytes) {
            take(chunk, length);
        } else if (cut) {
            take(chunk, (int) (bytesMax - bytes));
            throw new Cut();
        } else {
            throw new TooLarge();
        }
    }

    private void take(byte[] chunk, int length) {
        bytes += length;
        digest.update(chunk, 0, length);
        try {
            sink.accept(chunk, 0, length);
        } catch (RuntimeException e) {
            throw new SinkFailed(e);
        }
    }

    @Override
    public boolean isFull() {
        try {
            return sink.isBusy();
        } catch (RuntimeException e) {
            throw new SinkFailed(e);
        }
    }

    /** The body has ended, whole. */
    void complete() {
        try {
            sink.complete();
        } catch (RuntimeException e) {
            throw new SinkFailed(e);
        }
    }

    long bytes() {
        return bytes;
    }

    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A body over its bound. */
    static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLarge() {
            super(null, null, false, false);
        }
    }

    /** A body that ends at its bound: no failure. */
    static final class Cut extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Cut() {
            super(null, null, false, false);
        }
    }

    /** A sink threw: an internal error, whatever its type would mean if it came from the transfer. */
    static final class SinkFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SinkFailed(Throwable cause) {
            super(cause);
        }
    }
}
