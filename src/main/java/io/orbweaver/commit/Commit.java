package io.orbweaver.commit;

import io.orbweaver.event.EventData;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.outcome.Outcome;
import io.orbweaver.outcome.SitemapOutcome;
import io.orbweaver.url.CanonicalUrl;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a visit: everything that it changes, to be written at once.
 *
 * @param lease what it was done under; the commit counts only while it holds
 * @param result the outcome, or where the URL goes next
 * @param discovered URLs that belong to the job, in page order, repeats removed, and sitemaps; at most
 *     {@link #DISCOVERED_MAX}. Those of a page that turns out to be a skipped copy are ignored
 */
public record Commit(Lease lease, Result result, List<FrontierUrl> discovered) {

    /** Discovered URLs in one commit; more go before it, see {@link Ledger#discover}. */
    public static final int DISCOVERED_MAX = 1_000;

    /** Holds the bound. */
    public Commit {
        discovered = List.copyOf(discovered);
        if (discovered.size() > DISCOVERED_MAX) {
            throw new IllegalArgumentException("more than " + DISCOVERED_MAX + " discovered URLs in one commit");
        }
    }

    /** What a visit comes to. */
    public sealed interface Result {}

    /**
     * A URL's outcome.
     *
     * @param outcome its outcome
     * @param data the event's data, encoded
     * @param at when it was decided
     * @param joining part of the web that a seed's redirect brings into the scope, or null
     * @param kept the page's body; null where the job keeps none, or as much as may be is kept already
     */
    public record Done(
            Outcome outcome,
            EventData data,
            Instant at,
            @Nullable String joining,
            @Nullable Kept kept) implements Result {}

    /**
     * A redirect: the URL waits at the front of its next host's queue. The ledger makes it a duplicate instead where
     * the target is known, or another URL's alias.
     *
     * @param next the same URL with a longer chain
     * @param at when it was decided
     */
    public record Parked(FrontierUrl next, Instant at) implements Result {

        /** The redirect's target. */
        public CanonicalUrl target() {
            return next.target();
        }
    }

    /**
     * The attempt failed and another may help.
     *
     * @param next the same URL with the next attempt's number
     * @param notBefore when it is due again
     */
    public record Retry(FrontierUrl next, Instant notBefore) implements Result {}

    /**
     * A sitemap's outcome, or the end of a seed that represents its origin's sitemaps: the entry leaves the frontier
     * and is not counted as a URL.
     *
     * @param failure why it failed, or null
     * @param outcome the outcome of a sitemap; null for a seed
     * @param data its event's data, encoded; null for a seed, which has none
     */
    public record SitemapDone(
            @Nullable FailureKind failure, @Nullable SitemapOutcome outcome, byte @Nullable [] data) implements Result {

        /** Of a seed. */
        public SitemapDone(@Nullable FailureKind failure) {
            this(failure, null, null);
        }
    }
}
