package io.orbweaver.crawl;

import io.orbweaver.crawl.AsyncSemaphore.Permit;
import io.orbweaver.extract.content.ExtractLimits;
import reactor.core.publisher.Mono;

/**
 * The bytes of bodies that are held at the same time, for extraction or to be kept. A small claim is taken before a
 * body is read, and covers most pages; one that turns out longer waits for a large one while nothing more of it is
 * read. The holder of a large claim waits for nothing else, so there is no deadlock.
 */
public final class BodyBudget {

    /** Bytes that a small claim covers. */
    static final int SMALL_BYTES = ExtractLimits.SHORT_BYTES;

    /** Bytes that a large claim covers: no more of a body is ever held. */
    static final int LARGE_BYTES = ExtractLimits.BYTES_MAX;

    /** The least that works. */
    static final long BYTES_MIN = 2L * LARGE_BYTES;

    private final AsyncSemaphore small;
    private final AsyncSemaphore large;

    /** @param bytes in all, at least 16 MB; five eighths of them are for large claims */
    public BodyBudget(long bytes) {
        int larges = (int) Math.max(1, bytes * 5 / 8 / LARGE_BYTES);
        this.large = new AsyncSemaphore(larges);
        this.small = new AsyncSemaphore((int) ((bytes - (long) larges * LARGE_BYTES) / SMALL_BYTES));
    }

    /** A claim that nothing is taken by yet. */
    Claim claim() {
        return new Claim();
    }

    /** Small claims that are free. */
    int free() {
        return small.free();
    }

    /** A part of the budget, for one body: nothing at first, then small, then large where it must be. */
    final class Claim {

        private final Permit first = small.permit();
        private final Permit more = large.permit();

        private Claim() {}

        /** Makes it a small one, as soon as there is room. Cold; completes at once where it is one. */
        Mono<Void> taken() {
            return first.taken();
        }

        /** Makes it a large one, as soon as there is room. Cold; completes at once where it is one. */
        Mono<Void> grown() {
            return more.taken();
        }

        /** Whether it covers a long body. */
        boolean isLarge() {
            return more.isHeld();
        }

        /** Gives all of it back, and no longer waits for any; idempotent. Any thread, after the body's last call. */
        void giveBack() {
            more.giveBack();
            first.giveBack();
        }
    }
}
