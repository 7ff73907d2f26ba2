package io.orbweaver.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.BodyBudget.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Claims are had in turn, grow, and come back whatever happens. */
class BodyBudgetTest {

    /** 32 small claims and a large one. */
    private final BodyBudget budget = new BodyBudget(BodyBudget.BYTES_MIN);

    private final int all = budget.free();

    private static Claim now(Mono<Claim> claim) {
        AtomicReference<Claim> taken = new AtomicReference<>();
        claim.subscribe(taken::set);
        assertThat(taken.get()).as("had at once").isNotNull();
        return taken.get();
    }

    @Test
    void itHasRoomForWhatItSays() {
        assertThat(all).isEqualTo(32);
        assertThat(new BodyBudget(64 << 20).free()).isEqualTo(96);
    }

    @Test
    void nothingIsTakenBeforeItIsAskedFor() {
        Mono<Claim> lazy = budget.claim();
        assertThat(budget.free()).isEqualTo(all);
        now(lazy).giveBack();
        assertThat(budget.free()).isEqualTo(all);
    }

    @Test
    void whoWaitsComesInTurn() {
        List<Claim> held = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            held.add(now(budget.claim()));
        }
        List<String> told = new ArrayList<>();
        budget.claim().subscribe(claim -> told.add("first"));
        Disposable second = budget.claim().subscribe(claim -> told.add("second"));
        budget.claim().subscribe(claim -> told.add("third"));
        assertThat(told).isEmpty();
        second.dispose();
        held.get(0).giveBack();
        held.get(0).giveBack();
        assertThat(told).containsExactly("first");
        held.get(1).giveBack();
        assertThat(told).containsExactly("first", "third");
        assertThat(budget.free()).isZero();
    }

    @Test
    void aClaimGrowsOnceThereIsRoomForThat() {
        Claim first = now(budget.claim());
        Claim second = now(budget.claim());
        first.grow().subscribe();
        second.grow().subscribe();
        assertThat(first.isLarge()).isTrue();
        assertThat(second.isLarge()).isFalse();
        first.giveBack();
        assertThat(second.isLarge()).isTrue();
        second.giveBack();
        assertThat(budget.free()).isEqualTo(all);
        Claim third = now(budget.claim());
        third.grow().subscribe();
        assertThat(third.isLarge()).isTrue();
    }

    @RepeatedTest(200)
    void aWaitThatIsCancelledAsItEndsLosesNothing() throws InterruptedException {
        List<Claim> held = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            held.add(now(budget.claim()));
        }
        AtomicReference<Claim> late = new AtomicReference<>();
        Disposable waiting = budget.claim().subscribe(late::set);
        CountDownLatch both = new CountDownLatch(2);
        Thread cancels = new Thread(() -> {
            both.countDown();
            waiting.dispose();
        });
        both.countDown();
        cancels.start();
        held.forEach(Claim::giveBack);
        cancels.join();
        if (late.get() != null) {
            late.get().giveBack();
        }
        assertThat(budget.free()).isEqualTo(all);
    }
}
