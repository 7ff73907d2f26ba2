package io.orbweaver.store.base;

import io.orbweaver.event.EventJson;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.outcome.SitemapOutcome;
import java.time.Instant;

/** The event of a job that names more sitemaps than are read; it has one, and the job's account says how many. */
public final class SitemapBound {

    private SitemapBound() {}

    /**
     * Its data.
     *
     * @param sitemap one that is not read
     * @param max the bound
     */
    public static byte[] event(FrontierUrl sitemap, int max, Instant now) {
        EventJson.Place place = new EventJson.Place(sitemap.url(), sitemap.depth(), sitemap.referrer(), now);
        String message = "this one and those named later are not read: more than " + max + " (orbweaver.sitemaps.max)";
        return EventJson.sitemap(place, SitemapOutcome.skipped(SitemapOutcome.MAX, message));
    }
}
