package io.orbweaver.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import reactor.core.publisher.Flux;

/**
 * The compression of a stream piece by piece (RFC 1952): each piece asked for takes as many of the source as it needs,
 * and what is held is the deflater's own 256 KB.
 */
public final class Gzip {

    private static final int LEVEL = 6;
    private static final int BUFFER_BYTES = 16 << 10;
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final byte[] NOTHING = {};

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final CRC32 crc = new CRC32();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER_BYTES);
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private long length;

    Gzip() {}

    /** A source as one gzip member. */
    public static Flux<byte[]> whole(Flux<byte[]> source) {
        return Flux.using(Gzip::new, gzip -> gzip.member(source), Gzip::close);
    }

    /** Another, separate member; one after the other only. */
    Flux<byte[]> member(Flux<byte[]> source) {
        return Flux.concat(
                        Flux.defer(() -> Flux.just(begin())),
                        source.map(piece -> work(() -> add(piece))),
                        Flux.defer(() -> Flux.just(work(this::end))))
                .filter(piece -> piece.length > 0);
    }

    private interface Step {
        void run();
    }

    /** A cancel closes it on another thread: if a call is at work then, that call frees the deflater. */
    private byte[] work(Step step) {
        if (!users.compareAndSet(0, 1)) {
            return NOTHING;
        }
        try {
            step.run();
            byte[] made = out.toByteArray();
            out.reset();
            return made;
        } finally {
            if (users.decrementAndGet() != 0) {
                deflater.end();
            }
        }
    }

    private byte[] begin() {
        return work(() -> {
            deflater.reset();
            crc.reset();
            length = 0;
            write(HEAD);
        });
    }

    private void add(byte[] piece) {
        crc.update(piece);
        length += piece.length;
        deflater.setInput(piece);
        while (!deflater.needsInput()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
    }

    private void end() {
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        write(littleEndian(crc.getValue()));
        write(littleEndian(length));
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] littleEndian(long value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }

    /** Frees what is outside the heap. Idempotent, from any thread. */
    void close() {
        if (!closed.getAndSet(true) && users.getAndIncrement() == 0) {
            deflater.end();
        }
    }
}
