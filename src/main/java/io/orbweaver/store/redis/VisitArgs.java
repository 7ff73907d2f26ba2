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
import io.orbweaver.store.base.BodyCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code append.lua}, which says what stands where. */
final class VisitArgs {

    private static final int SEED = 11;
    private static final int DISCOVERED = 20;

    private VisitArgs() {}

    /** Of URLs that are made known under a lease. */
    static Args of(Shared shared, Lease lease, List<FrontierUrl> discovered) {
        return discovered(shared.args(lease.job()).add(lease.token()).add("discover"), discovered);
    }

    /**
     * Of the end of a visit.
     *
     * @param bodiesLeft stored bytes that are left for the bodies of all jobs
     */
    static Args of(Shared shared, Commit commit, long bodiesLeft) {
        Lease lease = commit.lease();
        Args args = shared.args(lease.job()).add(lease.token());
        Commit.Result result = commit.result();
        if (result instanceof Commit.Done done) {
            done(args.add("done").none(), lease.entry(), done);
            kept(args.upTo(14), done, shared.limits().bodiesJobMax(), bodiesLeft);
        } else if (result instanceof Commit.Parked parked) {
            args.add("park")
                    .none()
                    .add(UrlHash.of(parked.target()))
                    .add(parked.target().host().value())
                    .add(EntryCodec.encode(parked.next()));
        } else if (result instanceof Commit.Retry retry) {
            args.add("retry").none().add(ServerClock.micros(retry.notBefore())).add(EntryCodec.encode(retry.next()));
        } else if (result instanceof Commit.SitemapDone sitemap) {
            seedFailure(args.add("sitemap"), lease.entry(), sitemap.failure());
        }
        return discovered(args, commit.discovered());
    }

    private static void done(Args args, FrontierUrl entry, Commit.Done done) {
        Outcome outcome = done.outcome();
        byte[] whole = done.data().whole();
        args.add(EventJson.typeOf(outcome).ordinal()).add(done.data().json()).add(whole == null ? Args.NONE : whole);
        if (outcome instanceof Page page) {
            boolean tellsCopies = page.bytes() > 0 && page.duplicateOf() == null;
            args.add(page.bytes()).add(tellsCopies ? UrlHash.ofContent(page.sha256()) : Args.NONE);
        }
        seedFailure(args, entry, outcome instanceof Failure failure ? failure.kind() : null);
        args.upTo(13).add(done.joining() == null ? "" : done.joining());
    }

    private static void seedFailure(Args args, FrontierUrl entry, @Nullable FailureKind failure) {
        args.upTo(SEED);
        if (failure != null && entry.isSeed()) {
            args.add(entry.seed()).add(failure.wireName());
        }
    }

    private static void kept(Args args, Commit.Done done, long jobMax, long left) {
        Kept kept = done.kept();
        if (kept != null && done.outcome() instanceof Page page) {
            byte[] last = kept.last();
            args.add(kept.length() == 0 ? Args.NONE : UrlHash.ofContent(page.sha256()))
                    .add(BodyCodec.encode(0, kept)) // the script knows the place
                    .add(kept.parts())
                    .add(last == null ? Args.NONE : last)
                    .add(jobMax)
                    .add(left);
        }
    }

    private static Args discovered(Args args, List<FrontierUrl> discovered) {
        args.upTo(DISCOVERED);
        discovered.forEach(url -> add(args, url));
        return args;
    }

    /** An entry that may be new: its hash, its host, its blob. */
    static void add(Args args, FrontierUrl url) {
        args.add(url.isPage() ? UrlHash.of(url.url()) : UrlHash.ofSitemap(url.url()))
                .add(url.target().host().value())
                .add(EntryCodec.encode(url));
    }
}
