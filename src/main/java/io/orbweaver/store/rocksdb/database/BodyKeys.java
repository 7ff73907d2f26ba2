package io.orbweaver.store.rocksdb.database;

import io.orbweaver.job.JobId;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The layout of the family of kept bodies; numbers are big-endian. A body has the ordinal of the URL that it was
 * fetched for first.
 *
 * <pre>
 * job 'b' ordinal part      a part: at most 256 KB, one frame of zstd
 * job 'c' sha256[0..16]     a content that is kept: its ordinal
 * job 'o' ordinal           parts are there ahead of a commit: how many
 * job 'p' seq               a page whose body is kept: BodyCodec
 * </pre>
 */
public final class BodyKeys {

    private BodyKeys() {}

    public static byte[] part(JobId job, long ordinal, int part) {
        return key(job, 'b', 12).putLong(ordinal).putInt(part).array();
    }

    /** By the first half of a SHA-256, which is enough to distinguish contents. */
    public static byte[] content(JobId job, String sha256Hex) {
        return key(job, 'c', 16).put(HexFormat.of().parseHex(sha256Hex, 0, 32)).array();
    }

    public static byte[] open(JobId job, long ordinal) {
        return key(job, 'o', 8).putLong(ordinal).array();
    }

    public static byte[] openPrefix(JobId job) {
        return key(job, 'o', 0).array();
    }

    public static long ordinalOfOpen(byte[] key) {
        return ByteBuffer.wrap(key).getLong(9);
    }

    public static byte[] page(JobId job, long seq) {
        return key(job, 'p', 8).putLong(seq).array();
    }

    private static ByteBuffer key(JobId job, char kind, int more) {
        return ByteBuffer.allocate(9 + more).putLong(job.value()).put((byte) kind);
    }
}
