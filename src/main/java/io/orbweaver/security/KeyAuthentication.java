package io.orbweaver.security;

import io.orbweaver.security.KeyVerifier.Verdict;
import io.orbweaver.security.Sessions.Session;
import io.orbweaver.security.keys.HeldKey;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationSuccessHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Spring Security's four steps of authentication, for keys and sessions. A key takes precedence over a session; a
 * session that is not valid any more is ignored and does not count as a wrong key: a browser that kept it does not
 * guess.
 */
final class KeyAuthentication
        implements ServerAuthenticationConverter,
                ReactiveAuthenticationManager,
                ServerAuthenticationSuccessHandler,
                ServerAuthenticationFailureHandler {

    private final KeyVerifier gatekeeper;
    private final Sessions sessions;
    private final RateLimits rates;
    private final Refusals refusals;
    private final InstantSource clock;

    KeyAuthentication(
            KeyVerifier gatekeeper, Sessions sessions, RateLimits rates, Refusals refusals, InstantSource clock) {
        this.gatekeeper = gatekeeper;
        this.sessions = sessions;
        this.rates = rates;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** The filter that takes them. */
    AuthenticationWebFilter filter() {
        AuthenticationWebFilter filter = new AuthenticationWebFilter(this);
        filter.setServerAuthenticationConverter(this);
        filter.setAuthenticationSuccessHandler(this);
        filter.setAuthenticationFailureHandler(this);
        return filter;
    }

    /** A key that is not let in, with the answer that it gets. */
    private static final class NotLetIn extends AuthenticationException {

        private static final long serialVersionUID = 1L;

        private final Refusal refusal;
        private final transient @Nullable Duration retryAfter;

        NotLetIn(Refusal refusal, @Nullable Duration retryAfter) {
            super(refusal.name());
            this.refusal = refusal;
            this.retryAfter = retryAfter;
        }
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> credentials(exchange.getRequest()));
    }

    private @Nullable Credentials credentials(ServerHttpRequest request) {
        String key = Credentials.key(request.getHeaders());
        if (key != null) {
            return Credentials.ofKey(key, FailedAttempts.of(request.getRemoteAddress()));
        }
        HttpCookie cookie = request.getCookies().getFirst(SignIn.COOKIE);
        Session session = cookie == null ? null : sessions.read(cookie.getValue(), clock.instant());
        return session == null || gatekeeper.caller(session) == null ? null : Credentials.ofSession(session);
    }

    @Override
    public Mono<Authentication> authenticate(Authentication authentication) {
        return Mono.fromCallable(() -> new KnownCaller(caller((Credentials) authentication)));
    }

    private Caller caller(Credentials credentials) {
        Session session = credentials.session();
        String shown = credentials.shown();
        if (session != null) {
            Caller caller = gatekeeper.caller(session);
            if (caller == null) { // rotated in between
                throw new NotLetIn(Refusal.NO_KEY, null);
            }
            return caller;
        }
        Verdict verdict = gatekeeper.judge(shown == null ? "" : shown, credentials.address());
        if (verdict instanceof Verdict.Right right) {
            return gatekeeper.caller(right.match());
        }
        throw verdict instanceof Verdict.Barred barred
                ? new NotLetIn(Refusal.TOO_MANY_ATTEMPTS, barred.retryAfter())
                : new NotLetIn(Refusal.WRONG_KEY, null);
    }

    @Override
    public Mono<Void> onAuthenticationSuccess(WebFilterExchange filterExchange, Authentication authentication) {
        ServerWebExchange exchange = filterExchange.getExchange();
        Caller caller = ((KnownCaller) authentication).caller();
        Caller.remember(exchange, caller);
        HeldKey key = caller.key();
        Duration wait = key == null ? null : rates.count(key, exchange);
        return wait == null
                ? filterExchange.getChain().filter(exchange)
                : refusals.answer(Refusal.RATE_LIMITED, exchange, wait);
    }

    @Override
    public Mono<Void> onAuthenticationFailure(WebFilterExchange filterExchange, AuthenticationException exception) {
        ServerWebExchange exchange = filterExchange.getExchange();
        return exception instanceof NotLetIn notLetIn
                ? refusals.answer(notLetIn.refusal, exchange, notLetIn.retryAfter)
                : refusals.answer(Refusal.WRONG_KEY, exchange);
    }
}
