package io.orbweaver.store;

import static io.orbweaver.store.StoreClient.await;
import static io.orbweaver.store.StoreClient.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.event.EventJson;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.FrontierUrl.Kind;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Counters;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.SideAccount;
import io.orbweaver.job.SideAccount.Omitted;
import io.orbweaver.job.SitemapCounters;
import io.orbweaver.outcome.Failure;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.outcome.SitemapOutcome;
import io.orbweaver.store.base.StoreLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sitemaps in the frontier: leased like URLs, outside the account, due only while few URLs wait. */
interface SitemapContract extends StoreContract {

    private Commit.Result read() {
        return new Commit.SitemapDone(null);
    }

    private static List<FrontierUrl> sitemaps(String... urls) {
        List<FrontierUrl> sitemaps = new ArrayList<>();
        for (String sitemap : urls) {
            sitemaps.add(FrontierUrl.sitemap(url(sitemap), "http://a.test/robots.txt"));
        }
        return sitemaps;
    }

    /** A job whose seed is a page and whose origin has sitemaps. */
    private JobId openWith(String... sitemaps) {
        JobId id = client().open("http://a.test/", "\"maxPages\": 100000");
        Lease seed = client().lease(id);
        await(store().ledger().discover(seed, sitemaps(sitemaps)));
        client().page(seed);
        return id;
    }

