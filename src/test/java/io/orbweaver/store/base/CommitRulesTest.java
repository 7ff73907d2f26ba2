package io.orbweaver.store.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.body.ExchangeHead;
import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Kept;
import io.orbweaver.event.EventData;
import io.orbweaver.event.EventJson;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Counters;
import io.orbweaver.job.JobId;
import io.orbweaver.job.SideAccount;
import io.orbweaver.job.SitemapCounters;
import io.orbweaver.job.spec.DuplicateUse;
import io.orbweaver.outcome.BodyKeeping;
import io.orbweaver.outcome.Extracted;
import io.orbweaver.outcome.Failure;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.outcome.Omitted;
import io.orbweaver.outcome.Outcome;
import io.orbweaver.outcome.Page;
import io.orbweaver.outcome.SitemapOutcome;
import io.orbweaver.outcome.Skip;
import io.orbweaver.outcome.SkipReason;
import io.orbweaver.store.StoreClient;
import io.orbweaver.store.base.CommitRules.Facts;
import io.orbweaver.store.base.CommitRules.Room;
import io.orbweaver.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a commit comes to, row by row: what the visit says and what the store knows; behind it what is written. */
class CommitRulesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final FrontierUrl SEED = FrontierUrl.seed(url("own"), 3);
    private static final FrontierUrl LINKED = FrontierUrl.seed(url("start"), 0).linked(url("own"));
    private static final FrontierUrl SITEMAP = FrontierUrl.sitemap(url("sitemap"), "http://a.test/robots.txt");
    private static final ExchangeHead HEAD = new ExchangeHead("/", List.of(), 200, "OK", List.of());
    private static final Counters LEASED = new Counters(2, 0, 0, 0, 1, 1, 100);

    private static CanonicalUrl url(String name) {
        return StoreClient.url("http://a.test/" + name);
    }

    private static Page page(long bytes, BodyKeeping body) {
        Omitted omitted = new Omitted(7, 0, 0);
        return new Page(
                url("own"),
                List.of(),
                200,
                "text/html",
                "UTF-8",
                bytes,
                "ab".repeat(32),
                "t",
                2,
                1,
                1,
                url("canonical"),
                null,
                body,
                omitted,
                Extracted.NONE);
    }

    private static EventData event(FrontierUrl entry, Outcome outcome) {
        return EventJson.outcome(new EventJson.Place(entry.url(), entry.depth(), entry.referrer(), NOW), outcome);
    }

    private static Commit.Done done(FrontierUrl entry, Outcome outcome, Kept kept) {
        return new Commit.Done(outcome, event(entry, outcome), NOW, "b.test", kept);
    }

    private static CommitDecision decide(FrontierUrl entry, Commit.Result result, Facts facts) {
        Lease lease = new Lease(new JobId(1), entry, entry.target().host(), 1, 0);
        return CommitRules.decide(new Commit(lease, result, List.of(entry.linked(url("link")), SITEMAP)), facts);
    }

    private static CanonicalUrl known(String name) {
        return name == null ? null : url(name);
    }

    /** Stored bytes: needed, left of the job, left of all. */
    private static Room room(String numbers) {
        String[] each = numbers.split("/");
        return new Room(Long.parseLong(each[0]), Long.parseLong(each[1]), Long.parseLong(each[2]));
    }

    private static String discovered(CommitDecision decision) {
        List<String> found = decision.discovered().stream()
                .map(url -> url.isPage() ? "link" : "sitemap")
                .toList();
        return found.equals(List.of("link", "sitemap")) ? "both" : String.join(" and ", found);
    }

    @ParameterizedTest(name = "{index}: {arguments}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # a page       | what the store knows                   | what is written
            # bytes | body | copies | canonical | content | room    | what | of    | body  | kept  | found   | first
            9       | no   | REPORT | -         | -       | 0/0/0   | page | -     | -     | false | both    | true
            9       | no   | REPORT | -         | first   | 0/0/0   | page | first | -     | false | both    | false
            9       | no   | REPORT | said      | -       | 0/0/0   | page | -     | -     | false | both    | true
            9       | no   | REPORT | said      | first   | 0/0/0   | page | first | -     | false | both    | false
            9       | no   | REPORT | -         | own     | 0/0/0   | page | -     | -     | false | both    | true
            9       | no   | SKIP   | -         | -       | 0/0/0   | page | -     | -     | false | both    | true
            9       | no   | SKIP   | -         | first   | 0/0/0   | skip | first | -     | false | sitemap | false
            9       | no   | SKIP   | said      | -       | 0/0/0   | skip | said  | -     | false | sitemap | false
            9       | no   | SKIP   | said      | first   | 0/0/0   | skip | said  | -     | false | sitemap | false
            9       | no   | SKIP   | own       | -       | 0/0/0   | page | -     | -     | false | both    | true
            9       | no   | SKIP   | own       | first   | 0/0/0   | skip | first | -     | false | sitemap | false
            0       | no   | REPORT | -         | first   | 0/0/0   | page | -     | -     | false | both    | false
            0       | no   | SKIP   | said      | first   | 0/0/0   | page | -     | -     | false | both    | false
            9       | yes  | REPORT | -         | -       | 8/8/8   | page | -     | kept  | true  | both    | true
            9       | yes  | REPORT | -         | -       | 8/7/9   | page | -     | limit | false | both    | true
            9       | yes  | REPORT | -         | -       | 8/9/7   | page | -     | limit | false | both    | true
            9       | yes  | REPORT | -         | -       | 8/-1/9  | page | -     | limit | false | both    | true
            9       | yes  | REPORT | -         | first   | 8/8/8   | page | first | kept  | true  | both    | false
            9       | yes  | REPORT | -         | first   | 8/7/9   | page | first | limit | false | both    | false
            9       | yes  | REPORT | -         | first   | 0/0/0   | page | first | kept  | true  | both    | false
            9       | yes  | SKIP   | -         | first   | 8/8/8   | skip | first | -     | false | sitemap | false
            9       | yes  | SKIP   | -         | first   | 8/7/9   | skip | first | -     | false | sitemap | false
            0       | yes  | REPORT | -         | -       | 8/-1/-1 | page | -     | kept  | true  | both    | false
            """)
    void pagesByWhatIsKnown(
            long bytes,
            String keeps,
            DuplicateUse duplicates,
            String canonical,
            String content,
            String room,
            String what,
            String of,
            String body,
            boolean isKept,
            String found,
            boolean isFirst) {
        Kept kept = keeps.equals("yes") ? new Kept(HEAD, bytes, bytes == 0 ? 0 : 1, null) : null;
        Page page = page(bytes, kept == null ? null : BodyKeeping.KEPT);
        Facts facts = Facts.none(duplicates)
                .canonical(known(canonical))
                .content(known(content))
                .room(room(room));

        CommitDecision decision = decide(LINKED, done(LINKED, page, kept), facts);

        Commit.Done written = (Commit.Done) decision.result();
        Page same = body == null ? page : page.body(body.equals("kept") ? BodyKeeping.KEPT : BodyKeeping.LIMIT);
        Outcome outcome = what.equals("skip")
                ? new Skip(SkipReason.DUPLICATE, known(of))
                : of == null ? same : same.duplicateOf(known(of));
        assertThat(written.outcome()).isEqualTo(outcome);
        assertThat(written.data().json()).isEqualTo(event(LINKED, outcome).json());
        assertThat(written.at()).isEqualTo(NOW);
        assertThat(written.joining()).isEqualTo("b.test");
        assertThat(written.kept()).isEqualTo(isKept ? kept : null);
        assertThat(discovered(decision)).isEqualTo(found);
        assertThat(decision.newContent()).isEqualTo(isFirst ? page.sha256() : null);
        assertThat(decision.newAlias()).isNull();
        boolean isPage = what.equals("page");
        assertThat(decision.counted(LEASED))
                .isEqualTo(isPage ? new Counters(2, 1, 0, 0, 0, 1, 100 + bytes) : new Counters(2, 0, 0, 1, 0, 1, 100));
        assertThat(decision.counted(SideAccount.ZERO).omitted().links()).isEqualTo(isPage ? 7 : 0);
    }

    @ParameterizedTest(name = "{index}: {arguments}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # a redirect of | known as | what is written | of    | target becomes an alias
            page            | -        | parked          | -     | true
            page            | other    | skip            | other | false
            page            | target   | skip            | target| false
            page            | own      | parked          | -     | false
            sitemap         | -        | parked          | -     | false
            sitemap         | other    | parked          | -     | false
            """)
    void redirectsByWhatTheirTargetIs(String kind, String target, String what, String of, boolean isAlias) {
        FrontierUrl entry = kind.equals("page") ? LINKED : SITEMAP;
        Commit.Parked parked = new Commit.Parked(entry.redirected(url("target")), NOW);

        CommitDecision decision =
                decide(entry, parked, Facts.none(DuplicateUse.REPORT).target(known(target)));

        assertThat(decision.newAlias()).isEqualTo(isAlias ? url("target") : null);
        assertThat(decision.newContent()).isNull();
        assertThat(discovered(decision)).isEqualTo("both");
        if (what.equals("parked")) {
            assertThat(decision.result()).isSameAs(parked);
            assertThat(decision.event()).isNull();
            assertThat(decision.counted(LEASED)).isEqualTo(entry.isPage() ? LEASED.leased(-1) : LEASED);
        } else {
            Commit.Done written = (Commit.Done) decision.result();
            Skip skip = new Skip(SkipReason.DUPLICATE, known(of));
            assertThat(written.outcome()).isEqualTo(skip);
            assertThat(written.data().json()).isEqualTo(event(LINKED, skip).json());
            assertThat(written.joining()).isNull();
            assertThat(decision.counted(LEASED)).isEqualTo(new Counters(2, 0, 0, 1, 0, 1, 100));
        }
    }

    @ParameterizedTest
    @EnumSource(DuplicateUse.class)
    void whatIsNoPageComesToWhatTheVisitSays(DuplicateUse duplicates) {
        Facts facts = new Facts(duplicates, url("canonical"), url("first"), url("other"), new Room(1, 0, 0));
        Failure failure = new Failure(FailureKind.TIMEOUT, null, 2, "nothing came");
        Map<Commit.Result, Counters> results = Map.of(
                done(SEED, failure, null),
                new Counters(2, 0, 1, 0, 0, 1, 100),
                done(SEED, new Skip(SkipReason.SCOPE, null), null),
                new Counters(2, 0, 0, 1, 0, 1, 100),
                new Commit.Retry(SEED.retried(NOW), NOW),
                new Counters(2, 0, 0, 0, 0, 2, 100));
        results.forEach((result, counted) -> {
            CommitDecision decision = decide(SEED, result, facts);
            assertThat(decision.result()).isSameAs(result);
            assertThat(discovered(decision)).isEqualTo("both");
            assertThat(decision.counted(LEASED)).isEqualTo(counted);
            assertThat(decision.counted(SideAccount.ZERO)).isEqualTo(SideAccount.ZERO);
            assertThat(decision.newContent()).isNull();
            assertThat(decision.newAlias()).isNull();
        });
    }

    @Test
    void anEventThatNothingChangesIsNotEncodedAgain() {
        Commit.Done done = done(LINKED, page(9, null), null);
        CommitDecision decision = decide(LINKED, done, Facts.none(DuplicateUse.SKIP));
        assertThat(decision.result()).isSameAs(done);
        assertThat(decision.event()).isEqualTo(new CommitDecision.Event(EventType.PAGE, done.data()));
    }

    @Test
    void sitemapsCountOutsideTheAccountOfUrls() {
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        Facts facts = Facts.none(DuplicateUse.REPORT);
        CommitDecision read = decide(SITEMAP, new Commit.SitemapDone(null, SitemapOutcome.read(5, 20, 3), json), facts);
        assertThat(read.counted(LEASED)).isEqualTo(LEASED.plusBytes(20));
        assertThat(read.counted(SideAccount.ZERO))
                .isEqualTo(new SideAccount(new SitemapCounters(1, 1, 0, 0), 0, new SideAccount.Omitted(0, 3)));
        assertThat(read.event())
                .isNotNull()
                .extracting(CommitDecision.Event::type)
                .isEqualTo(EventType.SITEMAP);
        CommitDecision ofSeed =
                decide(FrontierUrl.origin(url(""), 0), new Commit.SitemapDone(FailureKind.TIMEOUT), facts);
        assertThat(ofSeed.event()).isNull();
        assertThat(ofSeed.counted(LEASED)).isEqualTo(LEASED);
        assertThat(ofSeed.counted(SideAccount.ZERO)).isEqualTo(SideAccount.ZERO);
        assertThat(ofSeed.seedFailure()).isEqualTo(FailureKind.TIMEOUT);
    }

    @Test
    void onlyAFailedSeedIsRemembered() {
        Failure failure = new Failure(FailureKind.TIMEOUT, null, 2, "nothing came");
        Facts facts = Facts.none(DuplicateUse.REPORT);
        assertThat(decide(SEED, done(SEED, failure, null), facts).seedFailure()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(decide(SEED, done(SEED, page(9, null), null), facts).seedFailure())
                .isNull();
        assertThat(decide(LINKED, done(LINKED, failure, null), facts).seedFailure())
                .isNull();
    }
}
