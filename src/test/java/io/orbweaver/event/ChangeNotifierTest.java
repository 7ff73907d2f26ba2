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
    private final AtomicLong allWakeups = new AtomicLong();
    private final ChangeNotifier notifier = new ChangeNotifier(time, allWakeups);

    private long now() {
        return time.now(TimeUnit.MILLISECONDS);
    }

    private void pass(long millis) {
        time.advanceTimeBy(Duration.ofMillis(millis));
    }

    /** Listeners, and the times at which the first of them was woken. */
    private List<Long> listeners(int count) {
        List<Long> woken = new ArrayList<>();
        notifier.add(() -> woken.add(now()));
        for (int i = 1; i < count; i++) {
            int number = i;
            notifier.add(() -> assertThat(number).isPositive());
        }
        return woken;
    }

    @Test
    void fewAreWokenAtEachRing() {
        List<Long> woken = listeners(3);
        for (int i = 0; i < 5; i++) {
            notifier.notifyChange(now());
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
    void manyReadersAreWokenTogetherHoweverOftenItIsNotified() {
        List<Long> woken = listeners(400);
        long from = now();
        for (int millis = 0; millis < 1_000; millis++) {
            notifier.notifyChange(now());
            pass(1);
        }
        assertThat(woken).hasSize(51); // at 0, 20 … 1,000 ms
        assertThat(woken.get(0)).isEqualTo(from);
        for (int i = 1; i < woken.size(); i++) {
            assertThat(woken.get(i) - woken.get(i - 1)).isEqualTo(20);
        }
    }

    @Test
    void theLastNotificationIsFollowedByAWakeUp() {
        List<Long> woken = listeners(400);
        notifier.notifyChange(now());
        pass(5);
        long rang = now();
        notifier.notifyChange(rang);
        assertThat(woken).hasSize(1);
        pass(15);
        assertThat(woken).hasSize(2);
        assertThat(notifier.changedAtMillis()).isEqualTo(rang);
        pass(10_000);
        assertThat(woken).hasSize(2);
    }

    @Test
    void aNotificationDuringAWakeUpCausesAnotherOne() {
        List<Long> wakeups = new ArrayList<>();
        notifier.add(() -> {
            wakeups.add(notifier.wakeups());
            if (wakeups.size() == 1) {
                notifier.notifyChange(now());
            }
        });
        notifier.notifyChange(now());
        pass(1);
        assertThat(wakeups).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aReaderThatCountedBeforeAWakeUpCompletes() {
        long before = notifier.wakeups();
        Mono<Void> since = notifier.wokenSince(before);
        notifier.notifyChange(now());
        assertThat(since.toFuture()).isCompleted();
    }

    @Test
    void aReaderThatCountedAfterAWakeUpWaitsForTheNext() {
        notifier.notifyChange(now());
        var waiting = notifier.wokenSince(notifier.wakeups()).toFuture();
        pass(60_000);
        assertThat(waiting).isNotDone();
        notifier.wake();
        assertThat(waiting).isCompleted();
    }

    @Test
    void aSuccessorsCountsNeverEqualItsPredecessors() {
        notifier.notifyChange(now());
        long last = notifier.wakeups();
        ChangeNotifier successor = new ChangeNotifier(time, allWakeups);
        assertThat(successor.wakeups()).isGreaterThan(last);
    }

    @Test
    void aReaderThatLeavesIsNotWoken() {
        List<Long> woken = new ArrayList<>();
        Runnable listener = () -> woken.add(now());
        notifier.add(listener);
        notifier.remove(listener);
        notifier.notifyChange(now());
        pass(1_000);
        assertThat(woken).isEmpty();
    }
}
