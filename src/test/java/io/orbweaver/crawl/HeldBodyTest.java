package io.orbweaver.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much of a body is held, and when it waits for more room. */
class HeldBodyTest {

    private final BodyBudget budget = new BodyBudget(BodyBudget.BYTES_MIN);
    private final BodyBudget.Claim claim = budget.claim();
    private final HeldBody body = new HeldBody(claim);

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    private void accept(byte[] all, int from, int to) {
        for (int at = from; at < to; at += 16 << 10) {
            body.accept(all, at, Math.min(16 << 10, to - at));
        }
    }

    @Test
    void aShortOneIsHeldUnderItsSmallClaim() {
        byte[] all = bytes(BodyBudget.SMALL_BYTES);
        accept(all, 0, all.length);
        assertThat(body.isBusy()).isFalse();
        assertThat(body.isCut()).isFalse();
        assertThat(body.length()).isEqualTo(all.length);
        assertThat(body.bytes()).startsWith(all);
    }

    @Test
    void aLongerOneWaitsForALargeClaimAndGoesOn() {
        byte[] all = bytes(2 << 20);
        accept(all, 0, 300 << 10);
        assertThat(body.isBusy()).isTrue();
        body.settled().block();
        assertThat(body.isBusy()).isFalse();
        accept(all, 300 << 10, all.length);
        assertThat(body.length()).isEqualTo(all.length);
        assertThat(body.isCut()).isFalse();
        assertThat(body.bytes()).startsWith(all);
    }

    @Test
    void nothingBeyondALargeClaimIsHeld() {
        byte[] all = bytes(BodyBudget.LARGE_BYTES + 1);
        accept(all, 0, 300 << 10);
        body.settled().block();
        accept(all, 300 << 10, all.length);
        assertThat(body.length()).isEqualTo(BodyBudget.LARGE_BYTES);
        assertThat(body.isCut()).isTrue();
    }

    @Test
    void onePieceThatDecodesToVeryMuchIsCut() {
        byte[] all = bytes(4 << 20);
        accept(all, 0, all.length);
        assertThat(body.isCut()).isTrue();
        assertThat(body.length()).isLessThan(2 << 20);
        assertThat(body.isBusy()).as("it waits for room for what it has").isTrue();
        body.settled().block();
        assertThat(body.isBusy()).isFalse();
    }
}
