package io.orbweaver.store.base;

import io.orbweaver.commit.Commit;
import io.orbweaver.event.EventData;
import io.orbweaver.event.EventJson;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Counters;
import io.orbweaver.job.SideAccount;
import io.orbweaver.outcome.Failure;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.outcome.Page;
import io.orbweaver.url.CanonicalUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written for a commit.
 *
 * @param lease what it was done under
 * @param result the outcome as it is stored, its event and its body; or where the URL goes next
 * @param discovered what becomes known by it
 * @param newContent hash of the content whose first page this is; null where there is an earlier one, or no content
 * @param newAlias the redirect's target that becomes an alias of the URL; null where there is none, or it is known
 */
public record CommitDecision(
        Lease lease,
        Commit.Result result,
        List<FrontierUrl> discovered,
        @Nullable String newContent,
        @Nullable CanonicalUrl newAlias) {

    /**
     * An event, encoded.
     *
     * @param type its type
     * @param data its data
     */
    public record Event(EventType type, EventData data) {}

    /** The event of what came to an end; null where nothing did, or it has none. */
    public @Nullable Event event() {
        if (result instanceof Commit.Done done) {
            return new Event(EventJson.typeOf(done.outcome()), done.data());
        }
        return result instanceof Commit.SitemapDone sitemap && sitemap.data() != null
                ? new Event(EventType.SITEMAP, new EventData(sitemap.data(), null))
                : null;
    }

    /** The job's account of URLs after this. */
    public Counters counted(Counters before) {
        if (result instanceof Commit.Done done) {
            return before.plus(done.outcome());
        }
        if (result instanceof Commit.SitemapDone sitemap) {
            return sitemap.outcome() == null
                    ? before
                    : before.plusBytes(sitemap.outcome().bytes());
        }
        return lease.entry().isPage() ? before.leased(-1) : before;
    }

    /** What the job counts besides, after this. */
    public SideAccount counted(SideAccount before) {
        if (result instanceof Commit.Done done && done.outcome() instanceof Page page) {
            return before.plusOmittedLinks(page.omitted().links());
        }
        return result instanceof Commit.SitemapDone sitemap && sitemap.outcome() != null
                ? before.plus(sitemap.outcome())
                : before;
    }

    /** Why a seed failed by this; null where none did. */
    public @Nullable FailureKind seedFailure() {
        if (!lease.entry().isSeed()) {
            return null;
        }
        if (result instanceof Commit.SitemapDone sitemap) {
            return sitemap.failure();
        }
        return result instanceof Commit.Done done && done.outcome() instanceof Failure failure ? failure.kind() : null;
    }
}
