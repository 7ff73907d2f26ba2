package io.orbweaver.store.redis.server;

import io.orbweaver.job.JobId;
import java.nio.charset.StandardCharsets;

/**
 * The keys of the store. Those of a job share a hash tag, those of a host too, so that each step finds all of its keys
 * in one slot of a cluster. Numbers in values are big-endian, times are epoch microseconds.
 *
 * <pre>
 * ow:{j:JOB}:m   hash    state, account, limits, life (JSON), rev of the state, place and kind of the first failed seed
 * ow:{j:JOB}:s   string  specification, JSON
 * ow:{j:JOB}:k   hash    what was seen: buckets of 16-byte hashes, each with an ordinal (lib/dict.lua)
 * ow:{j:JOB}:u   hash    by ordinal, 16 together: the URL, and when it has its outcome the event (lib/text.lua)
 * ow:{j:JOB}:h   hash    host: first and last segment of its queue, and its state
 * ow:{j:JOB}:q   hash    host 0 segment: queued URLs (lib/queue.lua)
 * ow:{j:JOB}:d   list    hosts that wait to be assigned
 * ow:{j:JOB}:o   list    hosts that were assigned and are offered to other instances too
 * ow:{j:JOB}:w   zset    hosts that wait, by when they may be assigned
 * ow:{j:JOB}:t   zset    URLs that are not due before a time, by that
 * ow:{j:JOB}:x   list    sitemaps that are not due yet
 * ow:{j:JOB}:l   hash    token: leased URL
 * ow:{j:JOB}:y   zset    tokens, by when they expire unless renewed
 * ow:{j:JOB}:e   stream  events, id NUMBER-0: t type, d data
 * ow:{j:JOB}:b   hash    block of 1,024 events: their types, as bits
 * ow:{j:JOB}:r   hash    event: a page's whole data, zstd, where its event is truncated
 * ow:{j:JOB}:p   hash    event: a page whose body is kept (BodyCodec)
 * ow:{j:JOB}:f   hash    ordinal:part of bodies, each one frame of zstd
 * ow:{j:JOB}:n   hash    16 bytes of a kept content's hash: the ordinal that its parts have
 * ow:{j:JOB}:g   hash    ordinal: parts that are there ahead of a commit, and their bytes (lib/body.lua)
 * ow:{h:HOST}    hash    version and state of a host's pace; expires when it changes nothing any more
 * ow:{i:KEY}     hash    idempotency key, hashed: job, fingerprint, expiry
 * ow:{o:OWNER}:a zset    hint: ids of an owner's jobs, by their order; the owner is hashed
 * ow:{o:OWNER}:n zset    hint: those that have not ended, by when they were claimed
 * ow:jobs        zset    hint: ids of all jobs, by their order
 * ow:running     zset    hint: jobs that may run, by when that was noted
 * ow:hosts       zset    hint: hosts that have a state
 * ow:bodies      string  stored bytes of all kept bodies, about
 * ow:probe       string  which instance wrote last to see whether it can; expires
 * ow:signal      channel INSTANCE JOB FLAGS: c something became visible, w something became due, m the state changed
 * </pre>
 *
 * A hint is written before the record that it leads to, and checked against it.
 */
public final class JobKeys {

    public static final byte[] JOBS = bytes("ow:jobs");
    public static final byte[] RUNNING = bytes("ow:running");
    public static final byte[] HOSTS = bytes("ow:hosts");
    public static final byte[] BODIES = bytes("ow:bodies");
    public static final byte[] PROBE = bytes("ow:probe");
    static final byte[] SIGNAL = bytes("ow:signal");

    private static final String PARTS = "mskuhqdowtxlyebrpfng";

    private JobKeys() {}

    /** All keys of a job, in the order in which scripts take them. */
    public static byte[][] of(JobId job) {
        String tag = "ow:{j:" + job + "}:";
        byte[][] keys = new byte[PARTS.length()][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = bytes(tag + PARTS.charAt(i));
        }
        return keys;
    }

    /** One key of a job. */
    public static byte[] of(JobId job, char part) {
        return bytes("ow:{j:" + job + "}:" + part);
    }

    /** The key of a host's state. */
    public static byte[] host(String host) {
        return bytes("ow:{h:" + host + "}");
    }

    /** The key of the list of an owner's jobs. */
    public static byte[] ownersJobs(String owner) {
        return bytes("ow:{o:" + UrlHash.hex(owner) + "}:a");
    }

    /** The key of those of an owner's jobs that have not ended. */
    public static byte[] ownersActive(String owner) {
        return bytes("ow:{o:" + UrlHash.hex(owner) + "}:n");
    }

    /** The key of an idempotency key. */
    public static byte[] idempotency(String hashed) {
        return bytes("ow:{i:" + hashed + "}");
    }

    /** ASCII, as all keys, hosts and hrefs are. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The text of bytes that {@link #bytes} made. */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
