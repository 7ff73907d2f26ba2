package io.orbweaver.store.redis;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Kept;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Counters;
import io.orbweaver.job.SideAccount;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.outcome.Page;
import io.orbweaver.store.base.BodyCodec;
import io.orbweaver.store.base.CommitDecision;
import io.orbweaver.store.base.SitemapBound;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.store.redis.server.ServerClock;
import io.orbweaver.store.redis.server.UrlHash;
import java.util.List;

/** The arguments of {@code append.lua}, which says what stands where. */
final class CommitArgs {

    private static final int DISCOVERED = 20;

    /** The account of one URL that is leased: what it comes to is what a commit adds. */
    private static final Counters LEASED = Counters.ZERO.discovered(1).leased(1);

    private CommitArgs() {}

    /** Of URLs that are made known under a lease. */
    static ScriptArgs of(RedisContext context, Lease lease, List<FrontierUrl> discovered) {
        ScriptArgs args = context.args(lease.job()).add(lease.token()).add("discover");
        return discovered(bound(args, context, discovered), discovered);
    }

    /**
     * Of the end of a visit.
     *
     * @param bodiesLeft stored bytes that are left for the bodies of all jobs
     */
    static ScriptArgs of(RedisContext context, CommitDecision decision, long bodiesLeft) {
        Lease lease = decision.lease();
        Commit.Result result = decision.result();
        ScriptArgs args = context.args(lease.job()).add(lease.token()).add(nameOf(result));
        bound(args, context, decision.discovered());
        if (result instanceof Commit.Parked parked) {
            args.add(decision.newAlias() == null ? ScriptArgs.NONE : UrlHash.of(decision.newAlias()))
                    .add(parked.target().host().value())
                    .add(EntryCodec.encode(parked.next()));
        } else if (result instanceof Commit.Retry retry) {
            args.add(ServerClock.micros(retry.notBefore())).add(EntryCodec.encode(retry.next()));
        } else {
            ended(args, decision);
        }
        if (result instanceof Commit.Done done) {
            String content = decision.newContent();
            args.add(content == null ? ScriptArgs.NONE : UrlHash.ofContent(content))
                    .add(done.joining() == null ? "" : done.joining());
            kept(args, done, context.limits().bodiesJobMax(), bodiesLeft);
        }
        return discovered(args, decision.discovered());
    }

    private static String nameOf(Commit.Result result) {
        if (result instanceof Commit.Done) {
            return "done";
        }
        return result instanceof Commit.Parked ? "park" : result instanceof Commit.Retry ? "retry" : "sitemap";
    }

    /** The event of the first sitemap that the bound has no room for, should one of these be that. */
    private static ScriptArgs bound(ScriptArgs args, RedisContext context, List<FrontierUrl> discovered) {
        return discovered.stream()
                .filter(url -> url.kind() == FrontierUrl.Kind.SITEMAP)
                .findFirst()
                .map(first ->
                        args.add(SitemapBound.event(first, context.limits().sitemapsMax(), context.now())))
                .orElseGet(args::none);
    }

    /** The event, what is added to the account, and the failure of a seed. */
    private static void ended(ScriptArgs args, CommitDecision decision) {
        CommitDecision.Event event = decision.event();
        if (event == null) {
            args.none().none().none();
        } else {
            byte[] whole = event.data().whole();
            args.add(event.type().ordinal()).add(event.data().json()).add(whole == null ? ScriptArgs.NONE : whole);
        }
        args.add(added(decision));
        FailureKind failure = decision.seedFailure();
        if (failure == null) {
            args.none().none();
        } else {
            args.add(decision.lease().entry().seed()).add(failure.wireName());
        }
    }

    /** What is added to the account, by the names in the store. */
    private static String added(CommitDecision decision) {
        Counters urls = decision.counted(LEASED);
        SideAccount side = decision.counted(SideAccount.ZERO);
        return String.join(
                " ",
                "pages " + urls.pages(),
                "failures " + urls.failures(),
                "skips " + urls.skips(),
                "bytes " + urls.bytes(),
                "smread " + side.sitemaps().read(),
                "smfailed " + side.sitemaps().failed(),
                "smskipped " + side.sitemaps().skipped(),
                "olinks " + side.omitted().links(),
                "oentries " + side.omitted().entries());
    }

    private static void kept(ScriptArgs args, Commit.Done done, long jobMax, long left) {
        Kept kept = done.kept();
        if (kept != null && done.outcome() instanceof Page page) {
            byte[] last = kept.last();
            args.add(kept.length() == 0 ? ScriptArgs.NONE : UrlHash.ofContent(page.sha256()))
                    .add(BodyCodec.encode(0, kept)) // the script knows the place
                    .add(kept.parts())
                    .add(last == null ? ScriptArgs.NONE : last)
                    .add(jobMax)
                    .add(left);
        }
    }

    private static ScriptArgs discovered(ScriptArgs args, List<FrontierUrl> discovered) {
        args.upTo(DISCOVERED);
        discovered.forEach(url -> add(args, url));
        return args;
    }

    /** An entry that may be new: its hash, its host, its blob. */
    static void add(ScriptArgs args, FrontierUrl url) {
        args.add(url.isPage() ? UrlHash.of(url.url()) : UrlHash.ofSitemap(url.url()))
                .add(url.target().host().value())
                .add(EntryCodec.encode(url));
    }
}
