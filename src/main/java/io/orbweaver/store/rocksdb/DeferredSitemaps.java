package io.orbweaver.store.rocksdb;

import io.orbweaver.event.EventType;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.job.SideAccount;
import io.orbweaver.store.base.SitemapBound;
import io.orbweaver.store.rocksdb.HostQueue.Entry;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.KeyValues.Rows;
import io.orbweaver.store.rocksdb.database.Keyspace;
import io.orbweaver.store.rocksdb.database.QueueCodec;
import io.orbweaver.url.Host;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * A job's sitemaps that are not due yet, on disk in the order in which they were found. A few at a time are put at the
 * front of their hosts' queues, and only while few URLs of the job wait: a sitemap brings 50,000 more. Owned by the
 * store's thread.
 */
final class DeferredSitemaps {

    /** Sitemaps in hosts' queues, or leased, at the same time. */
    static final int OUT_MAX = 4;

    /** Queued URLs of the job from which on no sitemap is due. */
    static final long QUEUED_MAX = 10_000;

    private static final long ORDINAL_BIT = 1L << 62;

    private final KnownUrls known;
    private final int sitemapsMax;
    private long seen;
    private long left;
    private int out;
    private boolean mayHold;

    /**
     * The last one that was taken from the deferred ones: no other is before it, so that a seek from it passes over no
     * deleted rows.
     */
    private byte @Nullable [] takenTo;

    /**
     * @param sitemapsMax sitemaps of the job that are read
     * @param seen entries that the job ever had
     * @param left those that are not done
     */
    DeferredSitemaps(KnownUrls known, int sitemapsMax, long seen, long left) {
        this.known = known;
        this.sitemapsMax = sitemapsMax;
        this.seen = seen;
        this.left = left;
        this.mayHold = left > 0;
    }

    long seen() {
        return seen;
    }

    /** Sitemaps that are not done: deferred, queued or leased. */
    long left() {
        return left;
    }

    /**
     * A sitemap was found, or a seed that represents its origin's; one that was found before is not added. Beyond the
     * limit it is counted as skipped, and the first skipped one has an event.
     */
    void add(Batch batch, LiveJob job, FrontierUrl sitemap, Instant now) throws RocksDBException {
        SideAccount side = job.job().side();
        if (sitemap.kind() == FrontierUrl.Kind.SITEMAP) {
            if (side.sitemaps().known() - side.refused() >= sitemapsMax) {
                if (!known.hasSitemap(batch, job.id(), sitemap.url())) {
                    refuse(batch, job, sitemap, now);
                }
                return;
            }
            if (!known.addSitemap(batch, job.id(), sitemap.url())) {
                return;
            }
            job.set(side.plusKnown());
        }
        seen++;
        left++;
        put(batch, job, new Entry(Keyspace.shelved(job.id(), ORDINAL_BIT | seen), sitemap));
        batch.touch(job);
    }

    private void refuse(Batch batch, LiveJob job, FrontierUrl sitemap, Instant now) throws RocksDBException {
        SideAccount side = job.job().side();
        if (side.refused() == 0) {
            job.log(batch, EventType.SITEMAP, SitemapBound.event(sitemap, sitemapsMax, now));
        }
        job.set(job.job().side().plusRefused());
        batch.touch(job);
    }

    private void put(Batch batch, LiveJob job, Entry entry) throws RocksDBException {
        mayHold = true;
        batch.put(Family.SITEMAPS, Keyspace.shelved(job.id(), entry.ordinal()), QueueCodec.encode(entry.url()));
    }

    /** Whether an entry may be leased just now, as far as sitemaps are concerned. */
    boolean mayLease(LiveJob job, Entry entry) {
        return entry.url().isPage() || isDue(job);
    }

    private static boolean isDue(LiveJob job) {
        return job.job().counters().queued() < QUEUED_MAX;
    }

    /** A sitemap that was queued is deferred again: too many URLs wait by now. */
    void putBack(Batch batch, LiveJob job, Entry entry) throws RocksDBException {
        batch.delete(Family.QUEUE, entry.key());
        takenTo = null;
        put(batch, job, entry);
        out = Math.max(0, out - 1);
    }

    /** A sitemap is done with. */
    void done() {
        left--;
        out = Math.max(0, out - 1);
    }

    /** Queues what is due. */
    void release(Batch batch, LiveJob job) throws RocksDBException {
        if (!mayHold || out >= OUT_MAX || !isDue(job)) {
            return;
        }
        batch.settle();
        byte[] prefix = Keyspace.jobPrefix(job.id());
        KeyValues database = batch.database();
        try (Rows it = database.rows(Family.SITEMAPS)) {
            it.seek(takenTo == null ? prefix : takenTo);
            while (out < OUT_MAX && it.isValid() && Keyspace.startsWith(it.key(), prefix)) {
                queue(batch, job, Arrays.copyOf(it.key(), it.key().length), QueueCodec.decode(it.value()));
                it.next();
            }
            mayHold = it.isValid() && Keyspace.startsWith(it.key(), prefix);
        }
    }

    private void queue(Batch batch, LiveJob job, byte[] shelved, FrontierUrl sitemap) throws RocksDBException {
        Host host = sitemap.target().host();
        byte[] key = Keyspace.queued(
                Keyspace.queuePrefix(job.id(), host, Keyspace.CLASS_PARKED), Keyspace.ordinalOf(shelved));
        takenTo = shelved;
        batch.delete(Family.SITEMAPS, shelved);
        batch.put(Family.QUEUE, key, QueueCodec.encode(sitemap));
        job.hosts().addParked(batch, host, new Entry(key, sitemap));
        batch.wake(job.id());
        out++;
    }
}
