package io.orbweaver.frontier;

import io.orbweaver.url.CanonicalUrl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the frontier: a known URL on its way to its outcome, or what leads to known URLs besides links.
 *
 * @param kind what it is
 * @param url the known URL; the sitemap; the seed that represents its origin
 * @param depth links from a seed, 0 for a seed and for what a sitemap lists; of a sitemap, indexes above it
 * @param referrer the page that linked it first or the sitemap that lists it, or null for a seed; of a sitemap, the
 *     robots.txt that vouches for it
 * @param seed its place among the seeds in the order of submission, or -1
 * @param attempt the attempt that comes next, from 1
 * @param since when the first attempt failed, or null while none has
 * @param chain the URLs that redirects led to so far, in order; the last is fetched next
 * @param cookies those of the chain
 */
public record FrontierUrl(
        Kind kind,
        CanonicalUrl url,
        int depth,
        @Nullable String referrer,
        int seed,
        int attempt,
        @Nullable Instant since,
        List<CanonicalUrl> chain,
        ChainCookies cookies) {

    /** Redirects that are followed for one URL. */
    public static final int REDIRECTS_MAX = 10;

    /** What an entry is. The ordinals are stored: new ones go to the end. */
    public enum Kind {
        /** A known URL: counted, and ends with an outcome. */
        PAGE,
        /** A sitemap or an index of them: outside the account, without an outcome. */
        SITEMAP,
        /** A seed of a job that takes sitemaps only: it gives its origin's sitemaps and is not fetched itself. */
        ORIGIN;

        private static final Kind[] VALUES = values();

        /** The kind with an ordinal. */
        public static Kind ofOrdinal(int ordinal) {
            return VALUES[ordinal];
        }
    }

    /** Copies what is mutable. */
    public FrontierUrl {
        chain = List.copyOf(chain);
    }

    /** An entry whose chain has no cookies. */
    public FrontierUrl(
            Kind kind,
            CanonicalUrl url,
            int depth,
            @Nullable String referrer,
            int seed,
            int attempt,
            @Nullable Instant since,
            List<CanonicalUrl> chain) {
        this(kind, url, depth, referrer, seed, attempt, since, chain, ChainCookies.NONE);
    }

    private static FrontierUrl fresh(Kind kind, CanonicalUrl url, int depth, @Nullable String referrer, int seed) {
        return new FrontierUrl(kind, url, depth, referrer, seed, 1, null, List.of());
    }

    /** A seed. */
    public static FrontierUrl seed(CanonicalUrl url, int place) {
        return fresh(Kind.PAGE, url, 0, null, place);
    }

    /** A seed that only represents its origin's sitemaps. */
    public static FrontierUrl origin(CanonicalUrl url, int place) {
        return fresh(Kind.ORIGIN, url, 0, null, place);
    }

    /** A sitemap that an origin's robots.txt names. */
    public static FrontierUrl sitemap(CanonicalUrl url, String robots) {
        return fresh(Kind.SITEMAP, url, 0, robots, -1);
    }

    /** A sitemap that this one, an index, lists. */
    public FrontierUrl nested(CanonicalUrl sitemap) {
        return fresh(Kind.SITEMAP, sitemap, depth + 1, referrer, -1);
    }

    /** A page that this sitemap lists. */
    public FrontierUrl listed(CanonicalUrl page) {
        return fresh(Kind.PAGE, page, 0, target().href(), -1);
    }

    /** A URL that this one's page links to. */
    public FrontierUrl linked(CanonicalUrl link) {
        return fresh(Kind.PAGE, link, depth + 1, target().href(), -1);
    }

    /** What is fetched next: the last redirect's target, or the URL itself. */
    public CanonicalUrl target() {
        return chain.isEmpty() ? url : chain.get(chain.size() - 1);
    }

    /** Whether it is a known URL, counted in the account. */
    public boolean isPage() {
        return kind == Kind.PAGE;
    }

    /** Whether it is one of the job's seeds. */
    public boolean isSeed() {
        return seed >= 0;
    }

    /** The same URL after a redirect. */
    public FrontierUrl redirected(CanonicalUrl next) {
        return redirected(next, cookies);
    }

    /** The same URL after a redirect that came with cookies. */
    public FrontierUrl redirected(CanonicalUrl next, ChainCookies withCookies) {
        List<CanonicalUrl> longer = new ArrayList<>(chain);
        longer.add(next);
        return new FrontierUrl(kind, url, depth, referrer, seed, attempt, since, longer, withCookies);
    }

    /**
     * Whether the redirects go in a circle: the request was sent before on the chain, with the same cookies.
     *
     * @param sent the chain's cookies, the last request's included
     * @param cookie the Cookie field that would go to the candidate, or null
     */
    public boolean hasRequested(CanonicalUrl candidate, ChainCookies sent, @Nullable String cookie) {
        for (int request = 0; request <= chain.size(); request++) {
            CanonicalUrl asked = request == 0 ? url : chain.get(request - 1);
            if (asked.equals(candidate) && sent.hasSent(request, cookie)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a URL is in its redirect chain already, the known URL included. */
    public boolean hasVisited(CanonicalUrl candidate) {
        return url.equals(candidate) || chain.contains(candidate);
    }

    /** The same URL, the same hop, one attempt later. */
    public FrontierUrl retried(Instant now) {
        return new FrontierUrl(
                kind, url, depth, referrer, seed, attempt + 1, since == null ? now : since, chain, cookies);
    }
}
