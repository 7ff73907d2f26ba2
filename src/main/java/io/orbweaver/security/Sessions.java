package io.orbweaver.security;

import io.orbweaver.security.keys.Keyring.Match;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of browsers, signed cookies that replace a key: {@code name.fingerprint.end.signature}, signed by
 * HMAC-SHA-256 and kept nowhere here, so that there is nothing to fill up. A session belongs to the digest of the key
 * that opened it: it ends when that is removed.
 */
final class Sessions {

    private static final String PURPOSE = "orbweaver session 1\n";
    private static final int CHARS_MAX = 256;
    private static final Pattern FORM =
            Pattern.compile("(([a-z0-9-]{1,64})\\.([0-9a-f]{32})\\.([0-9]{1,12}))\\.([A-Za-z0-9_-]{43})");

    private final SecretKeySpec secret;
    private final Duration lifetime;

    Sessions(byte[] secret, Duration lifetime) {
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
        this.lifetime = lifetime;
    }

    /**
     * A session.
     *
     * @param name of the key
     * @param fingerprint of the digest that let it in
     * @param until when it ends, to the second
     */
    record Session(String name, String fingerprint, Instant until) {

        boolean isOver(Instant now) {
            return !until.isAfter(now);
        }
    }

    Session begin(Match match, Instant now) {
        Instant end = Instant.ofEpochSecond(now.plus(lifetime).getEpochSecond());
        Instant keyEnd = match.key().until();
        return new Session(
                match.key().name(),
                match.digest().fingerprint(),
                keyEnd != null && keyEnd.isBefore(end) ? Instant.ofEpochSecond(keyEnd.getEpochSecond()) : end);
    }

    String write(Session session) {
        String said = session.name() + "." + session.fingerprint() + "."
                + session.until().getEpochSecond();
        return said + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sign(said));
    }

    /** Reads what {@link #write} wrote; null for anything else, and for what is over. */
    @Nullable
    Session read(String cookie, Instant now) {
        Matcher form = FORM.matcher(cookie);
        if (cookie.length() > CHARS_MAX || !form.matches()) {
            return null;
        }
        byte[] signature = Base64.getUrlDecoder().decode(form.group(5));
        if (!MessageDigest.isEqual(signature, sign(form.group(1)))) {
            return null;
        }
        Session session =
                new Session(form.group(2), form.group(3), Instant.ofEpochSecond(Long.parseLong(form.group(4))));
        return session.isOver(now) ? null : session;
    }

    private byte[] sign(String said) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256"); // not thread-safe: one for each
            mac.init(secret);
            return mac.doFinal((PURPOSE + said).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
