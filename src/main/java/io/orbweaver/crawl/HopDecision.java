package io.orbweaver.crawl;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Kept;
import io.orbweaver.crawl.Visit.CommitPlan;
import io.orbweaver.event.EventJson;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.fetch.FileFetcher;
import io.orbweaver.frontier.ChainCookies;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Scope;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.outcome.Failure;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.outcome.Omitted;
import io.orbweaver.outcome.Outcome;
import io.orbweaver.outcome.Page;
import io.orbweaver.outcome.SitemapOutcome;
import io.orbweaver.outcome.Skip;
import io.orbweaver.outcome.SkipReason;
import io.orbweaver.parse.PageDirectives;
import io.orbweaver.parse.ScannedPage;
import io.orbweaver.politeness.TurnAnswer;
import io.orbweaver.robots.OriginRobots;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.UrlResolver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides what a hop comes to: an outcome, another hop, or another attempt. Knows no port; does nothing but decide. */
final class HopDecision {

    private static final Duration RETRY_MIN = Duration.ofMillis(500);
    private static final Duration RETRY_MAX = Duration.ofMinutes(2);
    private static final Duration RETRY_AGE_MAX = Duration.ofDays(1);

    private final InstantSource clock;
    private final RandomGenerator random;
    private final String productToken;

    HopDecision(InstantSource clock, RandomGenerator random, String productToken) {
        this.clock = clock;
        this.random = random;
        this.productToken = productToken;
    }

    /** A URL that was under way whenever an instance died: so that it does not end one for ever. */
    Outcome lost(Lease lease) {
        return new Failure(
                FailureKind.INTERNAL,
                null,
                lease.entry().attempt() - 1,
                "an instance ended while this was fetched, " + lease.lost() + " times");
    }

    /** A URL whose host is dead: it ends as those before it did. */
    Outcome deadHost(Lease lease, TurnAnswer.Dead dead) {
        return new Failure(
                Verdicts.kindOf(dead.verdict()),
                null,
                lease.entry().attempt() - 1,
                "the host did not answer before, and is not asked until " + dead.until());
    }

    /** What an origin's robots.txt says of a URL; empty where it may be fetched. */
    Optional<Outcome> byRobots(OriginRobots robots, Lease lease) {
        if (robots instanceof OriginRobots.Failed failed) {
            return Optional.of(new Failure(failed.kind(), null, 0, "robots.txt: " + failed.message()));
        }
        if (robots instanceof OriginRobots.Unreachable) {
            return Optional.of(new Skip(SkipReason.ROBOTS_UNREACHABLE, null));
        }
        boolean allowed = robots instanceof OriginRobots.Known known
                && known.rules().allows(lease.entry().target());
        return allowed ? Optional.empty() : Optional.of(new Skip(SkipReason.ROBOTS, null));
    }

    /** A URL that looks like one of endlessly many; empty where it does not, or it was asked for. */
    Optional<Outcome> byTraps(JobSpec spec, Lease lease) {
        FrontierUrl entry = lease.entry();
        boolean exempt = !entry.isPage() || entry.isSeed() || !entry.chain().isEmpty();
        int year = exempt ? 0 : clock.instant().atZone(ZoneOffset.UTC).getYear();
        return exempt || spec.traps().trapIn(entry.url(), year) == null
                ? Optional.empty()
                : Optional.of(new Skip(SkipReason.TRAP, null));
    }

    /** The commit of an outcome that was decided without a transfer. */
    CommitPlan decided(Lease lease, Outcome outcome) {
        return done(lease, outcome, List.of(), null);
    }

    /** The commit of a sitemap that arrived. */
    CommitPlan sitemap(Lease lease, SitemapSink sitemap, Fetched.Response response) {
        SitemapOutcome outcome = sitemap.isDamaged()
                ? new SitemapOutcome(
                        SitemapOutcome.Result.FAILED,
                        FailureKind.MALFORMED,
                        null,
                        null,
                        "it is no sitemap, or not a whole one",
                        sitemap.entries(),
                        response.bytes(),
                        sitemap.omittedEntries())
                : SitemapOutcome.read(sitemap.entries(), response.bytes(), sitemap.omittedEntries());
        return CommitPlan.of(lease, sitemapDone(lease, outcome), sitemap.rest());
    }

    private Commit.SitemapDone sitemapDone(Lease lease, SitemapOutcome outcome) {
        FrontierUrl entry = lease.entry();
        EventJson.Place place = new EventJson.Place(entry.url(), entry.depth(), entry.referrer(), clock.instant());
        return new Commit.SitemapDone(outcome.kind(), outcome, EventJson.sitemap(place, outcome));
    }

