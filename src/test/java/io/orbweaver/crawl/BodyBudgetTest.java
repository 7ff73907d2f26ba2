package io.orbweaver.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.BodyBudget.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Claims are had in turn, grow, and come back whatever happens. */
class BodyBudgetTest {

    /** 32 small claims and a large one. */
    private final BodyBudget budget = new BodyBudget(BodyBudget.BYTES_MIN);

    private final int all = budget.free();

    private Claim taken() {
        Claim claim = budget.claim();
        StepVerifier.create(claim.taken()).as("had at once").expectComplete().verify(Duration.ZERO);
        return claim;
    }

    private List<Claim> allTaken() {
        return Stream.generate(this::taken).limit(all).toList();
    }

    private Claim waiting(List<String> told, String name) {
        Claim claim = budget.claim();
        claim.taken().subscribe(none -> {}, error -> {}, () -> told.add(name));
        return claim;
    }

    @Test
    void itGrantsUpToItsLimit() {
        assertThat(all).isEqualTo(32);
        assertThat(new BodyBudget(64 << 20).free()).isEqualTo(96);
    }

    @Test
    void nothingIsTakenBeforeItIsAskedFor() {
        Claim lazy = budget.claim();
        Mono<Void> asked = lazy.taken();
        assertThat(budget.free()).isEqualTo(all);
        asked.subscribe();
        assertThat(budget.free()).isEqualTo(all - 1);
        lazy.giveBack();
        assertThat(budget.free()).isEqualTo(all);
    }

    @Test
    void waitingRequestsAreServedInOrder() {
        List<Claim> held = allTaken();
        List<String> told = new ArrayList<>();
        waiting(told, "first");
        Claim second = waiting(told, "second");
        waiting(told, "third");
        assertThat(told).isEmpty();
        second.giveBack();
        held.get(0).giveBack();
        held.get(0).giveBack();
        assertThat(told).containsExactly("first");
        held.get(1).giveBack();
        assertThat(told).containsExactly("first", "third");
        assertThat(budget.free()).isZero();
    }

    @Test
    void aClaimGrowsOnceTheLimitAllowsIt() {
        Claim first = taken();
        Claim second = taken();
        first.grown().subscribe();
        second.grown().subscribe();
        assertThat(first.isLarge()).isTrue();
        assertThat(second.isLarge()).isFalse();
        first.giveBack();
        assertThat(second.isLarge()).isTrue();
        second.giveBack();
        assertThat(budget.free()).isEqualTo(all);
        Claim third = taken();
        third.grown().subscribe();
        assertThat(third.isLarge()).isTrue();
    }

    @Test
    void aCancelledRequestIsGrantedNothing() {
        Claim gone = budget.claim();
        gone.giveBack();
        StepVerifier.create(gone.taken())
                .expectSubscription()
                .expectNoEvent(Duration.ZERO)
                .thenCancel()
                .verify();
        assertThat(budget.free()).isEqualTo(all);
    }

    /** Its owner gives it back whether the wait was cancelled first or the claim came first: none is lost. */
    @RepeatedTest(200)
    void aWaitThatIsCancelledAsItEndsLosesNothing() throws InterruptedException {
        List<Claim> held = allTaken();
        Claim late = budget.claim();
        Disposable waiting = late.taken().subscribe();
        CountDownLatch both = new CountDownLatch(2);
        Thread cancels = new Thread(() -> {
            both.countDown();
            waiting.dispose();
            late.giveBack();
        });
        both.countDown();
        cancels.start();
        held.forEach(Claim::giveBack);
        cancels.join();
        assertThat(budget.free()).isEqualTo(all);
    }
}
