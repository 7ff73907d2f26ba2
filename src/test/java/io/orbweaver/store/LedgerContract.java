package io.orbweaver.store;

import static io.orbweaver.store.StoreClient.await;
import static io.orbweaver.store.StoreClient.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.JobDesk;
import io.orbweaver.commit.Ledger.IdempotencyKey;
import io.orbweaver.commit.Ledger.Moved;
import io.orbweaver.commit.Ledger.Opened;
import io.orbweaver.commit.Ledger.Owner;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.JobState.Move;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.outcome.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What a ledger holds to. */
interface LedgerContract extends StoreContract {

    @Test
    default void openingWritesCreatedAndRunningAtOnce() {
        JobId id = client().open("http://a.test/");
        assertThat(client().states(id)).containsExactly("created", "running");
        assertThat(client().job(id).state()).isEqualTo(JobState.RUNNING);
        assertThat(client().counters(id)).isEqualTo(new Counters(1, 0, 0, 0, 0, 1, 0));
    }

    @Test
    default void aJobThatDoesNotStartIsOnlyCreatedAndHasNothingDue() {
        JobId id = client().open("http://a.test/", "\"start\": false");
        assertThat(client().states(id)).containsExactly("created");
        assertThat(client().due(id, 10)).isEmpty();
        client().move(id, Move.START);
        assertThat(client().due(id, 10)).hasSize(1);
    }

    @Test
    default void seedsAreKnownOnce() {
        JobId id = client().open(List.of("http://a.test/", "http://a.test/#x", "http://A.test", "http://b.test/"));
        assertThat(client().counters(id).known()).isEqualTo(2);
    }

