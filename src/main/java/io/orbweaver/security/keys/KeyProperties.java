package io.orbweaver.security.keys;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A key as it is configured.
 *
 * @param hash {@code sha256:} and the 64 hexadecimal digits of the key's SHA-256; several, up to 4, while it is
 *     rotated. The key must be random, 128 bits or more, or its hash does not protect it
 * @param role {@code reader}, {@code submitter} or {@code operator}
 * @param rate changes a second, 1 to 100,000; ten times as many reads. Without it: {@code orbweaver.security.rate}
 * @param jobs how many of its jobs may be there that have not ended, 1 to 100,000. Without it:
 *     {@code orbweaver.security.jobs}
 * @param until when it ends, ISO-8601 in UTC; null for never
 */
public record KeyProperties(
        @DefaultValue List<String> hash,
        @Nullable Role role,
        @Nullable Integer rate,
        @Nullable Integer jobs,
        @Nullable Instant until) {

    /** Printing it shows no hash. */
    @Override
    public String toString() {
        return "key for a " + role;
    }
}
