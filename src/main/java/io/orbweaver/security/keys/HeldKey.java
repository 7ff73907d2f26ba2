package io.orbweaver.security.keys;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as the service holds it: never itself, only digests that verify it.
 *
 * @param name by which its jobs and what it did are known
 * @param role what it is for
 * @param rate changes a second; reads may be ten times as many
 * @param jobs how many of its jobs may be there that have not ended
 * @param until when it ends, or null for never
 * @param digests SHA-256 of the key; of the old and the new one while it is being rotated
 */
public record HeldKey(
        String name,
        Role role,
        int rate,
        int jobs,
        @Nullable Instant until,
        List<Digest> digests) {

    /**
     * SHA-256 of a key. A fast hash is right for keys that are random: 128 bits cannot be tried out, however fast a
     * trial is, and a slow one (bcrypt and its kin, made for passwords) would cost an event loop a tenth of a second
     * for each request. Immutable.
     */
    public static final class Digest {

        private final byte[] bytes;
        private final String fingerprint;

        /** @param hex 64 hexadecimal digits */
        Digest(String hex) {
            this.bytes = HexFormat.of().parseHex(hex);
            this.fingerprint = Sha256.hex(bytes).substring(0, 32);
        }

        /** In constant time. */
        boolean isOf(byte[] sha256) {
            return MessageDigest.isEqual(bytes, sha256);
        }

        /** What it is known by where it should not be itself: in a session. */
        public String fingerprint() {
            return fingerprint;
        }
    }

    public boolean isOver(Instant now) {
        return until != null && !until.isAfter(now);
    }
}
