package io.orbweaver.security;

import io.orbweaver.security.KeyVerifier.Verdict;
import io.orbweaver.security.Sessions.Session;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Browsers' way in: a key once, and then a cookie. It is {@code HttpOnly}, so that no script reads it;
 * {@code SameSite=Strict}, so that no other site's page sends it; and {@code Secure} where it came by https.
 * Thread-safe.
 */
public final class SignIn {

    static final String COOKIE = "orbweaver-session";

    private final @Nullable KeyVerifier gatekeeper;
    private final Sessions sessions;
    private final InstantSource clock;

    /** @param gatekeeper null where there are no keys */
    SignIn(@Nullable KeyVerifier gatekeeper, Sessions sessions, InstantSource clock) {
        this.gatekeeper = gatekeeper;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The result of signing in. */
    public sealed interface Result {

        /**
         * It is one, and the cookie is in the answer.
         *
         * @param caller who signed in
         */
        record In(Caller caller) implements Result {}

        /** There is no such key. */
        record Wrong() implements Result {}

        /**
         * Too many wrong keys came from there; this one was not looked at.
         *
         * @param retryAfter when one will be
         */
        record Barred(Duration retryAfter) implements Result {}

        /** There are no keys: signing in is not needed. */
        record NoKeys() implements Result {}
    }

    /** Whether there are keys, so that callers need one. */
    public boolean isNeeded() {
        return gatekeeper != null;
    }

    /** Signs in with a key. */
    public Result signIn(String key, ServerWebExchange exchange) {
        if (gatekeeper == null) {
            return new Result.NoKeys();
        }
        ServerHttpRequest request = exchange.getRequest();
        Verdict verdict = gatekeeper.judge(key, FailedAttempts.of(request.getRemoteAddress()));
        if (verdict instanceof Verdict.Barred barred) {
            return new Result.Barred(barred.retryAfter());
        }
        if (verdict instanceof Verdict.Right right) {
            Session session = sessions.begin(right.match(), clock.instant());
            Duration left = Duration.between(clock.instant(), session.until());
            exchange.getResponse().addCookie(cookie(sessions.write(session), left, request));
            return new Result.In(gatekeeper.caller(right.match()));
        }
        return new Result.Wrong();
    }

    /** Signs out: the browser forgets its cookie. */
    public void signOut(ServerWebExchange exchange) {
        exchange.getResponse().addCookie(cookie("", Duration.ZERO, exchange.getRequest()));
    }

    /** By which scheme it came is what the server, or the proxy that it believes, says. */
    private static ResponseCookie cookie(String value, Duration maxAge, ServerHttpRequest request) {
        return ResponseCookie.from(COOKIE, value)
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .secure("https".equals(request.getURI().getScheme()))
                .maxAge(maxAge)
                .build();
    }
}
