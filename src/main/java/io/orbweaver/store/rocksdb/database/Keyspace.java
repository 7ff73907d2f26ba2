package io.orbweaver.store.rocksdb.database;

import io.orbweaver.job.JobId;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Host;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The layout of keys; numbers are big-endian, so that byte order is their order.
 *
 * <pre>
 * default  'f'                                     format version
 *          'i' sha256(key)                         idempotency key: job, expiry, fingerprint
 *          'h' host                                end of a Retry-After, epoch millis
 *          'b'                                     stored bytes of all kept bodies
 *          'l' job ordinal                         how often a process died that had leased this URL
 * jobs     's' job                                 specification, JSON
 *          'm' job                                 state and account, JSON
 *          'a' job                                 the job is running or paused
 *          'o' sha256(owner)[0..16] job            a job of this owner
 *          'n' sha256(owner)[0..16] job            a job of this owner that has not ended
 *          'r' job                                 the job was removed, and its disk is not reclaimed yet
 * urls     job href                                known: 'k' ordinal seq-of-outcome; alias: 'a' known href
 *          job 's' href                            a sitemap that was seen
 *          job 'c' sha256[0..16]                   href of the first page of this content
 * queue    job host 0 class [due] ordinal          URL without an outcome; class 0 parked, 1 in order, 2 not before due
 * hosts    job host                                the host has a queue
 * log      job seq                                 event: type, JSON
 * blocks   job (seq - 1) / 1024                    types of the events in that block, as bits
 * sitemaps job ordinal                             sitemap that is not due yet; its ordinal has the bit 62 set
 * results  job seq                                 a page's whole data, zstd, where its event is truncated
 * bodies   job ...                                 kept bodies
 * </pre>
 *
 * A URL's ordinal is its number among the job's known URLs, from 1: it never changes, and orders the queues.
 */
public final class Keyspace {

    static final int FORMAT = 1;
    static final byte[] FORMAT_KEY = {'f'};
    public static final int BLOCK_EVENTS = 1_024;

    public static final byte CLASS_PARKED = 0;
    public static final byte CLASS_READY = 1;
    public static final byte CLASS_TIMED = 2;

    private Keyspace() {}

    public static byte[] job(char part, JobId job) {
        return ByteBuffer.allocate(9).put((byte) part).putLong(job.value()).array();
    }

    public static byte[] jobPrefix(JobId job) {
        return ByteBuffer.allocate(8).putLong(job.value()).array();
    }

    /** The first key after all of a job's, for keys that begin with the job. */
    public static byte[] afterJob(JobId job) {
        return ByteBuffer.allocate(8).putLong(job.value() + 1).array();
    }

    public static JobId jobOf(byte[] key, int offset) {
        return new JobId(ByteBuffer.wrap(key).getLong(offset));
    }

    public static byte[] url(JobId job, CanonicalUrl url) {
        return text(job, url.href(), 0).array();
    }

    /** The URL in the key of a row whose key holds a href. */
    public static CanonicalUrl urlOf(byte[] key) {
        return CanonicalUrl.ofCanonical(new String(key, 8, key.length - 8, StandardCharsets.ISO_8859_1));
    }

    /** Where hrefs begin: behind a row for each content. */
    public static byte[] beforeHrefs(JobId job) {
        return text(job, "f", 0).array();
    }

    /** Whether a key of the family is a URL's: every href begins with http or file. */
    public static boolean isHref(byte[] key) {
        return key.length > 8 && (key[8] == 'h' || key[8] == 'f');
    }

    /** No href begins with it, nor with {@link #content}'s letter. */
    public static byte[] sitemap(JobId job, CanonicalUrl url) {
        return text(job, "s" + url.href(), 0).array();
    }

    /** By the first half of a SHA-256, which is enough to distinguish contents. */
    public static byte[] content(JobId job, String sha256Hex) {
        return text(job, "c", 16).put(HexFormat.of().parseHex(sha256Hex, 0, 32)).array();
    }

    public static byte[] shelved(JobId job, long ordinal) {
        return queued(jobPrefix(job), ordinal);
    }

    public static byte[] host(JobId job, Host host) {
        return text(job, host.value(), 0).array();
    }

    public static Host hostOf(byte[] key) {
        return new Host(new String(key, 8, key.length - 8, StandardCharsets.ISO_8859_1));
    }

    /** What all keys of a host's queue in a class begin with. */
    public static byte[] queuePrefix(JobId job, Host host, byte queueClass) {
        return text(job, host.value(), 2).put((byte) 0).put(queueClass).array();
    }

    public static byte[] queued(byte[] classPrefix, long ordinal) {
        return ByteBuffer.allocate(classPrefix.length + 8)
                .put(classPrefix)
                .putLong(ordinal)
                .array();
    }

    public static byte[] timed(byte[] classPrefix, long dueMillis, long ordinal) {
        return ByteBuffer.allocate(classPrefix.length + 16)
                .put(classPrefix)
                .putLong(dueMillis)
                .putLong(ordinal)
                .array();
    }

    public static long ordinalOf(byte[] queueKey) {
        return ByteBuffer.wrap(queueKey).getLong(queueKey.length - 8);
    }

    public static long dueOf(byte[] timedKey) {
        return ByteBuffer.wrap(timedKey).getLong(timedKey.length - 16);
    }

    /** Whether a queue's key is one with a due time: a host has no 0, which therefore ends it. */
    public static boolean isTimed(byte[] queueKey) {
        int end = 8;
        while (queueKey[end] != 0) {
            end++;
        }
        return queueKey[end + 1] == CLASS_TIMED;
    }

    public static byte[] event(JobId job, long seq) {
        return ByteBuffer.allocate(16).putLong(job.value()).putLong(seq).array();
    }

    public static byte[] block(JobId job, long seq) {
        return event(job, (seq - 1) / BLOCK_EVENTS);
    }

    public static byte[] held(Host host) {
        byte[] name = host.value().getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(1 + name.length).put((byte) 'h').put(name).array();
    }

    public static byte[] idempotency(byte[] digest) {
        return ByteBuffer.allocate(1 + digest.length)
                .put((byte) 'i')
                .put(digest)
                .array();
    }

    public static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** Hrefs and hosts are ASCII: one byte a character. */
    private static ByteBuffer text(JobId job, String text, int spare) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(8 + bytes.length + spare)
                .putLong(job.value())
                .put(bytes);
    }
}
