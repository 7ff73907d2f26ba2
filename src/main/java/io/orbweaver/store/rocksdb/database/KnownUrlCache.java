package io.orbweaver.store.rocksdb.database;

import io.orbweaver.job.JobId;
import io.orbweaver.url.CanonicalUrl;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A cache of URLs that are known for sure, of fixed size: a later one takes the place of an earlier one. A known URL
 * never becomes unknown while its job exists, and no id is used twice, so that a hit is always right.
 */
public final class KnownUrlCache {

    private static final int SIZE = 1 << 16;

    private final @Nullable CanonicalUrl[] urls = new CanonicalUrl[SIZE];
    private final long[] jobs = new long[SIZE];

    public boolean contains(JobId job, CanonicalUrl url) {
        int place = place(job, url);
        CanonicalUrl there = urls[place];
        return there != null && jobs[place] == job.value() && there.equals(url);
    }

    public void add(JobId job, CanonicalUrl url) {
        int place = place(job, url);
        urls[place] = url;
        jobs[place] = job.value();
    }

    public void clear() {
        Arrays.fill(urls, null);
    }

    private static int place(JobId job, CanonicalUrl url) {
        int hash = url.hashCode() * 31 + Long.hashCode(job.value());
        return (hash ^ hash >>> 16) & SIZE - 1;
    }
}
