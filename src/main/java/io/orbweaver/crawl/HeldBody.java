package io.orbweaver.crawl;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The beginning of a body, held whole under a claim: all of it for nearly every page. Used like a sink, by the thread
 * that reads the body.
 */
final class HeldBody {

    private static final int FIRST_BYTES = 16 << 10;

    /** Beyond a small claim, before a large one is there: one piece from the connection may decode to that much. */
    private static final int BURST_BYTES = 1 << 20;

    private final BodyBudget.Claim claim;
    private byte @Nullable [] bytes = new byte[FIRST_BYTES];
    private int length;
    private boolean cut;

    HeldBody(BodyBudget.Claim claim) {
        this.claim = claim;
    }

    void accept(byte[] chunk, int offset, int count) {
        byte[] held = bytes;
        if (held == null || cut) {
            return;
        }
        int most = claim.isLarge() ? BodyBudget.LARGE_BYTES : BodyBudget.SMALL_BYTES + BURST_BYTES;
        int taken = Math.min(count, most - length);
        cut = taken < count;
        if (length + taken > held.length) {
            held = Arrays.copyOf(held, Math.min(most, Math.max(length + taken, 2 * held.length)));
            bytes = held;
        }
        System.arraycopy(chunk, offset, held, length, taken);
        length += taken;
    }

    /** Whether it needs a larger claim before it can take more. */
    boolean isBusy() {
        return bytes != null && !cut && !claim.isLarge() && length > BodyBudget.SMALL_BYTES;
    }

    /** Has the larger claim. */
    Mono<Void> settled() {
        return claim.grow();
    }

    /** It is not wanted after all. */
    void letGo() {
        bytes = null;
        length = 0;
    }

    /** The bytes, of which the first {@link #length} count; not to be written to. */
    byte[] bytes() {
        byte[] held = bytes;
        return held == null ? new byte[0] : held;
    }

    int length() {
        return length;
    }

    /** Whether there was more than could be held. */
    boolean isCut() {
        return cut;
    }
}
