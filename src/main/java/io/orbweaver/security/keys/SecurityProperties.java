package io.orbweaver.security.keys;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of who may call, and how often.
 *
 * @param open whether it may listen on an address other than loopback without keys; safe only where the network keeps
 *     strangers out
 * @param hosts names besides loopback's by which it may be called while it has no keys
 * @param keys API keys by name; if there is any, each call needs one
 * @param keyFile more of them: YAML, or properties, with the same fields below each name. It is read again when it
 *     changes; null for none. (Not {@code keys-file}: the environment variable of that would be a key named "file")
 * @param keyFileCheck how often it is looked at, 100 ms to 30 s
 * @param rate changes a second that a key without a separate rate may ask for, 1 to 100,000; twice as many at once, and
 *     ten times as many reads
 * @param jobs how many jobs of such a key may be there that have not ended, 1 to 100,000
 * @param session how long a browser stays signed in, 1 min to 30 days
 * @param sessionSecret what sessions are signed with, at least 32 characters: the same for all instances that share a
 *     store; null for one that is made and kept in the data folder
 */
@Validated
@ConfigurationProperties("orbweaver.security")
public record SecurityProperties(
        @DefaultValue("false") boolean open,
        @DefaultValue Set<String> hosts,
        @DefaultValue Map<String, KeyProperties> keys,
        @Nullable Path keyFile,

        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(seconds = 30)
        Duration keyFileCheck,

        @DefaultValue("20") @Min(1) @Max(100_000) int rate,
        @DefaultValue("100") @Min(1) @Max(100_000) int jobs,

        @Nullable @Size(min = 32) String sessionSecret,

        @DefaultValue("12h") @DurationMin(minutes = 1) @DurationMax(days = 30)
        Duration session) {

    /** Without the secret, and without the keys' hashes. */
    @Override
    public String toString() {
        return "SecurityProperties[open=" + open + ", hosts=" + hosts + ", keys=" + keys.keySet() + ", keyFile="
                + keyFile + "]";
    }

    /** Whether callers need a key: where keys are written down, or a file is named that has some, or none yet. */
    public boolean wantsKeys() {
        return keyFile != null || !keys.isEmpty();
    }
}