    @Test
    default void aDiscoveredUrlIsKnownOnceAcrossCommitsAndLives() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/", "http://c.test/"));
        List<Lease> leases = client().leases(id, 3);
        StepVerifier.create(store().ledger()
                        .append(new Commit(
                                leases.get(0),
                                client().done(leases.get(0), StoreClient.page(1)),
                                StoreClient.linked(leases.get(0), "http://x.test/", "http://x.test/")))
                        .mergeWith(store().ledger()
                                .append(new Commit(
                                        leases.get(1),
                                        client().done(leases.get(1), StoreClient.page(1)),
                                        StoreClient.linked(leases.get(1), "http://x.test/", "http://b.test/")))))
                .expectNext(Receipt.COMMITTED, Receipt.COMMITTED)
                .verifyComplete();
        assertThat(client().counters(id).known()).isEqualTo(4);
        store().reopen();
        Lease third = client().lease(id);
        client().page(third, "http://x.test/", "http://a.test/", "http://b.test/", "http://c.test/");
        assertThat(client().counters(id).known()).isEqualTo(4);
        client().crawlAll(id);
        client().accountMatchesLog(id);
        assertThat(client().counters(id)).isEqualTo(new Counters(4, 4, 0, 0, 0, 0, 22));
    }

    @Test
    default void aCommitUnderALostLeaseChangesNothing() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"));
        Lease lease = client().lease(id);
        client().giveBack(lease);
        Job before = client().job(id);
        assertThat(client().page(lease, "http://x.test/")).isEqualTo(Receipt.LEASE_LOST);
        assertThat(await(store().ledger().discover(lease, StoreClient.linked(lease, "http://y.test/"))))
                .isEqualTo(Receipt.LEASE_LOST);
        assertThat(client().job(id)).isEqualTo(before);
    }

    @Test
    default void aLeaseOfAnEarlierLifeIsLost() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"));
        Lease old = client().lease(id);
        store().reopen();
        List<Lease> leases = client().leases(id, 2);
        assertThat(leases).hasSize(2);
        assertThat(client().page(old)).isEqualTo(Receipt.LEASE_LOST);
        client().giveBack(old);
        assertThat(client().counters(id).leased()).isEqualTo(2);
    }

    @Test
    default void committedTwiceCountsOnce() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"));
        Lease lease = client().lease(id);
        assertThat(client().page(lease)).isEqualTo(Receipt.COMMITTED);
        assertThat(client().page(lease)).isEqualTo(Receipt.LEASE_LOST);
        client().accountMatchesLog(id);
        assertThat(client().counters(id).pages()).isEqualTo(1);
    }

    @Test
    default void everyCallAnswersAsTheTableOfStatesSays() {
        // rows: state; columns: start, pause, resume, cancel; n: nothing to do, c: conflict, else the next state
        String[][] table = {
            {"created", "running", "c", "c", "cancelled"},
            {"running", "n", "paused", "n", "cancelled"},
            {"paused", "c", "n", "running", "cancelled"},
            {"cancelled", "c", "c", "c", "n"},
            {"completed", "c", "c", "c", "c"},
            {"failed", "c", "c", "c", "c"}
        };
        for (String[] row : table) {
            for (Move move : Move.values()) {
                JobId id = inState(row[0]);
                long before = client().job(id).lastSeq();
                Moved moved = client().move(id, move);
                String wanted = row[1 + move.ordinal()];
                Job after = client().job(id);
                if (wanted.equals("c")) {
                    assertThat(moved).as(row[0] + " " + move).isEqualTo(new Moved.Conflict(after));
                } else {
                    assertThat(moved).as(row[0] + " " + move).isEqualTo(new Moved.Ok(after, !wanted.equals("n")));
                }
                boolean changes = wanted.length() > 1;
                assertThat(after.state().wireName()).isEqualTo(changes ? wanted : row[0]);
                assertThat(after.lastSeq() > before).isEqualTo(changes);
                client().accountMatchesLog(id);
            }
        }
        assertThat(client().move(new JobId(4711), Move.CANCEL)).isEqualTo(new Moved.Unknown());
    }

    private JobId inState(String state) {
        JobId id = client().open("http://a.test/", "\"start\": " + !state.equals("created"));
        switch (state) {
            case "paused" -> client().move(id, Move.PAUSE);
            case "cancelled" -> client().move(id, Move.CANCEL);
            case "completed" -> client().page(client().lease(id));
            case "failed" -> client().fail(client().lease(id), FailureKind.DNS);
            default -> assertThat(state).isIn("created", "running");
        }
        assertThat(client().job(id).state().wireName()).isEqualTo(state);
        return id;
    }

    @Test
    default void cancelTakesLeasesBackBeforeTheEnd() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/", "http://c.test/"));
        List<Lease> leases = client().leases(id, 2);
        client().page(leases.get(0), "http://d.test/");
        client().move(id, Move.CANCEL);
        assertThat(client().counters(id)).isEqualTo(new Counters(4, 1, 0, 0, 0, 3, 10));
        client().accountMatchesLog(id);
        assertThat(client().page(leases.get(1))).isEqualTo(Receipt.LEASE_LOST);
        assertThat(client().due(id, 10)).isEmpty();
        store().crash();
        client().accountMatchesLog(id);
    }

    @Test
    default void aPausedJobTakesItsVisitsInAndGivesTheRestBack() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/", "http://c.test/"));
        List<Lease> leases = client().leases(id, 2);
        client().move(id, Move.PAUSE);
        assertThat(client().due(id, 10)).isEmpty();
        assertThat(client().page(leases.get(0))).isEqualTo(Receipt.COMMITTED);
        await(store().ledger().takeBack(id));
        assertThat(client().counters(id)).isEqualTo(new Counters(3, 1, 0, 0, 0, 2, 10));
        assertThat(client().page(leases.get(1))).isEqualTo(Receipt.LEASE_LOST);
        client().move(id, Move.RESUME);
        assertThat(client().crawlAll(id)).containsExactlyInAnyOrder("http://b.test/", "http://c.test/");
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void takingBackDoesNothingToAJobThatRuns() {
        JobId id = client().open("http://a.test/");
        Lease lease = client().lease(id);
        await(store().ledger().takeBack(id));
        assertThat(client().page(lease)).isEqualTo(Receipt.COMMITTED);
    }

    @Test
    default void aPausedJobEndsOnlyWhenItIsResumed() {
        JobId id = client().open("http://a.test/");
        Lease lease = client().lease(id);
        client().move(id, Move.PAUSE);
        client().page(lease);
        assertThat(client().job(id).state()).isEqualTo(JobState.PAUSED);
        store().reopen();
        client().move(id, Move.RESUME);
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
        assertThat(client().job(id).why()).isEqualTo("exhausted");
        client().accountMatchesLog(id);
    }

    @Test
    default void aJobEndsWhenItsTimeIsUpAndNotBefore() {
        JobId id = client().open("http://a.test/", "\"maxDuration\": \"10s\"");
        Lease lease = client().lease(id);
        store().clock().advance(Duration.ofSeconds(9));
        client().move(id, Move.PAUSE);
        store().clock().advance(Duration.ofHours(1));
        client().move(id, Move.RESUME);
        await(store().ledger().timeUp(id));
        assertThat(client().job(id).state()).isEqualTo(JobState.RUNNING);
        store().clock().advance(Duration.ofSeconds(1));
        await(store().ledger().timeUp(id));
        assertThat(client().job(id).why()).isEqualTo("maxDuration");
        assertThat(client().counters(id)).isEqualTo(new Counters(1, 0, 0, 0, 0, 1, 0));
        assertThat(client().page(lease)).isEqualTo(Receipt.LEASE_LOST);
        client().accountMatchesLog(id);
    }

    @Test
    default void aJobWithoutAPageFailsForItsFirstSeed() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"));
        List<Lease> leases = client().leases(id, 2);
        boolean inOrder = leases.get(0).entry().seed() == 0;
        client().fail(leases.get(inOrder ? 1 : 0), FailureKind.TIMEOUT);
        store().reopen();
        client().fail(client().lease(id), FailureKind.DNS);
        assertThat(client().job(id).state()).isEqualTo(JobState.FAILED);
        assertThat(client().job(id).why()).isEqualTo("dns");
        client().accountMatchesLog(id);
    }

    @Test
    default void aJobWithAPageCompletesWhateverElseFailed() {
        JobId id = client().open("http://a.test/");
        client().page(client().lease(id), "http://a.test/1");
        client().fail(client().lease(id), FailureKind.DNS);
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
        assertThat(client().job(id).why()).isEqualTo("exhausted");
    }

    @Test
    default void manyLinksGoBeforeTheCommitInParts() {
        JobId id = client().open("http://a.test/");
        Lease lease = client().lease(id);
        List<FrontierUrl> links = IntStream.range(0, 2_500)
                .mapToObj(i -> lease.entry().linked(StoreClient.url("http://a.test/" + i)))
                .toList();
        for (int from : new int[] {0, 1_000, 0}) {
            assertThat(await(store().ledger().discover(lease, links.subList(from, from + 1_000))))
                    .isEqualTo(Receipt.COMMITTED);
        }
        await(store().ledger()
                .append(new Commit(lease, client().done(lease, StoreClient.page(1)), links.subList(2_000, 2_500))));
        assertThat(client().counters(id)).isEqualTo(new Counters(2_501, 1, 0, 0, 0, 2_500, 1));
    }

    @Test
    default void everyChangeOfStateIsPublished() {
        StepVerifier.create(store().ledger().moves().map(Job::state))
                .then(() -> {
                    JobId id = client().open("http://a.test/");
                    client().move(id, Move.PAUSE);
                    client().move(id, Move.RESUME);
                    client().page(client().lease(id));
                })
                .expectNext(JobState.RUNNING, JobState.PAUSED, JobState.RUNNING, JobState.COMPLETED)
                .thenCancel()
                .verify(Duration.ofSeconds(30));
    }

    @Test
    default void aKeyReplaysItsJobForADayAndRefusesAnother() {
        IdempotencyKey key = new IdempotencyKey("k", "f1");
        Job first = ((Opened.Fresh) await(store().ledger().open(spec(List.of("http://a.test/")), key))).job();
        client().move(first.id(), Move.PAUSE);
        store().crash();
        store().clock().advance(Duration.ofHours(23));
        Opened again = await(store().ledger().open(spec(List.of("http://a.test/")), key));
        assertThat(((Opened.Replayed) again).job().id()).isEqualTo(first.id());
        assertThat(((Opened.Replayed) again).job().state()).isEqualTo(JobState.PAUSED);
        assertThat(await(store().ledger().open(spec(List.of("http://b.test/")), new IdempotencyKey("k", "f2"))))
                .isEqualTo(new Opened.KeyTaken());
        store().clock().advance(Duration.ofHours(1));
        assertThat(await(store().ledger().open(spec(List.of("http://b.test/")), new IdempotencyKey("k", "f2"))))
                .isInstanceOf(Opened.Fresh.class);
        assertThat(await(store().jobs().list(null, null, 10))).hasSize(2);
    }

    @Test
    default void anOwnerHasNoMoreActiveJobsThanItMay() {
        Owner owner = new Owner("anna", 2);
        JobSpec spec = spec(List.of("http://a.test/"));
        List<Opened> together = Flux.range(0, 5)
                .flatMap(i -> store().ledger().open(spec, null, owner), 5)
                .collectList()
                .block();
        List<JobId> opened = together.stream()
                .filter(Opened.Fresh.class::isInstance)
                .map(fresh -> ((Opened.Fresh) fresh).job().id())
                .toList();
        assertThat(opened).hasSize(2);
        assertThat(together).filteredOn(new Opened.OwnerFull()::equals).hasSize(3);
        client().move(opened.get(0), Move.PAUSE);
        store().crash();
        assertThat(await(store().ledger().open(spec, null, owner))).isEqualTo(new Opened.OwnerFull());
        assertThat(await(store().ledger().open(spec, null, new Owner("bert", 1))))
                .isInstanceOf(Opened.Fresh.class);
        assertThat(await(store().ledger().open(spec, null))).isInstanceOf(Opened.Fresh.class);
        client().move(opened.get(0), Move.CANCEL);
        assertThat(await(store().ledger().open(spec, null, owner))).isInstanceOf(Opened.Fresh.class);
        assertThat(await(store().ledger().open(spec, null, owner))).isEqualTo(new Opened.OwnerFull());
    }

    @Test
    default void anIdempotencyKeyIsItsOwnersAlone() {
        JobDesk desk = new JobDesk(store().ledger(), store().jobs());
        JobSpec spec = spec(List.of("http://a.test/"));
        IdempotencyKey key = new IdempotencyKey("k", "f1");
        Owner anna = new Owner("anna", 1);
        assertThat(await(desk.submit(spec, key, anna))).isInstanceOf(Opened.Fresh.class);
        assertThat(await(desk.submit(spec, key, anna))).isInstanceOf(Opened.Replayed.class);
        assertThat(await(desk.submit(spec, key, new Owner("bert", 1)))).isInstanceOf(Opened.Fresh.class);
        assertThat(await(desk.submit(spec, key, null))).isInstanceOf(Opened.Fresh.class);
    }

    @Test
    default void joinedScopeSurvives() {
        JobId id = client().open("http://a.test/");
        Lease lease = client().lease(id);
        Commit.Done done = client().done(lease, StoreClient.page(1));
        client().append(
                        lease,
                        new Commit.Done(done.outcome(), done.data(), done.at(), "b.test", null),
                        "http://b.test/1");
        store().reopen();
        assertThat(client().job(id).joinedScope()).containsExactly("b.test");
        assertThat(client().events(id, EventType.PAGE)).hasSize(1);
    }
}
