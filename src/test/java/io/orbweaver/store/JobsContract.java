package io.orbweaver.store;

import static io.orbweaver.store.StoreClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.commit.Ledger.Opened;
import io.orbweaver.commit.Ledger.Owner;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobPage;
import io.orbweaver.job.JobQuery;
import io.orbweaver.job.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

/** What the list of jobs holds to. */
interface JobsContract extends StoreContract {

    private List<JobId> list(JobState state, JobId after, int limit) {
        return await(store().jobs().list(state, after, limit)).stream()
                .map(Job::id)
                .toList();
    }

    private List<JobId> open(int count) {
        List<JobId> newestFirst = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            newestFirst.add(client().open("http://a.test/" + i));
            store().clock().advance(Duration.ofMillis(1));
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    @Test
    default void jobsAreListedFromTheNewestInPages() {
        List<JobId> ids = open(5);
        assertThat(list(null, null, 10)).isEqualTo(ids);
        assertThat(list(null, null, 2)).isEqualTo(ids.subList(0, 2));
        assertThat(list(null, ids.get(1), 2)).isEqualTo(ids.subList(2, 4));
        assertThat(list(null, ids.get(4), 2)).isEmpty();
        store().reopen();
        assertThat(list(null, null, 10)).isEqualTo(ids);
    }

    @Test
    default void aJobMayHaveAThousandSeeds() {
        List<String> seeds = IntStream.range(0, 1_000)
                .mapToObj(i -> "http://h" + i % 7 + ".test/" + i)
                .toList();
        JobId job = client().open(seeds);
        assertThat(client().counters(job).known()).isEqualTo(1_000);
        assertThat(client().counters(job).queued()).isEqualTo(1_000);
        store().clock().advance(Duration.ofDays(2));
        store().reopen();
        assertThat(client().counters(job).queued()).isEqualTo(1_000);
        assertThat(await(store().frontier().list(job, null, 2_000)))
                .extracting(listed -> listed.url().href())
                .containsExactlyInAnyOrderElementsOf(seeds);
    }

    @Test
    default void jobsAreListedByState() {
        List<JobId> ids = open(4);
        client().move(ids.get(1), JobState.Move.PAUSE);
        client().move(ids.get(3), JobState.Move.CANCEL);
        assertThat(list(JobState.PAUSED, null, 10)).containsExactly(ids.get(1));
        assertThat(list(JobState.CANCELLED, null, 10)).containsExactly(ids.get(3));
        assertThat(list(JobState.RUNNING, null, 1)).containsExactly(ids.get(0));
        assertThat(list(JobState.RUNNING, ids.get(0), 1)).containsExactly(ids.get(2));
    }

    private JobPage labelled(JobState state, JobId after, int limit, String... labels) {
        return await(store().jobs().page(new JobQuery(state, null, List.of(labels)), after, limit));
    }

    private static List<JobId> ids(JobPage page) {
        return page.jobs().stream().map(Job::id).toList();
    }

    @Test
    default void jobsAreListedByTheirLabels() {
        JobId both = open("anna", "\"labels\": {\"team\": \"search\", \"run\": \"a, b\"}");
        JobId other = open("anna", "\"labels\": {\"team\": \"searching\", \"a:b\": \"c\"}");
        JobId one = open("bert", "\"labels\": {\"team\": \"search\", \"empty\": \"\"}");
        JobId none = open("bert");
        client().move(one, JobState.Move.CANCEL);
        store().reopen();
        assertThat(ids(labelled(null, null, 10, "team:search"))).containsExactly(one, both);
        assertThat(ids(labelled(null, null, 10, "team:search", "run:a, b"))).containsExactly(both);
        assertThat(ids(labelled(null, null, 10, "team:search", "team:searching")))
                .isEmpty();
        assertThat(ids(labelled(null, null, 10, "a:b:c"))).containsExactly(other);
        assertThat(ids(labelled(null, null, 10, "empty:"))).containsExactly(one);
        assertThat(ids(labelled(null, null, 10, "TEAM:search"))).isEmpty();
        assertThat(ids(labelled(null, null, 10))).containsExactly(none, one, other, both);
        assertThat(ids(labelled(JobState.CANCELLED, null, 10, "team:search"))).containsExactly(one);
        assertThat(ids(await(store().jobs().page(new JobQuery(null, "anna", List.of("team:search")), null, 10))))
                .containsExactly(both);
        JobPage first = labelled(null, null, 1, "team:search");
        assertThat(ids(first)).containsExactly(one);
        JobPage second = labelled(null, first.next(), 1, "team:search");
        assertThat(ids(second)).containsExactly(both);
        assertThat(labelled(null, null, 10, "team:search").next()).isNull();
    }

    private JobId open(String owner, String... fields) {
        Opened opened = await(
                store().ledger().open(StoreClient.spec(List.of("http://a.test/"), fields), null, new Owner(owner, 3)));
        store().clock().advance(Duration.ofMillis(1));
        return ((Opened.Fresh) opened).job().id();
    }

    private List<JobId> listOf(JobState state, String owner, JobId after, int limit) {
        return await(store().jobs().list(state, owner, after, limit)).stream()
                .map(Job::id)
                .toList();
    }

    @Test
    default void jobsAreListedByOwner() {
        JobId first = open("anna");
        JobId other = open("bert");
        JobId nobodys = client().open("http://a.test/");
        store().clock().advance(Duration.ofMillis(1));
        JobId second = open("anna");
        JobId third = open("anna", "\"start\": false");
        client().move(first, JobState.Move.CANCEL);
        assertThat(listOf(null, "anna", null, 10)).containsExactly(third, second, first);
        assertThat(listOf(null, "anna", null, 2)).containsExactly(third, second);
        assertThat(listOf(null, "anna", second, 2)).containsExactly(first);
        assertThat(listOf(JobState.RUNNING, "anna", null, 10)).containsExactly(second);
        assertThat(listOf(JobState.CREATED, "anna", null, 10)).containsExactly(third);
        assertThat(listOf(JobState.CANCELLED, "anna", null, 10)).containsExactly(first);
        assertThat(listOf(null, "bert", null, 10)).containsExactly(other);
        assertThat(listOf(null, "ann", null, 10)).isEmpty();
        await(store().jobs().remove(first));
        store().crash();
        assertThat(listOf(null, "anna", null, 10)).containsExactly(third, second);
        assertThat(client().job(second).owner()).isEqualTo("anna");
        assertThat(client().job(nobodys).owner()).isNull();
        assertThat(list(null, null, 10)).containsExactly(third, second, nobodys, other);
    }

    @Test
    default void anUnknownJobIsNotFound() {
        assertThat(await(store().jobs().find(new JobId(4711)))).isNull();
    }

    @Test
    default void aRemovedJobIsGoneAtOnceAndStaysGone() {
        JobId id = client().open("http://a.test/");
        JobId other = client().open("http://b.test/");
        client().page(client().lease(id));
        await(store().jobs().remove(id));
        await(store().jobs().remove(id));
        assertThat(client().job(id)).isNull();
        assertThat(list(null, null, 10)).containsExactly(other);
        assertThat(client().move(id, JobState.Move.CANCEL)).isEqualTo(new io.orbweaver.commit.Ledger.Moved.Unknown());
        store().crash();
        assertThat(client().job(id)).isNull();
        assertThat(client().counters(other).queued()).isEqualTo(1);
    }

    @Test
    default void aRemovedJobIsNotBroughtBackByACallBesideIt() {
        for (int i = 0; i < 50; i++) {
            JobId id = client().open("http://a.test/");
            client().move(id, JobState.Move.CANCEL);
            await(reactor.core.publisher.Mono.when(
                    store().jobs().remove(id), store().ledger().move(id, JobState.Move.CANCEL)));
            assertThat(client().job(id)).isNull();
        }
    }

    @Test
    default void aRunningJobIsNotRemovedAndOthersAreNotAffected() {
        JobId id = client().open("http://a.test/");
        Lease lease = client().lease(id);
        assertThatThrownBy(() -> await(store().jobs().remove(id))).isInstanceOf(IllegalStateException.class);
        assertThat(client().page(lease)).isEqualTo(io.orbweaver.commit.Ledger.Receipt.COMMITTED);
    }

    @Test
    default void signalledChangesAreReadable() {
        List<Long> seen = new CopyOnWriteArrayList<>();
        StepVerifier.create(store().jobs()
                        .changes()
                        .concatMap(id -> store().jobs().find(id))
                        .doOnNext(job -> seen.add(job.lastSeq()))
                        .map(Job::state))
                .then(() -> client().page(client().lease(client().open("http://a.test/"))))
                .thenConsumeWhile(state -> state != JobState.COMPLETED)
                .expectNext(JobState.COMPLETED)
                .thenCancel()
                .verify(Duration.ofSeconds(30));
        assertThat(seen).isSorted();
    }

    @Test
    default void aSubscriberWithoutDemandEndsTheSignalForNoOther() {
        BaseSubscriber<JobId> idle = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                // asks for nothing
            }
        };
        store().jobs().changes().subscribe(idle);
        client().open("http://a.test/");
        assertThat(idle.isDisposed()).isFalse();
        StepVerifier.create(store().jobs().changes())
                .then(() -> client().open("http://b.test/"))
                .expectNextCount(1)
                .thenCancel()
                .verify(Duration.ofSeconds(30));
        idle.cancel();
    }

    @Test
    default void leasesAreShownAsTheyAreAlsoWhileACommitIsUnderWay() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/", "http://c.test/"));
        for (int i = 0; i < 100; i++) {
            List<Lease> leases = client().leases(id, 3);
            await(reactor.core.publisher.Mono.when(
                    store().ledger().discover(leases.get(0), StoreClient.linked(leases.get(0), "http://a.test/" + i)),
                    store().frontier().giveBack(leases.get(1)),
                    store().frontier().giveBack(leases.get(2))));
            assertThat(client().counters(id).leased()).isEqualTo(1);
            client().giveBack(leases.get(0));
        }
    }
}
