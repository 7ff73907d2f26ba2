package io.orbweaver.crawl;

import io.orbweaver.fetch.Fetched;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.job.Scope;
import io.orbweaver.job.spec.DuplicateUse;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.LinkSource;
import io.orbweaver.job.spec.SitemapUse;
import io.orbweaver.parse.DeclarativeRefresh;
import io.orbweaver.parse.LinkHeader;
import io.orbweaver.parse.ScannedPage;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.UrlResolver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the links of a page and of its head into URLs that belong to the job. */
final class Links {

    private Links() {}

    /**
     * The URLs that a response leads to: resolved, in scope, in depth, not nofollow, each once; where its Refresh field
     * leads, then its page's links in page order.
     *
     * @param page what is no HTML has none
     */
    static List<FrontierUrl> discovered(
            FrontierUrl from, Fetched.Head head, @Nullable ScannedPage page, JobSpec spec, Scope scope) {
        if (from.depth() >= spec.maxDepth() || spec.sitemaps() == SitemapUse.ONLY) {
            return List.of();
        }
        Found found = new Found(from, spec, scope, new HashSet<>(), new ArrayList<>());
        if (head.refresh() != null && spec.follow().contains(LinkSource.REFRESH)) {
            String target = DeclarativeRefresh.target(head.refresh());
            if (target != null) {
                found.add(UrlResolver.resolve(from.target(), target).urlOrNull());
            }
        }
        CanonicalUrl base = page == null ? null : base(from.target(), page);
        if (page != null && base != null) {
            for (ScannedPage.Link link : page.links()) {
                if (!link.nofollow() || !spec.robots()) {
                    found.add(UrlResolver.resolve(base, link.href(), page.charset())
                            .urlOrNull());
                }
            }
        }
        CanonicalUrl canonical = spec.duplicates() == DuplicateUse.SKIP ? canonical(from.target(), head, page) : null;
        if (canonical != null && found.seen.add(canonical) && scope.includes(canonical)) {
            found.discovered.add(from.linked(canonical)); // it is what counts there
        }
        return found.discovered;
    }

    private record Found(
            FrontierUrl from, JobSpec spec, Scope scope, Set<CanonicalUrl> seen, List<FrontierUrl> discovered) {

        private void add(@Nullable CanonicalUrl written) {
            CanonicalUrl url = written == null ? null : spec.cleanUrls().apply(written);
            if (url != null && (url.isHttp() || !from.target().isHttp()) && seen.add(url) && scope.includes(url)) {
                discovered.add(from.linked(url));
            }
        }
    }

    /**
     * What a page says its URL is (RFC 6596), resolved: by its own element, or else by a Link field; null where it says
     * none that could be crawled.
     */
    static @Nullable CanonicalUrl canonical(CanonicalUrl from, Fetched.Head head, @Nullable ScannedPage page) {
        CanonicalUrl given = page == null ? null : canonical(from, page);
        return given == null ? canonical(from, head) : given;
    }

    /** What the Link fields say; null where they say nothing. */
    static @Nullable CanonicalUrl canonical(CanonicalUrl from, Fetched.Head head) {
        String given = LinkHeader.target(head.links(), "canonical");
        CanonicalUrl url =
                given == null ? null : UrlResolver.resolve(from, given).urlOrNull();
        return url != null && url.isHttp() ? url : null;
    }

    private static @Nullable CanonicalUrl canonical(CanonicalUrl from, ScannedPage page) {
        String given = page.canonical();
        CanonicalUrl base = given == null ? null : base(from, page);
        CanonicalUrl url = given == null || base == null
                ? null
                : UrlResolver.resolve(base, given, page.charset()).urlOrNull();
        return url != null && url.isHttp() ? url : null;
    }

    private static @Nullable CanonicalUrl base(CanonicalUrl page, ScannedPage scanned) {
        String given = scanned.base();
        return given == null ? page : UrlResolver.base(page, given, scanned.charset());
    }
}
