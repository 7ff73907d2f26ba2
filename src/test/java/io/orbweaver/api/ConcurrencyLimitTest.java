package io.orbweaver.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Places for submissions: one more is refused, and each place comes back however its submission ends. */
class ConcurrencyLimitTest {

    private final ConcurrencyLimit limit = ConcurrencyLimit.ofSubmissions(2);

    @Test
    void oneMoreIsRefusedBeforeAnythingIsDoneForIt() {
        Disposable first = limit.admit(Mono.never()).subscribe();
        Disposable second = limit.admit(Mono.never()).subscribe();
        boolean[] done = {false};
        StepVerifier.create(limit.admit(Mono.fromRunnable(() -> done[0] = true)))
                .expectErrorSatisfies(error -> {
                    ProblemException refusal = (ProblemException) error;
                    assertThat(refusal.problem().status()).isEqualTo(503);
                    assertThat(refusal.retryAfter()).isNotNull();
                })
                .verify();
        assertThat(done[0]).isFalse();
        first.dispose();
        StepVerifier.create(limit.admit(Mono.just(1))).expectNext(1).verifyComplete();
        second.dispose();
    }

    @Test
    void aPlaceComesBackByAnAnswerAnErrorAndAClientThatGoesAway() {
        for (int i = 0; i < 10; i++) {
            Sinks.One<Integer> sink = Sinks.one();
            Disposable gone = limit.admit(sink.asMono()).subscribe();
            gone.dispose();
            StepVerifier.create(limit.admit(Mono.error(new IllegalStateException("as a test wants it"))))
                    .verifyError(IllegalStateException.class);
            StepVerifier.create(limit.admit(Mono.empty())).verifyComplete();
        }
        StepVerifier.create(limit.admit(limit.admit(Mono.just(1))))
                .expectNext(1)
                .verifyComplete();
    }
}
