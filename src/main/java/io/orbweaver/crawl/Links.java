package io.orbweaver.crawl;

import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.job.DuplicateUse;
import io.orbweaver.job.JobSpec;
import io.orbweaver.job.Scope;
import io.orbweaver.job.SitemapUse;
import io.orbweaver.parse.ScannedPage;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.UrlResolver;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a page's links into URLs that belong to the job. */
final class Links {

    private Links() {}

    /** The URLs that a page leads to: resolved, in scope, in depth, not nofollow, each once, in page order. */
    static List<FrontierUrl> discovered(FrontierUrl from, ScannedPage page, JobSpec spec, Scope scope) {
        if (from.depth() >= spec.maxDepth() || spec.sitemaps() == SitemapUse.ONLY) {
            return List.of();
        }
        CanonicalUrl base = base(from.target(), page);
        if (base == null) {
            return List.of();
        }
        Charset charset = page.charset();
        Set<CanonicalUrl> seen = new HashSet<>();
        List<FrontierUrl> discovered = new ArrayList<>();
        for (ScannedPage.Link link : page.links()) {
            if (link.nofollow() && spec.robots()) {
                continue;
            }
            CanonicalUrl written =
                    UrlResolver.resolve(base, link.href(), charset).urlOrNull();
            CanonicalUrl url = written == null ? null : spec.cleanUrls().apply(written);
            if (url != null && (url.isHttp() || !from.target().isHttp()) && seen.add(url) && scope.includes(url)) {
                discovered.add(from.linked(url));
            }
        }
        CanonicalUrl canonical = spec.duplicates() == DuplicateUse.SKIP ? canonical(from.target(), page) : null;
        if (canonical != null && seen.add(canonical) && scope.includes(canonical)) {
            discovered.add(from.linked(canonical)); // it is what counts there
        }
        return discovered;
    }

    /** What a page says its URL is (RFC 6596), resolved; null where it says none that could be crawled. */
    static @Nullable CanonicalUrl canonical(CanonicalUrl from, ScannedPage page) {
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
