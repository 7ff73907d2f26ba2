package io.orbweaver.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.JobId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class SharedReadsTest {

    private static final JobId JOB = new JobId(7);
    private static final int PAGES = EventType.PAGE.bit();

    private final FakeLog log = new FakeLog();
    private final SharedReads reads = new SharedReads(log);

    /** Answers what it is told to, and counts who asks. */
    private static final class FakeLog implements EventLog {
        private Mono<EventBatch> answer = Mono.empty();
        private int asked;

        @Override
        public Mono<EventBatch> read(JobId job, long after, int typeMask, int eventsMax) {
            return Mono.defer(() -> {
                asked++;
                return answer;
            });
        }

        @Override
        public Mono<EventBatch> readWhole(JobId job, long after, int typeMask, int eventsMax) {
            return Mono.error(new AssertionError("a stream shows events as they are"));
        }
    }

    private static EventBatch batch(long from, long to, int bytes, boolean atTail) {
        List<LoggedEvent> events = LongStream.rangeClosed(from, to)
                .mapToObj(seq ->
                        new LoggedEvent(seq, EventType.PAGE, "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII)))
                .toList();
        return new EventBatch(events, to, atTail, false);
    }

    private EncodedBatch read(long after, long wakeups) {
        return reads.read(JOB, after, PAGES, wakeups).toFuture().join();
    }

    @Test
    void aRequestDuringAReadSharesItsResult() {
        Sinks.One<EventBatch> reading = Sinks.one();
        log.answer = reading.asMono();
        CompletableFuture<EncodedBatch> first = reads.read(JOB, 0, PAGES, 1).toFuture();
        CompletableFuture<EncodedBatch> second = reads.read(JOB, 0, PAGES, 2).toFuture();
        assertThat(first).isNotDone();
        reading.tryEmitValue(batch(1, 3, 10, true));
        assertThat(first.join()).isSameAs(second.join());
        assertThat(read(0, 3)).isSameAs(first.join());
        assertThat(log.asked).isEqualTo(1);
    }

    @Test
    void otherPlacesAndFiltersAreReadForThemselves() {
        log.answer = Mono.just(batch(1, 3, 10, true));
        read(0, 1);
        read(1, 1);
        reads.read(JOB, 0, EventType.SKIP.bit(), 1).toFuture().join();
        reads.read(new JobId(8), 0, PAGES, 1).toFuture().join();
        assertThat(log.asked).isEqualTo(4);
    }

    @Test
    void anErrorIsNotKept() {
        log.answer = Mono.error(new IllegalStateException("no disk"));
        assertThatThrownBy(() -> read(0, 1)).hasRootCauseMessage("no disk");
        log.answer = Mono.just(batch(1, 1, 10, true));
        assertThat(read(0, 1).last()).isEqualTo(1);
    }

    @Test
    void aGoneJobIsNotKept() {
        assertThat(reads.read(JOB, 0, PAGES, 1).toFuture().join()).isNull();
        log.answer = Mono.just(batch(1, 1, 10, true));
        assertThat(read(0, 1).last()).isEqualTo(1);
    }

    @Test
    void aPlaceWithNothingBehindItIsReadAgain() {
        log.answer = Mono.just(new EventBatch(List.of(), 5, true, false));
        assertThat(read(5, 1).isEmpty()).isTrue();
        log.answer = Mono.just(batch(6, 6, 10, true));
        assertThat(read(5, 1).last()).isEqualTo(6);
    }

    @Test
    void aCachedBatchKeepsTheCountOfWakeUpsAtItsRead() {
        log.answer = Mono.just(batch(1, 3, 10, true));
        assertThat(read(0, 4).position().wakeups()).isEqualTo(4);
        EncodedBatch kept = read(0, 9);
        assertThat(kept.position().wakeups())
                .as("a watcher of round 9 looks again")
                .isEqualTo(4);
        assertThat(kept.position().upTo()).isEqualTo(3);
    }

    @Test
    void onlyTheLastBatchOfAReadIsAtTheTail() {
        log.answer = Mono.just(batch(1, 40, 1_000, true));
        long after = 0;
        int batches = 0;
        EncodedBatch batch;
        do {
            batch = read(after, 1);
            assertThat(batch.frames().remaining()).isLessThanOrEqualTo(SharedReads.BATCH_BYTES);
            assertThat(batch.position().upTo()).isEqualTo(batch.last()).isGreaterThan(after);
            assertThat(batch.position().atTail()).isEqualTo(batch.last() == 40);
            after = batch.position().upTo();
            batches++;
        } while (!batch.position().atTail());
        assertThat(batches).isEqualTo(3);
        assertThat(log.asked).as("one read, whose parts are kept").isEqualTo(1);
    }

    @Test
    void oneLongEventIsABatch() {
        log.answer = Mono.just(batch(1, 2, 60_000, true));
        assertThat(read(0, 1).last()).isEqualTo(1);
        assertThat(read(1, 1).last()).isEqualTo(2);
    }

    @Test
    void readersDoNotMoveEachOthersPositions() {
        log.answer = Mono.just(batch(1, 3, 10, true));
        EncodedBatch batch = read(0, 1);
        batch.frames().duplicate().get(new byte[10]);
        assertThat(read(0, 1).frames().position()).isZero();
        assertThat(batch.frames().isReadOnly()).isTrue();
    }

    @Test
    void aProgressIsEncodedOnceForAll() {
        byte[] json = "{}".getBytes(StandardCharsets.US_ASCII);
        assertThat(reads.progress(json)).isSameAs(reads.progress(json));
    }
}
