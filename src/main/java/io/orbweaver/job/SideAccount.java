package io.orbweaver.job;

import io.orbweaver.outcome.SitemapOutcome;

/**
 * A job's counters besides those of its URLs: its sitemaps, and what a bound kept out.
 *
 * @param sitemaps its sitemaps
 * @param refused those of the skipped ones that exceeded the limit of sitemaps of a job
 * @param omitted what bounds kept out
 */
public record SideAccount(SitemapCounters sitemaps, long refused, Omitted omitted) {

    /** Of a job that has done nothing. */
    public static final SideAccount ZERO = new SideAccount(SitemapCounters.ZERO, 0, new Omitted(0, 0));

    /**
     * What bounds kept out.
     *
     * @param links of pages
     * @param entries of sitemaps
     */
    public record Omitted(long links, long entries) {}

    /** After a sitemap became known that is to be read. */
    public SideAccount plusKnown() {
        SitemapCounters more =
                new SitemapCounters(sitemaps.known() + 1, sitemaps.read(), sitemaps.failed(), sitemaps.skipped());
        return new SideAccount(more, refused, omitted);
    }

    /** The counters after a sitemap was named that exceeds the limit. */
    public SideAccount plusRefused() {
        SitemapCounters more =
                new SitemapCounters(sitemaps.known() + 1, sitemaps.read(), sitemaps.failed(), sitemaps.skipped() + 1);
        return new SideAccount(more, refused + 1, omitted);
    }

    /** After a sitemap came to its outcome. */
    public SideAccount plus(SitemapOutcome outcome) {
        SitemapOutcome.Result result = outcome.result();
        long read = sitemaps.read() + (result == SitemapOutcome.Result.READ ? 1 : 0);
        long failed = sitemaps.failed() + (result == SitemapOutcome.Result.FAILED ? 1 : 0);
        long skipped = sitemaps.skipped() + (result == SitemapOutcome.Result.SKIPPED ? 1 : 0);
        // a job of a version that did not count them may have known some
        long known = Math.max(sitemaps.known(), read + failed + skipped);
        SitemapCounters counted = new SitemapCounters(known, read, failed, skipped);
        long entries = omitted.entries() + outcome.omittedEntries();
        return new SideAccount(counted, refused, new Omitted(omitted.links(), entries));
    }

    /** After a page was committed of which a bound kept links out. */
    public SideAccount plusOmittedLinks(int links) {
        Omitted more = new Omitted(omitted.links() + links, omitted.entries());
        return links == 0 ? this : new SideAccount(sitemaps, refused, more);
    }
}
