package io.orbweaver.frontier;

import io.orbweaver.url.CanonicalUrl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A known URL on its way to its outcome.
 *
 * @param url the known URL
 * @param depth links from a seed, 0 for a seed
 * @param referrer the page that linked it first, or null for a seed
 * @param seed its place among the seeds in the order of submission, or -1
 * @param attempt the attempt that comes next, from 1
 * @param chain the URLs that redirects led to so far, in order; the last is fetched next
 */
public record FrontierUrl(
        CanonicalUrl url, int depth, @Nullable String referrer, int seed, int attempt, List<CanonicalUrl> chain) {

    /** Redirects that are followed for one URL. */
    public static final int REDIRECTS_MAX = 10;

    /** Copies what is mutable. */
    public FrontierUrl {
        chain = List.copyOf(chain);
    }

    /** A seed. */
    public static FrontierUrl seed(CanonicalUrl url, int place) {
        return new FrontierUrl(url, 0, null, place, 1, List.of());
    }

    /** A URL that this one's page links to. */
    public FrontierUrl linked(CanonicalUrl link) {
        return new FrontierUrl(link, depth + 1, target().href(), -1, 1, List.of());
    }

    /** What is fetched next: the last redirect's target, or the known URL itself. */
    public CanonicalUrl target() {
        return chain.isEmpty() ? url : chain.get(chain.size() - 1);
    }

    /** Whether it is one of the job's seeds. */
    public boolean isSeed() {
        return seed >= 0;
    }

    /** The same URL after a redirect. */
    public FrontierUrl redirected(CanonicalUrl next) {
        List<CanonicalUrl> longer = new ArrayList<>(chain);
        longer.add(next);
        return new FrontierUrl(url, depth, referrer, seed, attempt, longer);
    }

    /** Whether a URL is in its redirect chain already, the known URL included. */
    public boolean hasVisited(CanonicalUrl candidate) {
        return url.equals(candidate) || chain.contains(candidate);
    }

    /** The same URL, the same hop, one attempt later. */
    public FrontierUrl retried() {
        return new FrontierUrl(url, depth, referrer, seed, attempt + 1, chain);
    }
}
