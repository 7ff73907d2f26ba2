package io.orbweaver.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The log is read as its events are taken, to where it was, and what is not whole fails. */
class ResultLogTest {

    private final FakeResults results = new FakeResults();
    private final ResultLog log = new ResultLog(results, Schedulers.immediate());

    private Flux<Long> seqs(long after, long upTo) {
        return log.events(FakeResults.ID, after, upTo, ResultLog.OUTCOMES).map(LoggedEvent::seq);
    }

    private void events(int count) {
        for (int i = 0; i < count; i++) {
            results.event(i % 5 == 0 ? EventType.STATE : EventType.PAGE, "{}");
        }
    }

    @Test
    void theNextBatchIsReadWhenTheOneBeforeWasTaken() {
        events(20);
        StepVerifier.create(seqs(0, 20), 0)
                .then(() -> assertThat(results.reads()).isLessThanOrEqualTo(1))
                .thenRequest(1)
                .expectNext(2L)
                .then(() -> assertThat(results.reads()).isEqualTo(1))
                .thenRequest(1)
                .expectNext(3L)
                .then(() -> assertThat(results.reads()).isEqualTo(1))
                .thenRequest(4)
                .expectNext(4L, 5L, 7L, 8L)
                .then(() -> assertThat(results.reads()).isLessThanOrEqualTo(3))
                .thenCancel()
                .verify();
        assertThat(results.reads()).isLessThanOrEqualTo(3);
    }

    @Test
    void itEndsWhereTheLogEndedThen() {
        events(20);
        StepVerifier.create(seqs(3, 10).collectList())
                .expectNext(List.of(4L, 5L, 7L, 8L, 9L, 10L))
                .verifyComplete();
        StepVerifier.create(seqs(10, 10)).verifyComplete();
        StepVerifier.create(seqs(20, 10)).verifyComplete();
    }

    @Test
    void aJobThatIsRemovedMeanwhileIsNoEnd() {
        events(20);
        StepVerifier.create(seqs(0, 20), 2)
                .expectNext(2L, 3L)
                .then(results::remove)
                .thenRequest(100)
                .expectNextCount(1)
                .verifyError(JobRemoved.class);
    }

    @Test
    void chunksAreOfSomeSizeAndLoseNothing() {
        List<byte[]> chunks = Chunks.of(Flux.range(0, 10_000).map(i -> new byte[i % 100]))
                .collectList()
                .block();
        assertThat(chunks.stream().mapToInt(chunk -> chunk.length).sum()).isEqualTo(495_000);
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allSatisfy(chunk -> assertThat(chunk.length).isBetween(32 << 10, (32 << 10) + 100));
    }

    @Test
    void aPieceIsMadeOnlyWhenItIsAskedFor() {
        int[] made = {0};
        StepVerifier.create(
                        Chunks.of(Gzip.whole(Flux.range(0, 1_000_000).map(i -> {
                            made[0]++;
                            byte[] noise = new byte[1_024];
                            new java.util.Random(i).nextBytes(noise);
                            return noise;
                        }))),
                        0)
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(made[0]).isLessThan(200))
                .thenCancel()
                .verify();
    }
}
