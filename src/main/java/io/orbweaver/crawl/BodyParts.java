package io.orbweaver.crawl;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.orbweaver.body.Bodies;
import io.orbweaver.body.ExchangeHead;
import io.orbweaver.commit.Kept;
import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.Ledger.Keeping;
import io.orbweaver.frontier.Lease;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Cuts a body into parts, compresses each by itself and has all but the last written ahead of the page's commit, so
 * that one part is in memory and never the whole. Used like a sink, by the thread that reads the body. For one hop.
 *
 * <p>Each part is a frame of its own (RFC 8878 §3.1): a part can be read without those before it, and what little the
 * compression loses by it is less than what a stream's state would cost each transfer.
 */
final class BodyParts {

    private static final int FIRST_BYTES = 16 << 10;
    private static final int LEVEL = 3;

    private final Lease lease;
    private final Ledger ledger;
    private final ExchangeHead head;
    private final List<byte[]> waiting = new ArrayList<>();
    private byte[] part = new byte[FIRST_BYTES];
    private int filled;
    private int written;
    private long length;
    private volatile boolean given;
    private volatile @Nullable Throwable trouble;

    /** @param head goes with the body */
    BodyParts(Lease lease, Ledger ledger, ExchangeHead head) {
        this.lease = lease;
        this.ledger = ledger;
        this.head = head;
    }

    void accept(byte[] chunk, int offset, int count) {
        length += count;
        int at = offset;
        int left = given ? 0 : count;
        while (left > 0) {
            if (filled == Bodies.PART_BYTES) {
                waiting.add(compressed());
                filled = 0;
            }
            int taken = Math.min(left, Bodies.PART_BYTES - filled);
            if (filled + taken > part.length) {
                part = Arrays.copyOf(part, Math.min(Bodies.PART_BYTES, Math.max(filled + taken, 2 * part.length)));
            }
            System.arraycopy(chunk, at, part, filled, taken);
            filled += taken;
            at += taken;
            left -= taken;
        }
    }

    private byte[] compressed() {
        byte[] frame = new byte[(int) Zstd.compressBound(filled)];
        try (ZstdCompressCtx coder = new ZstdCompressCtx()) { // not kept for the thread: it would outlive it
            int size = coder.setLevel(LEVEL).compressByteArray(frame, 0, frame.length, part, 0, filled);
            return Arrays.copyOf(frame, size);
        }
    }

    /** Whether parts wait to be written. */
    boolean isBusy() {
        return !waiting.isEmpty();
    }

    /** Writes the parts that wait. What goes wrong is kept for {@link #trouble()}: it is not the server's doing. */
    Mono<Void> settled() {
        return Flux.fromIterable(List.copyOf(waiting))
                .concatMap(frame -> ledger.keep(lease, written, frame).doOnNext(this::wrote), 0)
                .takeUntil(keeping -> keeping != Keeping.KEPT)
                .then()
                .doOnSuccess(done -> waiting.clear())
                .onErrorResume(error -> {
                    trouble = error;
                    return Mono.fromRunnable(this::giveUp);
                });
    }

    private void wrote(Keeping keeping) {
        if (keeping == Keeping.KEPT) {
            written++;
        } else {
            giveUp();
        }
    }

    private void giveUp() {
        given = true;
        waiting.clear();
        part = new byte[0];
    }

    /** Why the store took no more, or null. */
    @Nullable
    Throwable trouble() {
        return trouble;
    }

    /** The body that has ended, for its page's commit; null where it cannot be kept. */
    @Nullable
    Kept kept() {
        if (given) {
            return null;
        }
        return filled == 0 ? new Kept(head, length, 0, null) : new Kept(head, length, written + 1, compressed());
    }
}
