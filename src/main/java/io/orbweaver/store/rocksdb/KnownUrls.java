package io.orbweaver.store.rocksdb;

import io.orbweaver.frontier.ListedUrl;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.KeyValues.Rows;
import io.orbweaver.store.rocksdb.database.Keyspace;
import io.orbweaver.store.rocksdb.database.KnownUrlCache;
import io.orbweaver.url.CanonicalUrl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * The URLs that the jobs know, and the aliases that redirects led to. Used by the store's thread. A look-up asks the
 * open group, then a small memory of URLs seen lately (most links of a site repeat), then the disk.
 */
final class KnownUrls {

    private static final byte KNOWN = 'k';
    private static final byte ALIAS = 'a';

    private final KnownUrlCache hints = new KnownUrlCache();

    /** The known URL that a URL is, or is an alias of; null where it was never seen. */
    @Nullable
    CanonicalUrl find(Batch batch, JobId job, CanonicalUrl url) throws RocksDBException {
        if (hints.contains(job, url)) {
            return url;
        }
        CanonicalUrl inGroup = batch.seen(job, url);
        if (inGroup != null) {
            return inGroup;
        }
        byte[] value = batch.database().get(Family.URLS, Keyspace.url(job, url));
        if (value == null) {
            return null;
        }
        if (value[0] == ALIAS) {
            return aliased(value);
        }
        hints.add(job, url);
        return url;
    }

    /**
     * What is stored of a URL.
     *
     * @param of the known URL that it is, or is an alias of
     * @param ordinal of the known URL; 0 for an alias
     * @param seq number of the event with its outcome; 0 for an alias, and while it has no outcome
     */
    public record Stored(CanonicalUrl of, long ordinal, long seq) {}

    /** What the disk has of a URL; null for nothing. Any thread that may block. */
    static @Nullable Stored stored(KeyValues db, JobId job, CanonicalUrl url) throws RocksDBException {
        byte[] value = db.get(Family.URLS, Keyspace.url(job, url));
        if (value == null) {
            return null;
        }
        if (value[0] == ALIAS) {
            return new Stored(aliased(value), 0, 0);
        }
        ByteBuffer numbers = ByteBuffer.wrap(value);
        return new Stored(url, numbers.getLong(1), numbers.getLong(9));
    }

    /** Known URLs in the order of their hrefs, as far as a job's record shows them. Any thread that may block. */
    static List<ListedUrl> list(KeyValues db, Job job, @Nullable CanonicalUrl after, int max) {
        List<ListedUrl> urls = new ArrayList<>();
        byte[] prefix = Keyspace.jobPrefix(job.id());
        byte[] from = after == null ? Keyspace.beforeHrefs(job.id()) : Keyspace.url(job.id(), after);
        try (Rows it = db.rows(Family.URLS)) {
            it.seek(from);
            while (urls.size() < max && it.isValid() && Keyspace.startsWith(it.key(), prefix)) {
                byte[] key = it.key();
                byte[] value = it.value();
                if (isKnown(key, value) && !Arrays.equals(key, from)) {
                    ByteBuffer numbers = ByteBuffer.wrap(value);
                    long ordinal = numbers.getLong(1);
                    long seq = numbers.getLong(9);
                    if (ordinal <= job.counters().known()) {
                        urls.add(new ListedUrl(Keyspace.urlOf(key), ordinal, seq > job.lastSeq() ? 0 : seq));
                    }
                }
                it.next();
            }
        }
        return urls;
    }

    /** Sitemaps and contents have keys that no href has, and values of their own. */
    private static boolean isKnown(byte[] key, byte[] value) {
        return value.length == 17 && value[0] == KNOWN && Keyspace.isHref(key);
    }

    private static CanonicalUrl aliased(byte[] value) {
        return CanonicalUrl.ofCanonical(new String(value, 1, value.length - 1, StandardCharsets.ISO_8859_1));
    }

    /** A URL becomes known. */
    void put(Batch batch, JobId job, CanonicalUrl url, long ordinal) throws RocksDBException {
        batch.put(Family.URLS, Keyspace.url(job, url), value(ordinal, 0));
        batch.see(job, url, url);
        hints.add(job, url);
    }

    /** A known URL has its outcome, in the event with a number. */
    void done(Batch batch, JobId job, CanonicalUrl url, long ordinal, long seq) throws RocksDBException {
        batch.put(Family.URLS, Keyspace.url(job, url), value(ordinal, seq));
    }

    /** A URL is where a known one leads: seen, but not known. */
    void putAlias(Batch batch, JobId job, CanonicalUrl alias, CanonicalUrl of) throws RocksDBException {
        byte[] href = of.href().getBytes(StandardCharsets.ISO_8859_1);
        byte[] value = ByteBuffer.allocate(1 + href.length).put(ALIAS).put(href).array();
        batch.put(Family.URLS, Keyspace.url(job, alias), value);
        batch.see(job, alias, of);
    }

    /** Whether a sitemap was seen. */
    boolean hasSitemap(Batch batch, JobId job, CanonicalUrl sitemap) throws RocksDBException {
        return batch.noted(job, sitemap) != null
                || batch.database().get(Family.URLS, Keyspace.sitemap(job, sitemap)) != null;
    }

    /** A sitemap is seen; false where it was before. */
    boolean addSitemap(Batch batch, JobId job, CanonicalUrl sitemap) throws RocksDBException {
        if (hasSitemap(batch, job, sitemap)) {
            return false;
        }
        batch.put(Family.URLS, Keyspace.sitemap(job, sitemap), new byte[0]);
        batch.note(job, sitemap, sitemap);
        return true;
    }

    /** The URL of the first page of this content; null where there was none. */
    @Nullable
    CanonicalUrl firstOfContent(Batch batch, JobId job, String sha256) throws RocksDBException {
        CanonicalUrl inGroup = batch.noted(job, sha256);
        if (inGroup != null) {
            return inGroup;
        }
        byte[] first = batch.database().get(Family.URLS, Keyspace.content(job, sha256));
        return first == null ? null : CanonicalUrl.ofCanonical(new String(first, StandardCharsets.ISO_8859_1));
    }

    /** A content has its first page. */
    void putContent(Batch batch, JobId job, String sha256, CanonicalUrl url) throws RocksDBException {
        batch.put(Family.URLS, Keyspace.content(job, sha256), url.href().getBytes(StandardCharsets.ISO_8859_1));
        batch.note(job, sha256, url);
    }

    /** What is remembered may not be on disk: forget it. */
    void clear() {
        hints.clear();
    }

    private static byte[] value(long ordinal, long seq) {
        return ByteBuffer.allocate(17).put(KNOWN).putLong(ordinal).putLong(seq).array();
    }
}
