package io.orbweaver.store.redis;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Kept;
import io.orbweaver.event.EventJson;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.outcome.Failure;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.outcome.Outcome;
import io.orbweaver.outcome.Page;
import io.orbweaver.outcome.SitemapOutcome;
import io.orbweaver.store.base.BodyCodec;
import io.orbweaver.store.base.SitemapBound;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.store.redis.server.ServerClock;
import io.orbweaver.store.redis.server.UrlHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code append.lua}, which says what stands where. */
final class CommitArgs {

    private static final int SEED = 11;
    private static final int OMITTED = 20;
    private static final int DISCOVERED = 21;

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
    static ScriptArgs of(RedisContext context, Commit commit, long bodiesLeft) {
        Lease lease = commit.lease();
        ScriptArgs args = context.args(lease.job()).add(lease.token());
        Commit.Result result = commit.result();
        bound(args.add(nameOf(result)), context, commit.discovered());
        if (result instanceof Commit.Done done) {
            done(args, lease.entry(), done);
            kept(args.upTo(14), done, context.limits().bodiesJobMax(), bodiesLeft);
            args.upTo(OMITTED)
                    .add(done.outcome() instanceof Page page ? page.omitted().links() : 0);
        } else if (result instanceof Commit.Parked parked) {
            args.add(UrlHash.of(parked.target()))
                    .add(parked.target().host().value())
                    .add(EntryCodec.encode(parked.next()));
        } else if (result instanceof Commit.Retry retry) {
            args.add(ServerClock.micros(retry.notBefore())).add(EntryCodec.encode(retry.next()));
        } else if (result instanceof Commit.SitemapDone sitemap) {
            sitemap(args, sitemap);
            seedFailure(args, lease.entry(), sitemap.failure());
        }
        return discovered(args, commit.discovered());
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

    private static void sitemap(ScriptArgs args, Commit.SitemapDone done) {
        SitemapOutcome outcome = done.outcome();
        if (outcome != null && done.data() != null) {
            args.add(done.data())
                    .add(outcome.bytes())
                    .add(outcome.result().wireName())
                    .add(outcome.omittedEntries());
        }
    }

    private static void done(ScriptArgs args, FrontierUrl entry, Commit.Done done) {
        Outcome outcome = done.outcome();
        byte[] whole = done.data().whole();
        args.add(EventJson.typeOf(outcome).ordinal())
                .add(done.data().json())
                .add(whole == null ? ScriptArgs.NONE : whole);
        if (outcome instanceof Page page) {
            boolean tellsCopies = page.bytes() > 0 && page.duplicateOf() == null;
            args.add(page.bytes()).add(tellsCopies ? UrlHash.ofContent(page.sha256()) : ScriptArgs.NONE);
        }
        seedFailure(args, entry, outcome instanceof Failure failure ? failure.kind() : null);
        args.upTo(13).add(done.joining() == null ? "" : done.joining());
    }

    private static void seedFailure(ScriptArgs args, FrontierUrl entry, @Nullable FailureKind failure) {
        args.upTo(SEED);
        if (failure != null && entry.isSeed()) {
            args.add(entry.seed()).add(failure.wireName());
        }
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
