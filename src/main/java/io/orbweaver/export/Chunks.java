package io.orbweaver.export;

import java.util.List;
import reactor.core.publisher.Flux;

/** A joiner of small pieces, so that a row of a table is not a separate write. */
final class Chunks {

    /** Bytes from which on a chunk is emitted. */
    private static final int BYTES = 32 << 10;

    private int bytes;

    private Chunks() {}

    /** The same bytes in chunks of at least 32 KB, except the last; none is empty. */
    static Flux<byte[]> of(Flux<byte[]> pieces) {
        return Flux.defer(() -> {
            Chunks chunks = new Chunks();
            return pieces.filter(piece -> piece.length > 0)
                    .bufferUntil(chunks::isFullWith)
                    .map(Chunks::join);
        });
    }

    private boolean isFullWith(byte[] piece) {
        bytes += piece.length;
        boolean full = bytes >= BYTES;
        if (full) {
            bytes = 0;
        }
        return full;
    }

    private static byte[] join(List<byte[]> pieces) {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        byte[] joined = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, joined, at, piece.length);
            at += piece.length;
        }
        return joined;
    }
}
