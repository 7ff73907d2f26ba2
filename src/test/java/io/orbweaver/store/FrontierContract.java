package io.orbweaver.store;

import static io.orbweaver.store.StoreClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.ChainCookies;
import io.orbweaver.frontier.DueHost;
import io.orbweaver.frontier.Lease;
import io.orbweaver.frontier.LeaseAnswer;
import io.orbweaver.job.Counters;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** What a frontier holds to: leases, limits, retries, redirects, wakes. */
interface FrontierContract extends StoreContract {

    @Test
    default void aLeaseChangesTheCountersAndAReturnedOneIsDueAgain() {
        JobId id = client().open("http://a.test/");
        Lease lease = client().lease(id);
        assertThat(client().counters(id)).isEqualTo(new Counters(1, 0, 0, 0, 1, 0, 0));
        assertThat(client().lease(id)).isNull();
        client().giveBack(lease);
        client().giveBack(lease);
        assertThat(client().counters(id)).isEqualTo(new Counters(1, 0, 0, 0, 0, 1, 0));
        assertThat(client().lease(id).entry()).isEqualTo(lease.entry());
    }

    /** An hour is longer than any lease. */
    private Lease leasedBehindACrash(JobId id) {
        store().crash();
        store().clock().advance(Duration.ofHours(1));
        return client().lease(id);
    }

    @Test
    default void aLeaseSaysHowOftenOneOfItsUrlWasLost() {
        JobId id = client().open("http://a.test/");
        assertThat(client().lease(id).lost()).isZero();
        for (int lost = 1; lost <= Lease.LOST_MAX; lost++) {
            Lease again = leasedBehindACrash(id);
            assertThat(again.lost()).isEqualTo(lost);
            if (lost == 2) {
                client().giveBack(again);
                assertThat(client().lease(id).lost())
                        .as("one that was given back")
                        .isEqualTo(lost);
            }
        }
        Lease last = leasedBehindACrash(id);
        client().page(last, "http://a.test/b");
        assertThat(client().lease(id).lost()).isZero();
        assertThat(leasedBehindACrash(id).lost()).isOne();
    }

    @Test
    default void aLeaseReturnedBeforeACrashIsNotLost() {
        JobId id = client().open("http://a.test/");
        client().giveBack(client().lease(id));
        assertThat(leasedBehindACrash(id).lost()).isZero();
    }

    @Test
    default void aLeaseThatWasNotReceivedIsReturned() {
        JobId id = client().open("http://a.test/");
        for (boolean atOnce : new boolean[] {true, false}) {
            DueHost due = client().due(id, 1).get(0);
            goAway(store().frontier().lease(id, due.host(), due.next()), atOnce);
            Lease lease = client().lease(id);
            assertThat(lease).isNotNull();
            client().giveBack(lease);
        }
    }

    @Test
    default void hostsThatWereNotReceivedAreDue() {
        JobId id = client().open("http://a.test/");
        for (boolean atOnce : new boolean[] {true, false}) {
            goAway(store().frontier().due(id, 1), atOnce);
            client().counters(id);
            List<DueHost> due = client().due(id, 1);
            assertThat(due).hasSize(1);
            await(store().frontier().later(id, due.get(0).host(), Instant.MIN));
        }
    }

