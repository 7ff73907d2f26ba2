package io.orbweaver.crawl;

import java.util.Arrays;
import reactor.core.publisher.Mono;

/**
 * The beginning of a body, held whole under a claim: all of it for nearly every page. Used like a sink, by the thread
 * that reads the body.
 */
final class HeldBody {

    private static final int FIRST_BYTES = 16 << 10;

    /** Beyond a small claim, before a large one is there: one piece from the connection may decode to that much. */
    private static final int BURST_BYTES = 1 << 20;

    private static final byte[] NONE = new byte[0];

    private final BodyBudget.Claim claim;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private boolean cut;

    HeldBody(BodyBudget.Claim claim) {
        this.claim = claim;
    }

    void accept(byte[] chunk, int offset, int count) {
        if (cut) {
            return;
        }
        int most = claim.isLarge() ? BodyBudget.LARGE_BYTES : BodyBudget.SMALL_BYTES + BURST_BYTES;
        int taken = Math.min(count, most - length);
        cut = taken < count;
        if (length + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(length + taken, 2 * bytes.length)));
        }
        System.arraycopy(chunk, offset, bytes, length, taken);
        length += taken;
    }

    /** Whether it needs a larger claim before anything more is done, because of what it has already. */
    boolean isBusy() {
        return !claim.isLarge() && length > BodyBudget.SMALL_BYTES;
    }

    /** Has the larger claim. */
    Mono<Void> settled() {
        return claim.grown();
    }

    /** It is done with: the visit goes on without the bytes. */
    void letGo() {
        bytes = NONE;
        length = 0;
    }

    /** The bytes, of which the first {@link #length} count; not to be written to. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Whether there was more than could be held. */
    boolean isCut() {
        return cut;
    }
}