    /** The commit of a sitemap that did not arrive, or not whole: where it is not tried again, its outcome counts. */
    CommitPlan brokenSitemap(ActiveJob work, Lease lease, Fetched fetched, SitemapSink sitemap) {
        CommitPlan commits = withoutBody(work, lease, fetched);
        Commit.Result result = commits.last().result();
        if (!(result instanceof Commit.SitemapDone done) || done.outcome() == null) {
            return commits;
        }
        sitemap.breakOff();
        SitemapOutcome outcome = done.outcome().after(sitemap.entries(), sitemap.omittedEntries());
        return CommitPlan.of(lease, sitemapDone(lease, outcome), sitemap.rest());
    }

    /** The commit of a seed that only gives its origin's sitemaps. */
    CommitPlan origin(Lease lease, @Nullable OriginRobots robots) {
        FailureKind failure = robots instanceof OriginRobots.Failed failed ? failed.kind() : null;
        return CommitPlan.of(lease, new Commit.SitemapDone(failure), List.of());
    }

    /** The commit that a hop leads to. */
    CommitPlan decide(ActiveJob work, Lease lease, Fetched fetched, PageReader reader) {
        if (fetched instanceof Fetched.Response response) {
            return page(work, lease, response, reader);
        }
        return withoutBody(work, lease, fetched);
    }

    /** The commit that a hop without a body leads to. */
    CommitPlan withoutBody(ActiveJob work, Lease lease, Fetched fetched) {
        if (fetched instanceof Fetched.Redirect redirect) {
            return redirect(work, lease, redirect);
        }
        return failure(work.job().spec(), lease, fetched);
    }

    private CommitPlan page(ActiveJob work, Lease lease, Fetched.Response response, PageReader reader) {
        ScannedPage scanned = reader.page();
        FrontierUrl entry = lease.entry();
        JobSpec spec = work.job().spec();
        CanonicalUrl finalUrl = entry.target();
        String joining = joining(work, entry);
        PageDirectives directives = directives(response.head(), scanned);
        CanonicalUrl canonical = Links.canonical(finalUrl, response.head(), scanned);
        List<FrontierUrl> discovered = discovered(work, entry, response.head(), scanned);
        if (spec.robots() && directives.noindex()) {
            return done(lease, new Skip(SkipReason.NOINDEX, null), discovered, joining);
        }
        Kept kept = reader.kept();
        return done(lease, page(spec, entry, response, reader, canonical, kept), discovered, joining, kept);
    }

    /** The part of the web that a seed's redirect brings into the scope, or null. */
    private static @Nullable String joining(ActiveJob work, FrontierUrl entry) {
        CanonicalUrl target = entry.target();
        return entry.isSeed() && !work.scope().covers(target)
                ? Scope.part(work.job().spec().scope(), target)
                : null;
    }

    private PageDirectives directives(Fetched.Head head, @Nullable ScannedPage scanned) {
        PageDirectives directives = scanned == null ? PageDirectives.NONE : scanned.directives();
        for (String field : head.robotsTags()) {
            directives = directives.plus(PageDirectives.ofHeader(field, productToken));
        }
        return directives;
    }

    /** The URLs that a page, or a part of one, brings into the job. */
    List<FrontierUrl> discovered(ActiveJob work, FrontierUrl entry, Fetched.Head head, @Nullable ScannedPage scanned) {
        JobSpec spec = work.job().spec();
        if (spec.robots() && directives(head, scanned).nofollow()) {
            return List.of();
        }
        String joining = joining(work, entry);
        Scope scope = joining == null ? work.scope() : Scope.of(work.job().joining(joining));
        return Links.discovered(entry, head, scanned, spec, scope);
    }

    private static Page page(
            JobSpec spec,
            FrontierUrl entry,
            Fetched.Response response,
            PageReader reader,
            @Nullable CanonicalUrl canonical,
            @Nullable Kept kept) {
        ScannedPage scanned = reader.page();
        return new Page(
                entry.target(),
                entry.chain(),
                response.head().status(),
                reader.mediaType(),
                scanned == null ? null : scanned.encoding(),
                response.bytes(),
                response.sha256(),
                scanned == null ? null : scanned.title(),
                scanned == null ? 0 : scanned.linkCount(),
                response.millis(),
                entry.attempt(),
                canonical,
                null,
                reader.keeping(kept),
                omitted(spec, response.head(), scanned),
                reader.extracted());
    }

    private static Omitted omitted(JobSpec spec, Fetched.Head head, @Nullable ScannedPage scanned) {
        boolean folder = FileFetcher.isFolder(head);
        int links = (scanned == null ? 0 : scanned.omitted()) + (folder ? head.omitted() : 0);
        int cookies = spec.cookies() && !folder ? head.omitted() : 0;
        return new Omitted(links, scanned == null ? 0 : scanned.titleCut(), cookies);
    }