    /** Subscribes, asks for nothing and goes away: at once, or when the answer is there. */
    private <T> void goAway(Mono<T> answer, boolean atOnce) {
        BaseSubscriber<T> gone = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                // asks for nothing
            }
        };
        answer.subscribe(gone);
        if (!atOnce) {
            client().due(new JobId(4711), 1); // what comes before it is answered before it
        }
        gone.cancel();
    }

    @Test
    default void leasesOfADeadProcessAreBack() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"));
        assertThat(client().leases(id, 2)).hasSize(2);
        store().crash();
        assertThat(client().counters(id)).isEqualTo(new Counters(2, 0, 0, 0, 0, 2, 0));
        assertThat(client().crawlAll(id)).containsExactlyInAnyOrder("http://a.test/", "http://b.test/");
        client().accountMatchesLog(id);
    }

    @Test
    default void maxPagesIsExactWithTenLeasesOut() {
        JobId id = client().open("http://a.test/", "\"maxPages\": 25", "\"concurrency\": 10");
        String[] links = new String[60];
        for (int i = 0; i < links.length; i++) {
            links[i] = "http://h" + i + ".test/";
        }
        client().page(client().lease(id), links);
        int round = 0;
        while (client().job(id).state() == JobState.RUNNING) {
            List<Lease> leases = client().leases(id, 20);
            Counters counters = client().counters(id);
            assertThat(leases).isNotEmpty().hasSizeLessThanOrEqualTo(10);
            assertThat(counters.pages() + counters.leased()).isLessThanOrEqualTo(25);
            for (Lease lease : leases) {
                Receipt receipt = round++ % 3 == 0 ? client().fail(lease, FailureKind.DNS) : client().page(lease);
                assertThat(receipt).isEqualTo(Receipt.COMMITTED);
            }
        }
        assertThat(client().counters(id).pages()).isEqualTo(25);
        assertThat(client().job(id).why()).isEqualTo("maxPages");
        client().accountMatchesLog(id);
    }

    @Test
    default void exhaustedGoesBeforeALimitReachedAtTheSameMoment() {
        JobId id = client().open("http://a.test/", "\"maxPages\": 1");
        client().page(client().lease(id));
        assertThat(client().job(id).why()).isEqualTo("exhausted");
    }

    @Test
    default void aJobsOwnConcurrencyCapsItsLeasesAndFreeCapacityIsSignalled() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/", "http://c.test/"), "\"concurrency\": 2");
        List<Lease> leases = client().leases(id, 3);
        assertThat(leases).hasSize(2);
        wakes(id, () -> client().page(leases.get(0)));
        assertThat(client().leases(id, 3)).hasSize(1);
    }

    @Test
    default void aHeldHostOfAFullJobIsReturned() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"), "\"concurrency\": 1");
        List<DueHost> due = client().due(id, 2);
        assertThat(due).hasSize(2);
        Lease lease = client().lease(id, due.get(0));
        LeaseAnswer full =
                await(store().frontier().lease(id, due.get(1).host(), due.get(1).next()));
        assertThat(full).isEqualTo(new LeaseAnswer(null, null, true));
        client().giveBack(lease);
        assertThat(client().crawlAll(id)).hasSize(2);
    }

    @Test
    default void maxBytesEndsAJobWhenItsVisitsAreIn() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/", "http://c.test/"), "\"maxBytes\": 1000");
        List<Lease> leases = client().leases(id, 2);
        client().append(leases.get(0), client().done(leases.get(0), StoreClient.page(2_000)));
        assertThat(client().due(id, 10)).isEmpty();
        assertThat(client().job(id).state()).isEqualTo(JobState.RUNNING);
        client().page(leases.get(1));
        assertThat(client().job(id).why()).isEqualTo("maxBytes");
        assertThat(client().counters(id)).isEqualTo(new Counters(3, 2, 0, 0, 0, 1, 2_010));
    }

    @Test
    default void aJobAtMaxBytesEndsAlsoWhereItsLastVisitGivesUp() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"), "\"maxBytes\": 1000");
        List<Lease> leases = client().leases(id, 2);
        client().append(leases.get(0), client().done(leases.get(0), StoreClient.page(2_000)));
        client().giveBack(leases.get(1));
        client().due(id, 1);
        client().move(new JobId(1), JobState.Move.CANCEL); // whatever comes behind is durable after
        assertThat(client().job(id).why()).isEqualTo("maxBytes");
        client().accountMatchesLog(id);
    }

    @Test
    default void aJobAtMaxBytesEndsAlsoWhereTheProcessDied() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"), "\"maxBytes\": 1000");
        List<Lease> leases = client().leases(id, 2);
        client().append(leases.get(0), client().done(leases.get(0), StoreClient.page(2_000)));
        store().crash();
        assertThat(client().due(id, 1)).isEmpty();
        client().move(new JobId(1), JobState.Move.CANCEL);
        assertThat(client().job(id).why()).isEqualTo("maxBytes");
        client().accountMatchesLog(id);
    }

    @Test
    default void aRetryIsDueWhenItsTimeHasComeAndKeepsItsAttempt() {
        JobId id = client().open("http://a.test/");
        Instant due = store().clock().instant().plusSeconds(30);
        client().retry(client().lease(id), Duration.ofSeconds(30));
        assertThat(client().lease(id)).isNull();
        assertThat(client().askAgain(id)).isEqualTo(due);
        store().crash();
        assertThat(client().lease(id)).isNull();
        assertThat(client().askAgain(id)).isEqualTo(due);
        store().clock().advance(Duration.ofSeconds(30));
        Lease again = client().lease(id);
        assertThat(again.entry().attempt()).isEqualTo(2);
        client().page(again);
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void aRetryDueBeforeTheOneThatIsWaitedForIsSignalled() {
        JobId id = client().open(List.of("http://a.test/1", "http://a.test/2"));
        List<Lease> leases = client().leases(id, 2);
        client().retry(leases.get(0), Duration.ofSeconds(60));
        assertThat(client().askAgain(id)).isEqualTo(store().clock().instant().plusSeconds(60));
        wakes(id, () -> client().retry(leases.get(1), Duration.ofSeconds(5)));
        assertThat(client().askAgain(id)).isEqualTo(store().clock().instant().plusSeconds(5));
    }

    @Test
    default void aUrlThatBecomesDueWakes() {
        JobId id = client().open("http://a.test/");
        Lease seed = client().lease(id);
        wakes(id, () -> client().giveBack(seed));
        Lease again = client().lease(id);
        assertThat(client().askAgain(id)).isEqualTo(Instant.MAX);
        wakes(id, () -> client().page(again, "http://a.test/1"));
        Lease first = client().lease(id);
        wakes(id, () -> client().retry(first, Duration.ofSeconds(1)));
        store().clock().advance(Duration.ofSeconds(1));
        Lease retried = client().lease(id);
        wakes(id, () -> client().redirect(retried, "http://b.test/"));
    }

    private void wakes(JobId id, Runnable step) {
        StepVerifier.create(store().frontier().wakes())
                .then(step)
                .expectNext(id)
                .thenCancel()
                .verify(Duration.ofSeconds(10));
    }

    @Test
    default void aReturnedHostIsHeldUntilItsTime() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"));
        DueHost first = client().due(id, 1).get(0);
        Instant until = store().clock().instant().plusSeconds(10);
        await(store().frontier().later(id, first.host(), until));
        assertThat(client().due(id, 10)).hasSize(1).doesNotContain(first);
        assertThat(client().askAgain(id)).isEqualTo(until);
        store().clock().advance(Duration.ofSeconds(10));
        assertThat(client().due(id, 10)).containsExactly(first);
    }

    @Test
    default void aRedirectGoesToTheFrontOfItsNextHost() {
        JobId id = client().open(List.of("http://b.test/1", "http://b.test/2", "http://a.test/"));
        List<Lease> leases = client().leases(id, 3);
        leases.stream().filter(l -> l.host().value().equals("b.test")).forEach(client()::giveBack);
        Lease moved = leases.stream()
                .filter(l -> l.host().value().equals("a.test"))
                .findFirst()
                .orElseThrow();
        client().redirect(moved, "http://b.test/target");
        store().reopen();
        Lease next = client().lease(id);
        assertThat(next.entry().target().href()).isEqualTo("http://b.test/target");
        assertThat(next.entry().url().href()).isEqualTo("http://a.test/");
        assertThat(next.host().value()).isEqualTo("b.test");
        assertThat(client().counters(id).known()).isEqualTo(3);
    }

    @Test
    default void aRedirectsTargetIsSeenButNotKnown() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"));
        List<Lease> leases = client().leases(id, 2);
        client().redirect(leases.get(0), "http://c.test/");
        client().page(leases.get(1), "http://c.test/");
        assertThat(client().counters(id)).isEqualTo(new Counters(2, 1, 0, 0, 0, 1, 10));
    }

    @Test
    default void aRedirectToWhatIsKnownOrAnothersAliasIsADuplicate() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/", "http://c.test/"));
        List<Lease> leases = client().leases(id, 3);
        client().redirect(leases.get(0), "http://x.test/");
        client().redirect(leases.get(1), "http://x.test/");
        client().redirect(leases.get(2), leases.get(1).entry().url().href());
        List<String> of = client().events(id, EventType.SKIP).stream()
                .map((JsonNode skip) -> skip.get("of").stringValue())
                .toList();
        assertThat(of)
                .containsExactly(
                        leases.get(0).entry().url().href(),
                        leases.get(1).entry().url().href());
        assertThat(client().counters(id)).isEqualTo(new Counters(3, 0, 0, 2, 0, 1, 0));
        client().page(client().lease(id));
        client().accountMatchesLog(id);
    }

    @Test
    default void aRedirectToTheUrlItselfIsParkedWithItsCookies() {
        JobId id = client().open("http://a.test/");
        Lease first = client().lease(id);
        CanonicalUrl url = first.entry().url();
        ChainCookies cookies = ChainCookies.NONE
                .plus(0, url, null, List.of("a=1; Path=/", "b=\u00e9"))
                .plus(1, url, "a=1", List.of());
        client().append(
                        first,
                        new Commit.Parked(
                                first.entry().redirected(url, cookies),
                                store().clock().instant()));
        assertThat(client().counters(id)).isEqualTo(new Counters(1, 0, 0, 0, 0, 1, 0));
        store().reopen();
        Lease next = client().lease(id);
        assertThat(next.entry().chain()).containsExactly(url);
        assertThat(next.entry().cookies()).isEqualTo(cookies);
        client().page(next);
        client().accountMatchesLog(id);
    }

    @Test
    default void aRedirectedUrlThatComesByItsOwnAliasIsNoDuplicate() {
        JobId id = client().open("http://a.test/");
        client().redirect(client().lease(id), "http://b.test/");
        Lease second = client().lease(id);
        Instant now = store().clock().instant();
        client().append(second, new Commit.Retry(second.entry().retried(now), now));
        Lease third = client().lease(id);
        client().redirect(third, "http://b.test/");
        assertThat(client().counters(id).skips()).isZero();
        assertThat(client().counters(id).queued()).isEqualTo(1);
    }
}
