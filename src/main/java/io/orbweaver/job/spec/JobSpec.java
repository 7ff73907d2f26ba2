package io.orbweaver.job.spec;

import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Origin;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job's specification: complete and valid once built. {@link JobSpecReader} makes it from JSON and holds the bounds
 * of each field; {@link JobSpecJson} writes it back.
 *
 * @param seeds URLs that the job starts from, 1 to 1,000, without repeats
 * @param scope which discovered URLs belong
 * @param include patterns of which a discovered URL must match one, if there are any
 * @param exclude patterns of which a discovered URL must match none
 * @param maxPages page outcomes after which the job ends
 * @param maxDepth links from a seed that are followed
 * @param maxDuration running time after which the job ends, or null
 * @param maxBytes committed decoded bytes after which the job ends, or null
 * @param sitemaps what to do with sitemaps
 * @param robots whether robots.txt is obeyed
 * @param concurrency this job's own cap of leases over all instances, or null
 * @param perHost transfers in flight on one host
 * @param delay between two starts on one host
 * @param timeout for one hop, from its start to its last byte
 * @param retries attempts after the first
 * @param maxBodySize decoded bytes of one body
 * @param headers sent to the seeds' own origins only
 * @param start whether it runs at once
 * @param labels the client's own names for it
 * @param extract what is taken out of pages
 * @param keepBodies whether the bodies of pages are kept
 * @param cleanUrls what is taken out of discovered URLs
 * @param traps when a discovered URL is one of endlessly many
 * @param duplicates the treatment of a page that duplicates another
 * @param cookies whether what an origin sets is sent back to it
 * @param follow the elements that links are taken from
 */
public record JobSpec(
        List<CanonicalUrl> seeds,
        ScopeKind scope,
        UrlPatterns include,
        UrlPatterns exclude,
        long maxPages,
        int maxDepth,
        @Nullable Duration maxDuration,
        @Nullable Long maxBytes,
        SitemapUse sitemaps,
        boolean robots,
        @Nullable Integer concurrency,
        int perHost,
        Duration delay,
        Duration timeout,
        int retries,
        long maxBodySize,
        Map<String, String> headers,
        boolean start,
        Map<String, String> labels,
        Extraction extract,
        boolean keepBodies,
        UrlCleanup cleanUrls,
        TrapRules traps,
        DuplicateUse duplicates,
        boolean cookies,
        Set<LinkSource> follow) {

    /** Copies what is mutable. */
    public JobSpec {
        seeds = List.copyOf(seeds);
        headers = Map.copyOf(headers);
        labels = Map.copyOf(labels);
        follow = Collections.unmodifiableSet(EnumSet.copyOf(follow));
    }

    /** The origins that the job's own headers are sent to. */
    public Set<Origin> seedOrigins() {
        return seeds.stream().map(CanonicalUrl::origin).collect(Collectors.toUnmodifiableSet());
    }
}
