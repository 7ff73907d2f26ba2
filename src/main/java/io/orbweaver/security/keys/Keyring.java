package io.orbweaver.security.keys;

import io.orbweaver.security.keys.HeldKey.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The set of all valid keys at one moment. Immutable. */
public final class Keyring {

    private static final int KEYS_MAX = 1_000;
    private static final int HASHES_MAX = 4;
    private static final int RATE_MAX = 100_000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern HASH = Pattern.compile("sha256:[0-9a-fA-F]{64}");

    private final Map<String, HeldKey> byName;

    private Keyring(Map<String, HeldKey> byName) {
        this.byName = byName;
    }

    /** A key that a caller sent, and the digest that it matched. */
    public record Match(HeldKey key, Digest digest) {}

    /**
     * Checks keys as they were written down.
     *
     * @param rate that of those that have none of their own
     * @param jobs likewise
     * @throws InvalidKeys where one cannot be used
     */
    public static Keyring of(Map<String, KeyProperties> written, int rate, int jobs) {
        if (written.size() > KEYS_MAX) {
            throw new InvalidKeys("there are more than " + KEYS_MAX);
        }
        Map<String, HeldKey> byName = new LinkedHashMap<>();
        Map<String, String> holders = new LinkedHashMap<>();
        written.forEach((name, key) -> {
            HeldKey held = held(name, key, rate, jobs);
            for (Digest digest : held.digests()) {
                String other = holders.putIfAbsent(digest.fingerprint(), name);
                check(other == null, name, "has a hash that occurs twice");
            }
            byName.put(name, held);
        });
        return new Keyring(byName);
    }

    private static HeldKey held(String name, KeyProperties key, int rate, int jobs) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidKeys("a name has 1 to 64 of a-z, 0-9 and '-', and one of them has something else");
        }
        int ownRate = key.rate() == null ? rate : key.rate();
        int ownJobs = key.jobs() == null ? jobs : key.jobs();
        check(key.role() != null, name, "has no role");
        check(!key.hash().isEmpty(), name, "has no hash");
        check(key.hash().size() <= HASHES_MAX, name, "has more than " + HASHES_MAX + " hashes");
        check(ownRate >= 1 && ownRate <= RATE_MAX, name, "has a rate that is not from 1 to " + RATE_MAX);
        check(ownJobs >= 1 && ownJobs <= RATE_MAX, name, "has a number of jobs that is not from 1 to " + RATE_MAX);
        List<Digest> digests = new ArrayList<>();
        for (String hash : key.hash()) {
            check(HASH.matcher(hash).matches(), name, "has a hash that is not sha256: and 64 hexadecimal digits");
            digests.add(new Digest(hash.substring("sha256:".length())));
        }
        return new HeldKey(name, Objects.requireNonNull(key.role()), ownRate, ownJobs, key.until(), digests);
    }

    private static void check(boolean right, String name, String error) {
        if (!right) {
            throw new InvalidKeys("the key '" + name + "' " + error);
        }
    }

    /**
     * The owner of this key; null if it is unknown. Takes as long for a wrong one as for any, and for one that is
     * nearly right as for one that is not: all digests are compared, each in constant time.
     */
    @Nullable
    public Match find(String key) {
        byte[] shown = Sha256.of(key.getBytes(StandardCharsets.UTF_8));
        Match found = null;
        for (HeldKey held : byName.values()) {
            for (Digest digest : held.digests()) {
                if (digest.isOf(shown)) {
                    found = new Match(held, digest);
                }
            }
        }
        return found;
    }

    /** The key of a name while it has a digest of this fingerprint; null without. */
    @Nullable
    public HeldKey find(String name, String fingerprint) {
        HeldKey held = byName.get(name);
        return held != null
                        && held.digests().stream()
                                .anyMatch(digest -> digest.fingerprint().equals(fingerprint))
                ? held
                : null;
    }

    public Collection<String> names() {
        return byName.keySet();
    }
}