    private CommitPlan redirect(ActiveJob work, Lease lease, Fetched.Redirect redirect) {
        FrontierUrl entry = lease.entry();
        CanonicalUrl target = redirectTarget(work.job().spec(), entry, redirect.location());
        ChainCookies cookies = work.job().spec().cookies()
                ? entry.cookies()
                        .plus(
                                entry.chain().size(),
                                entry.target(),
                                redirect.cookie(),
                                redirect.head().setCookies())
                : ChainCookies.NONE;
        String wrong = target == null || target.isHttp() != entry.target().isHttp()
                ? "the redirect's target is no URL to crawl"
                : entry.hasRequested(target, cookies, work.cookieFor(target, clock.instant()))
                        ? "the redirects go in a circle"
                        : entry.chain().size() >= FrontierUrl.REDIRECTS_MAX
                                ? "more than " + FrontierUrl.REDIRECTS_MAX + " redirects"
                                : null;
        if (target == null || wrong != null) {
            return done(
                    lease,
                    new Failure(FailureKind.REDIRECT, null, entry.attempt(), String.valueOf(wrong)),
                    List.of(),
                    null);
        }
        if (entry.isPage() && !entry.isSeed() && !work.scope().includes(target)) {
            return done(lease, new Skip(SkipReason.SCOPE, null), List.of(), null);
        }
        return CommitPlan.of(lease, new Commit.Parked(entry.redirected(target, cookies), clock.instant()), List.of());
    }

    /** Cleaned as a link is, unless that leads back: a server may insist on its session. */
    private static @Nullable CanonicalUrl redirectTarget(JobSpec spec, FrontierUrl entry, String location) {
        CanonicalUrl target = UrlResolver.resolve(entry.target(), location).urlOrNull();
        CanonicalUrl clean = target == null ? null : spec.cleanUrls().apply(target);
        return clean == null || entry.hasVisited(clean) ? target : clean;
    }

    private CommitPlan failure(JobSpec spec, Lease lease, Fetched fetched) {
        FrontierUrl entry = lease.entry();
        boolean retryable;
        Failure failure;
        if (fetched instanceof Fetched.Failed failed) {
            retryable = failed.kind().retryable();
            failure = new Failure(failed.kind(), null, entry.attempt(), failed.message());
        } else {
            int status = statusOf(fetched);
            retryable = FailureKind.retryableStatus(status);
            failure = new Failure(FailureKind.HTTP, status, entry.attempt(), "the server answered " + status);
        }
        Instant now = clock.instant();
        boolean young = entry.since() == null || now.isBefore(entry.since().plus(RETRY_AGE_MAX));
        if (retryable && young && entry.attempt() <= spec.retries()) {
            Instant notBefore = now.plus(jittered(entry.attempt()));
            return CommitPlan.of(lease, new Commit.Retry(entry.retried(now), notBefore), List.of());
        }
        return done(lease, failure, List.of(), null);
    }

    private static int statusOf(Fetched fetched) {
        if (fetched instanceof Fetched.Refused refused) {
            return refused.head().status();
        }
        throw new IllegalStateException("only a refusal is left, not " + fetched);
    }

    /** Exponential back-off with full jitter: anywhere up to half a second, doubled with each attempt. */
    private Duration jittered(int attempt) {
        long bound = Math.min(RETRY_MAX.toMillis(), RETRY_MIN.toMillis() << Math.min(20, attempt - 1));
        return Duration.ofMillis(random.nextLong(bound + 1));
    }

    private CommitPlan done(Lease lease, Outcome outcome, List<FrontierUrl> discovered, @Nullable String joining) {
        return done(lease, outcome, discovered, joining, null);
    }

    private CommitPlan done(
            Lease lease, Outcome outcome, List<FrontierUrl> discovered, @Nullable String joining, @Nullable Kept kept) {
        FrontierUrl entry = lease.entry();
        if (entry.kind() == FrontierUrl.Kind.SITEMAP) {
            return CommitPlan.of(lease, sitemapDone(lease, SitemapOutcome.of(outcome)), discovered);
        }
        if (!entry.isPage()) {
            FailureKind kind = outcome instanceof Failure failure ? failure.kind() : null;
            return CommitPlan.of(lease, new Commit.SitemapDone(kind), discovered);
        }
        Instant now = clock.instant();
        EventJson.Place place = new EventJson.Place(entry.url(), entry.depth(), entry.referrer(), now);
        Commit.Done done = new Commit.Done(outcome, EventJson.outcome(place, outcome), now, joining, kept);
        return CommitPlan.of(lease, done, discovered);
    }
}
