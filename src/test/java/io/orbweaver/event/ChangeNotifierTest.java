package io.orbweaver.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class ChangeNotifierTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicLong allRounds = new AtomicLong();
    private final ChangeNotifier bell = new ChangeNotifier(time, allRounds);

    private long now() {
        return time.now(TimeUnit.MILLISECONDS);
    }

    private void pass(long millis) {
        time.advanceTimeBy(Duration.ofMillis(millis));
    }

    /** Listeners, and the times at which the first of them was woken. */
    private List<Long> listeners(int count) {
        List<Long> woken = new ArrayList<>();
        bell.add(() -> woken.add(now()));
        for (int i = 1; i < count; i++) {
            int number = i;
            bell.add(() -> assertThat(number).isPositive());
        }
        return woken;
    }

    @Test
    void fewAreWokenAtEachRing() {
        List<Long> woken = listeners(3);
        for (int i = 0; i < 5; i++) {
            bell.ring(now());
            pass(1);
        }
        assertThat(woken).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "20, 1", "200, 10", "9999, 499", "10000, 500", "1000000, 500"})
    void theMoreThereAreTheLongerIsAPauseButNotWithoutEnd(int listeners, long millis) {
        assertThat(ChangeNotifier.pauseMillis(listeners)).isEqualTo(millis);
    }

    @Test
    void manyAreWokenInRoundsHoweverOftenItRings() {
        List<Long> woken = listeners(400);
        long from = now();
        for (int millis = 0; millis < 1_000; millis++) {
            bell.ring(now());
            pass(1);
        }
        assertThat(woken).hasSize(51); // at 0, 20 … 1,000 ms
        assertThat(woken.get(0)).isEqualTo(from);
        for (int i = 1; i < woken.size(); i++) {
            assertThat(woken.get(i) - woken.get(i - 1)).isEqualTo(20);
        }
    }

    @Test
    void theLastRingIsFollowedByARound() {
        List<Long> woken = listeners(400);
        bell.ring(now());
        pass(5);
        long rang = now();
        bell.ring(rang);
        assertThat(woken).hasSize(1);
        pass(15);
        assertThat(woken).hasSize(2);
        assertThat(bell.rungAtMillis()).isEqualTo(rang);
        pass(10_000);
        assertThat(woken).hasSize(2);
    }

    @Test
    void aRingWithinARoundHasARoundOfItsOwn() {
        List<Long> rounds = new ArrayList<>();
        bell.add(() -> {
            rounds.add(bell.rounds());
            if (rounds.size() == 1) {
                bell.ring(now());
            }
        });
        bell.ring(now());
        pass(1);
        assertThat(rounds).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void whoCountedBeforeARoundIsNotLeftWaiting() {
        long before = bell.rounds();
        Mono<Void> since = bell.roundSince(before);
        bell.ring(now());
        assertThat(since.toFuture()).isCompleted();
    }

    @Test
    void whoCountedAfterItWaitsForTheNext() {
        bell.ring(now());
        var waiting = bell.roundSince(bell.rounds()).toFuture();
        pass(60_000);
        assertThat(waiting).isNotDone();
        bell.wake();
        assertThat(waiting).isCompleted();
    }

    @Test
    void aSuccessorsRoundsAreNeverItsPredecessors() {
        bell.ring(now());
        long last = bell.rounds();
        ChangeNotifier successor = new ChangeNotifier(time, allRounds);
        assertThat(successor.rounds()).isGreaterThan(last);
    }

    @Test
    void whoLeavesIsNotWoken() {
        List<Long> woken = new ArrayList<>();
        Runnable listener = () -> woken.add(now());
        bell.add(listener);
        bell.remove(listener);
        bell.ring(now());
        pass(1_000);
        assertThat(woken).isEmpty();
    }
}
