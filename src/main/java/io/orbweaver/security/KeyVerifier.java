package io.orbweaver.security;

import io.orbweaver.security.Sessions.Session;
import io.orbweaver.security.keys.HeldKey;
import io.orbweaver.security.keys.Keyring.Match;
import io.orbweaver.security.keys.Keys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The verifier of callers' credentials. Nothing here waits or blocks. Thread-safe. */
final class KeyVerifier {

    private static final int KEY_CHARS_MAX = 512;

    private final Keys keys;
    private final FailedAttempts failed;
    private final InstantSource clock;

    KeyVerifier(Keys keys, FailedAttempts failed, InstantSource clock) {
        this.keys = keys;
        this.failed = failed;
        this.clock = clock;
    }

    /** The result of verifying a key. */
    sealed interface Verdict {

        /** It is one. */
        record Right(Match match) implements Verdict {}

        /** The key is not valid. */
        record Wrong() implements Verdict {}

        /** It was not looked at. */
        record Barred(Duration retryAfter) implements Verdict {}
    }

    /** Looks at a key that came from an address. */
    Verdict judge(String shown, String address) {
        Duration barred = failed.barred(address);
        if (barred != null) {
            return new Verdict.Barred(barred);
        }
        boolean mayBe = !shown.isEmpty() && shown.length() <= KEY_CHARS_MAX;
        Match match = mayBe ? keys.now().find(shown) : null;
        if (match == null || match.key().isOver(clock.instant())) {
            failed.failed(address);
            return new Verdict.Wrong();
        }
        return new Verdict.Right(match);
    }

    /** Who a right key lets in. */
    Caller caller(Match match) {
        return caller(match.key(), match.digest().fingerprint(), null);
    }

    /** Who a session lets in; null where its key is not there any more. */
    @Nullable
    Caller caller(Session session) {
        HeldKey key = keys.now().find(session.name(), session.fingerprint());
        Instant now = clock.instant();
        return key == null || key.isOver(now) || session.isOver(now)
                ? null
                : caller(key, session.fingerprint(), session);
    }

    private Caller caller(HeldKey key, String fingerprint, @Nullable Session session) {
        return new Caller(key, () -> {
            HeldKey present = keys.now().find(key.name(), fingerprint);
            Instant now = clock.instant();
            return present != null
                    && present.role() == key.role()
                    && !present.isOver(now)
                    && (session == null || !session.isOver(now));
        });
    }
}