    private List<FrontierUrl> listed(Lease sitemap, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> sitemap.entry().listed(url("http://a.test/" + i)))
                .toList();
    }

    private Receipt done(Lease sitemap, List<FrontierUrl> listed) {
        return await(store().ledger().append(new Commit(sitemap, read(), listed)));
    }

    private Commit.SitemapDone done(SitemapOutcome outcome, Lease sitemap) {
        EventJson.Place place = new EventJson.Place(
                sitemap.entry().url(),
                0,
                sitemap.entry().referrer(),
                store().clock().instant());
        return new Commit.SitemapDone(outcome.kind(), outcome, EventJson.sitemap(place, outcome));
    }

    private SideAccount side(JobId id) {
        return client().job(id).side();
    }

    @Test
    default void theOutcomeOfASitemapIsAnEventAndCounted() {
        JobId id = openWith("http://a.test/1.xml", "http://a.test/2.xml", "http://a.test/3.xml");
        assertThat(side(id).sitemaps()).isEqualTo(new SitemapCounters(3, 0, 0, 0));
        long bytes = client().counters(id).bytes();
        Failure failure = new Failure(FailureKind.HTTP, 404, 1, "the server answered 404");
        for (SitemapOutcome outcome : List.of(
                SitemapOutcome.read(12, 500, 3), SitemapOutcome.of(failure), SitemapOutcome.skipped("robots", null))) {
            Lease sitemap = client().lease(id);
            await(store().ledger().append(new Commit(sitemap, done(outcome, sitemap), List.of())));
        }
        assertThat(side(id)).isEqualTo(new SideAccount(new SitemapCounters(3, 1, 1, 1), 0, new Omitted(0, 3)));
        assertThat(client().counters(id).bytes()).isEqualTo(bytes + 500);
        assertThat(client().events(id, EventType.SITEMAP))
                .extracting(event -> event.get("outcome").stringValue())
                .containsExactly("read", "failed", "skipped");
        store().reopen();
        assertThat(side(id).sitemaps()).isEqualTo(new SitemapCounters(3, 1, 1, 1));
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void sitemapsBeyondTheBoundAreCountedAndNotRead() {
        JobId id = client().open("http://a.test/", "\"maxPages\": 100000");
        Lease seed = client().lease(id);
        List<FrontierUrl> many = IntStream.range(0, StoreLimits.SITEMAPS_MAX + 7)
                .mapToObj(i -> FrontierUrl.sitemap(url("http://a.test/" + i + ".xml"), "http://a.test/robots.txt"))
                .toList();
        await(store().ledger().discover(seed, many.subList(0, StoreLimits.SITEMAPS_MAX)));
        assertThat(client().events(id, EventType.SITEMAP)).isEmpty();
        await(store().ledger().discover(seed, many));
        assertThat(side(id).sitemaps()).isEqualTo(new SitemapCounters(StoreLimits.SITEMAPS_MAX + 7, 0, 0, 7));
        assertThat(side(id).refused()).isEqualTo(7);
        assertThat(client().events(id, EventType.SITEMAP))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.get("reason").stringValue()).isEqualTo("max"));
        store().reopen();
        assertThat(side(id).sitemaps().left()).isEqualTo(StoreLimits.SITEMAPS_MAX);
    }

    @Test
    default void linksThatABoundKeptOutAreCounted() {
        JobId id = client().open("http://a.test/");
        Lease lease = client().lease(id);
        client().pageWithout(lease, 3);
        assertThat(side(id).omitted()).isEqualTo(new Omitted(3, 0));
    }

    @Test
    default void aJobThatOnlyTakesSitemapsFailsWhereNoneCouldBeRead() {
        for (boolean read : List.of(true, false)) {
            JobId id = client().open("http://a.test/", "\"sitemaps\": \"only\"");
            Lease origin = client().lease(id);
            await(store().ledger()
                    .append(new Commit(origin, new Commit.SitemapDone(null), sitemaps("http://a.test/s.xml"))));
            Lease sitemap = client().lease(id);
            Failure failure = new Failure(FailureKind.HTTP, 404, 1, "the server answered 404");
            SitemapOutcome outcome = read ? SitemapOutcome.read(0, 10, 0) : SitemapOutcome.of(failure);
            await(store().ledger().append(new Commit(sitemap, done(outcome, sitemap), List.of())));
            assertThat(client().job(id).state()).isEqualTo(read ? JobState.COMPLETED : JobState.FAILED);
            assertThat(client().job(id).why()).isEqualTo(read ? "exhausted" : "sitemaps");
        }
    }

    @Test
    default void aSitemapIsLeasedOnceAndIsInNoAccount() {
        JobId id = openWith("http://a.test/s.xml", "http://a.test/s.xml");
        assertThat(client().counters(id).known()).isEqualTo(1);
        assertThat(client().job(id).state()).isEqualTo(JobState.RUNNING);
        Lease sitemap = client().lease(id);
        assertThat(sitemap.entry().kind()).isEqualTo(Kind.SITEMAP);
        assertThat(client().counters(id).leased()).isZero();
        assertThat(client().lease(id)).isNull();
        assertThat(done(sitemap, listed(sitemap, 0, 3))).isEqualTo(Receipt.COMMITTED);
        assertThat(client().counters(id).queued()).isEqualTo(3);
        client().crawlAll(id);
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
        assertThat(client().counters(id).known()).isEqualTo(4);
        client().accountMatchesLog(id);
    }

    @Test
    default void theJobIsNotExhaustedWhileASitemapIsLeft() {
        JobId id = openWith("http://a.test/s.xml");
        assertThat(client().job(id).state()).isEqualTo(JobState.RUNNING);
        done(client().lease(id), List.of());
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
        assertThat(client().job(id).why()).isEqualTo("exhausted");
    }

    @Test
    default void aLimitEndsItWhateverSitemapsAreLeft() {
        JobId id = client().open("http://a.test/", "\"maxPages\": 1");
        Lease seed = client().lease(id);
        await(store().ledger().discover(seed, sitemaps("http://a.test/s.xml")));
        client().page(seed, "http://a.test/next");
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
        assertThat(client().job(id).why()).isEqualTo("maxPages");
    }

    @Test
    default void sitemapsSurviveACrashWhereverTheyAre() {
        JobId id = openWith(IntStream.range(0, 20)
                .mapToObj(i -> "http://a.test/s" + i + ".xml")
                .toArray(String[]::new));
        Lease first = client().lease(id);
        done(first, List.of());
        client().lease(id);
        store().crash();
        List<String> read = new ArrayList<>();
        for (Lease lease = client().lease(id); lease != null; lease = client().lease(id)) {
            read.add(lease.entry().url().path());
            done(lease, List.of());
        }
        assertThat(read)
                .doesNotHaveDuplicates()
                .hasSize(19)
                .doesNotContain(first.entry().url().path());
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
        client().accountMatchesLog(id);
    }

    @Test
    default void noSitemapIsDueWhileTenThousandUrlsWait() {
        JobId id = openWith("http://a.test/s1.xml", "http://b.test/s2.xml", "http://a.test/s3.xml");
        Lease first = client().lease(id);
        for (int from = 0; from < 10_100; from += 1_000) {
            await(store().ledger().discover(first, listed(first, from, from + 1_000)));
        }
        done(first, List.of());
        List<Lease> leases = client().leases(id, 50);
        assertThat(leases).hasSize(50).allMatch(lease -> lease.entry().isPage());
        leases.forEach(lease -> client().page(lease));
        List<Lease> more = client().leases(id, 1_000);
        assertThat(more.stream().filter(lease -> !lease.entry().isPage()))
                .as("due, as fewer wait now")
                .hasSize(2);
    }

    @Test
    default void aSitemapIsRetriedAndParkedLikeAUrl() {
        JobId id = openWith("http://a.test/s.xml");
        Lease first = client().lease(id);
        client().retry(first, Duration.ofSeconds(5));
        assertThat(client().lease(id)).isNull();
        store().clock().advance(Duration.ofSeconds(6));
        Lease second = client().lease(id);
        assertThat(second.entry().attempt()).isEqualTo(2);
        client().redirect(second, "http://b.test/moved.xml");
        Lease third = client().lease(id);
        assertThat(third.host().value()).isEqualTo("b.test");
        assertThat(third.entry().target()).isEqualTo(url("http://b.test/moved.xml"));
        client().giveBack(third);
        Lease again = client().lease(id);
        assertThat(again.entry()).isEqualTo(third.entry());
        assertThat(client().counters(id).known()).isEqualTo(1);
        done(again, List.of());
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void aSitemapMayAlsoBeAKnownUrl() {
        JobId id = client().open("http://a.test/", "\"maxPages\": 100");
        Lease seed = client().lease(id);
        await(store().ledger().discover(seed, sitemaps("http://a.test/s.xml")));
        client().page(seed, "http://a.test/s.xml");
        List<Lease> leases = client().leases(id, 9);
        assertThat(leases).extracting(lease -> lease.entry().kind()).containsExactlyInAnyOrder(Kind.SITEMAP, Kind.PAGE);
    }

    @Test
    default void seedsOfAJobForSitemapsOnlyAreNotKnown() {
        JobId id = client().open("http://a.test/", "\"sitemaps\": \"only\"");
        assertThat(client().counters(id).known()).isZero();
        Lease origin = client().lease(id);
        assertThat(origin.entry().kind()).isEqualTo(Kind.ORIGIN);
        await(store().ledger().append(new Commit(origin, new Commit.SitemapDone(FailureKind.DNS), List.of())));
        assertThat(client().job(id).state()).isEqualTo(JobState.FAILED);
        assertThat(client().job(id).why()).isEqualTo("dns");
        client().accountMatchesLog(id);
    }

    @Test
    default void pausedAndRemovedJobsTakeTheirSitemapsAlong() {
        JobId id = openWith("http://a.test/s.xml");
        Lease sitemap = client().lease(id);
        client().move(id, JobState.Move.PAUSE);
        await(store().ledger().takeBack(id));
        assertThat(done(sitemap, List.of())).isEqualTo(Receipt.LEASE_LOST);
        client().move(id, JobState.Move.RESUME);
        assertThat(client().lease(id).entry().url()).isEqualTo(sitemap.entry().url());
        client().move(id, JobState.Move.CANCEL);
        await(store().jobs().remove(id));
        assertThat(await(store().jobs().find(id))).isNull();
    }

    @Test
    default void aPageWithAnEarlierOnesContentSaysSo() {
        JobId id = client().open("http://a.test/");
        Lease seed = client().lease(id);
        String same = "ab".repeat(32);
        client().append(seed, client().done(seed, StoreClient.page(5, same)), "http://a.test/1", "http://a.test/2");
        Lease first = client().lease(id);
        client().append(first, client().done(first, StoreClient.page(5, same)));
        store().crash();
        Lease second = client().lease(id);
        client().append(second, client().done(second, StoreClient.page(0, same)));
        assertThat(client().events(id, EventType.PAGE))
                .extracting(event -> event.get("duplicateOf").isNull()
                        ? ""
                        : event.get("duplicateOf").stringValue())
                .containsExactly("", "http://a.test/", "");
        client().accountMatchesLog(id);
    }

    @Test
    default void aDuplicateOfVeryManyLinksLeadsNowhereEither() {
        JobId id = client().open("http://a.test/", "\"duplicates\": \"skip\"");
        Lease seed = client().lease(id);
        String same = "ab".repeat(32);
        client().append(seed, client().done(seed, StoreClient.page(5, same)), "http://a.test/1");
        Lease copy = client().lease(id);
        String[] links =
                IntStream.range(0, 600).mapToObj(i -> "http://b.test/" + i).toArray(String[]::new);
        client().append(copy, client().done(copy, StoreClient.page(5, same)), links);
        assertThat(client().counters(id)).isEqualTo(new Counters(2, 1, 0, 1, 0, 0, 5));
        client().accountMatchesLog(id);
    }

    @Test
    default void aPageWhoseCanonicalUrlLeadsToAnotherPageIsASkipWhereTheJobAsksSo() {
        JobId id = client().open("http://a.test/", "\"duplicates\": \"skip\"");
        client().redirect(client().lease(id), "http://b.test/");
        client().page(client().lease(id), "http://a.test/1", "http://a.test/2", "http://a.test/3", "http://a.test/4");
        List<String> canonical = List.of("http://a.test/", "http://b.test/", "http://a.test/3", "http://a.test/9");
        for (String url : canonical) {
            Lease lease = client().lease(id);
            client().append(lease, client().done(lease, StoreClient.canonical(StoreClient.page(5), url)));
        }
        assertThat(client().events(id, EventType.SKIP))
                .extracting(skip ->
                        skip.get("url").stringValue() + " of " + skip.get("of").stringValue())
                .containsExactly("http://a.test/1 of http://a.test/", "http://a.test/2 of http://a.test/");
        assertThat(client().counters(id).pages()).isEqualTo(3);
        client().accountMatchesLog(id);
    }

    @Test
    default void aDuplicateIsASkipAndLeadsNowhereWhereTheJobAsksSo() {
        JobId id = client().open("http://a.test/", "\"duplicates\": \"skip\"", "\"maxPages\": 2");
        Lease seed = client().lease(id);
        String same = "ab".repeat(32);
        client().append(seed, client().done(seed, StoreClient.page(5, same)), "http://a.test/1", "http://a.test/2");
        Lease first = client().lease(id);
        client().append(first, client().done(first, StoreClient.page(5, same)), "http://a.test/3");
        assertThat(client().counters(id).known()).isEqualTo(3);
        assertThat(client().events(id, EventType.SKIP).get(0).get("of").stringValue())
                .isEqualTo("http://a.test/");
        client().page(client().lease(id));
        assertThat(client().counters(id).pages())
                .as("the duplicate gave its place back")
                .isEqualTo(2);
        client().accountMatchesLog(id);
    }

    @Test
    default void aKnownUrlIsFound() {
        JobId id = client().open("http://a.test/");
        Lease seed = client().lease(id);
        client().page(seed, "http://a.test/1", "http://a.test/2");
        Instant now = store().clock().instant();
        Lease first = client().lease(id);
        client().append(first, new Commit.Parked(first.entry().redirected(url("http://b.test/x")), now));
        assertThat(await(store().frontier().find(id, url("http://a.test/"))).seq())
                .isEqualTo(3);
        assertThat(await(store().frontier().find(id, url("http://b.test/x"))).url())
                .isEqualTo(url("http://a.test/1"));
        var queued = await(store().frontier().find(id, url("http://a.test/2")));
        assertThat(queued.seq()).isZero();
        assertThat(queued.entry().depth()).isEqualTo(1);
        assertThat(await(store().frontier().find(id, url("http://a.test/never"))))
                .isNull();
    }
}
