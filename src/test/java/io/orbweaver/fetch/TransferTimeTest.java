package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A transfer's time is the server's: waits of ours are left out, all of them and nothing else. */
class TransferTimeTest {

    private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
    private final TransferTime time = new TransferTime(Duration.ofSeconds(20), timer);
    private final Sinks.One<String> answer = Sinks.one();
    private StepVerifier verifier;

    @BeforeEach
    void begin() {
        verifier = StepVerifier.create(time.limit(answer.asMono()))
                .expectError(TimeoutException.class)
                .verifyLater();
    }

    @AfterEach
    void end() {
        timer.dispose();
    }

    private void pass(int seconds) {
        timer.advanceTimeBy(Duration.ofSeconds(seconds));
    }

    private void isNotOver() {
        assertThat(answer.currentSubscriberCount()).isOne();
    }

    private void isOver() {
        verifier.verify(Duration.ofSeconds(1));
    }

    @Test
    void itEndsInTime() {
        pass(19);
        isNotOver();
        pass(1);
        isOver();
    }

    @Test
    void aWaitIsLeftOut() {
        pass(5);
        time.leftOut(Mono.delay(Duration.ofSeconds(100), timer).then()).subscribe();
        pass(100);
        pass(14);
        isNotOver();
        pass(1);
        isOver();
    }

    @Test
    void soAreSeveral() {
        for (int i = 0; i < 7; i++) {
            pass(1);
            time.leftOut(Mono.delay(Duration.ofSeconds(6), timer).then()).subscribe();
            pass(6);
        }
        pass(12);
        isNotOver();
        pass(1);
        isOver();
    }

    @Test
    void aWaitThatFailsEndsToo() {
        Sinks.Empty<Void> room = Sinks.empty();
        time.leftOut(room.asMono()).onErrorComplete().subscribe();
        pass(60);
        isNotOver();
        room.tryEmitError(new IllegalStateException("for the test"));
        pass(19);
        isNotOver();
        pass(1);
        isOver();
    }

    @Test
    void nothingIsLeftOutWhereNothingWaited() {
        time.leftOut(Mono.empty()).subscribe();
        pass(20);
        isOver();
    }
}
