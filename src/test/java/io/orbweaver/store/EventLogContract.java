package io.orbweaver.store;

import static io.orbweaver.store.StoreClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.commit.Commit;
import io.orbweaver.event.Cursor;
import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.outcome.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What an event log holds to. */
interface EventLogContract extends StoreContract {

    private EventBatch read(JobId id, long after, int mask, int max) {
        return await(store().eventLog().read(id, after, mask, max));
    }

    @Test
    default void readsGoOnWhereTheCursorIs() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/", "http://c.test/"));
        client().crawlAll(id);
        EventBatch first = read(id, 0, StoreClient.ALL, 3);
        assertThat(seqs(first)).containsExactly(1L, 2L, 3L);
        assertThat(first.atTail()).isFalse();
        EventBatch rest = read(id, first.upTo(), StoreClient.ALL, 1_024);
        assertThat(seqs(rest)).containsExactly(4L, 5L, 6L, 7L);
        assertThat(rest.atTail()).isTrue();
        assertThat(rest.ended()).isTrue();
    }

    @Test
    default void theTailOfARunningJobIsNoEnd() {
        JobId id = client().open("http://a.test/");
        EventBatch batch = read(id, 0, StoreClient.ALL, 10);
        assertThat(batch.atTail()).isTrue();
        assertThat(batch.ended()).isFalse();
        EventBatch beyond = read(id, batch.upTo(), StoreClient.ALL, 10);
        assertThat(beyond.events()).isEmpty();
        assertThat(beyond.upTo()).isEqualTo(batch.upTo());
        assertThat(beyond.atTail()).isTrue();
    }

    @Test
    default void aFilteredReadFindsItsTypesOverManyBlocks() {
        JobId id = client().open("http://a.test/", "\"maxPages\": 10000");
        Lease seed = client().lease(id);
        for (int from = 0; from < 4_000; from += 1_000) {
            String[] links = IntStream.range(from, from + 1_000)
                    .mapToObj(i -> "http://a.test/" + i)
                    .toArray(String[]::new);
            await(store().ledger().discover(seed, StoreClient.linked(seed, links)));
        }
        client().page(seed);
        for (List<Lease> leases = client().leases(id, 500); !leases.isEmpty(); leases = client().leases(id, 500)) {
            Flux.fromIterable(leases)
                    .flatMap(lease -> store().ledger().append(new Commit(lease, outcome(lease), List.of())))
                    .blockLast(Duration.ofSeconds(30));
        }
        assertThat(filtered(id, EventType.FAILURE.bit())).hasSize(1);
        store().reopen();
        assertThat(filtered(id, EventType.FAILURE.bit())).hasSize(1);
        assertThat(filtered(id, EventType.PAGE.bit())).hasSize(4_000);
        assertThat(filtered(id, EventType.STATE.bit() | EventType.END.bit())).hasSize(4);
        assertThat(filtered(id, EventType.SKIP.bit())).isEmpty();
        assertThat(read(id, 5, EventType.FAILURE.bit(), 10).upTo())
                .as("blocks without the type are passed over")
                .isGreaterThan(2_000);
    }

    private Commit.Result outcome(Lease lease) {
        return lease.entry().url().href().equals("http://a.test/2500")
                ? client().done(lease, new io.orbweaver.outcome.Failure(FailureKind.HTTP, 404, 1, "gone"))
                : client().done(lease, StoreClient.page(1));
    }

    private List<LoggedEvent> filtered(JobId id, int mask) {
        List<LoggedEvent> events = new ArrayList<>();
        long after = 0;
        EventBatch batch;
        do {
            batch = read(id, after, mask, 1_024);
            assertThat(batch.upTo() > after || batch.atTail())
                    .as("a read moves on")
                    .isTrue();
            after = batch.upTo();
            events.addAll(batch.events());
        } while (!batch.atTail());
        assertThat(batch.ended()).isTrue();
        assertThat(events).isSortedAccordingTo((a, b) -> Long.compare(a.seq(), b.seq()));
        assertThat(events).allMatch(event -> (event.type().bit() & mask) != 0);
        return events;
    }

    @Test
    default void readEventsSurviveACrash() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"));
        client().page(client().lease(id));
        List<LoggedEvent> before = client().log(id);
        store().crash();
        assertThat(client().log(id)).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    default void aReaderThatReturnsAfterYearsFindsTheRest() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"));
        client().crawlAll(id);
        List<LoggedEvent> before = client().log(id);
        store().reopen();
        store().clock().advance(Duration.ofDays(365 * 30));
        store().reopen();
        Cursor cursor = Cursor.of("3", null, client().job(id));
        assertThat(cursor).isEqualTo(new Cursor.After(3));
        EventBatch rest = read(id, 3, StoreClient.ALL, 1_024);
        assertThat(rest.events())
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(before.subList(3, before.size()));
        assertThat(rest.ended()).isTrue();
        assertThat(Cursor.of(Integer.toString(before.size()), null, client().job(id)))
                .isEqualTo(new Cursor.Over());
    }

    @Test
    default void anUnknownJobHasNoLog() {
        assertThat(read(new JobId(4711), 0, StoreClient.ALL, 10)).isNull();
    }

    @Test
    default void aRemovedJobHasNoLog() {
        JobId id = client().open("http://a.test/");
        client().move(id, JobState.Move.CANCEL);
        await(store().jobs().remove(id));
        assertThat(read(id, 0, StoreClient.ALL, 10)).isNull();
    }

    private static List<Long> seqs(EventBatch batch) {
        return batch.events().stream().map(LoggedEvent::seq).toList();
    }
}
