package io.orbweaver.security;

import io.github.bucket4j.Bucket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The limit of wrong keys from one address: 20 at once, and 20 a minute. Past it no key of that address is looked at, a
 * right one neither, or guessing could go on. Those behind one proxy are one address, unless forwarded headers are
 * believed ({@code server.forward-headers-strategy}); a network of IPv6 (/64) is one. Thread-safe, bounded.
 */
final class FailedAttempts {

    static final int AT_ONCE = 20;
    private static final Duration REFILL = Duration.ofMinutes(1);

    private final Buckets<String> left;

    FailedAttempts(InstantSource clock) {
        this.left = new Buckets<>(clock, address -> new Buckets.Measure(AT_ONCE, AT_ONCE, REFILL));
    }

    /** How long no key of an address is looked at; null where one may be. */
    @Nullable
    Duration barred(String address) {
        Bucket bucket = left.of(address);
        return bucket.getAvailableTokens() > 0
                ? null
                : Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    void failed(String address) {
        left.of(address).tryConsume(1);
    }

    static String of(@Nullable InetSocketAddress remote) {
        InetAddress address = remote == null ? null : remote.getAddress();
        if (address == null) {
            return "";
        }
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes, 0, address instanceof Inet6Address ? 8 : bytes.length);
    }
}
