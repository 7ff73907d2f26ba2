package io.orbweaver.security;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * The filter that refuses requests which a web page must not make, by {@link CallerCheck}; liveness and readiness are
 * exempt. It replaces Spring Security's filter against forged requests, at the same place.
 *
 * <p><b>Without keys</b> every caller that reaches the port may do everything, so that foreign host names, and changes
 * that a page of another site asks for, are refused.
 *
 * <p><b>With keys</b> a name proves nothing: a page that binds it to this service has neither key nor cookie. A change
 * is looked at where no key is in the headers, for then it looked on a cookie, or wants to begin one. That suffices
 * without tokens in forms: the cookie is {@code SameSite=Strict}, so no other site's page sends it; browsers send the
 * Origin of every request but GET and HEAD, by which a page of a neighbour under the same domain is known; and GET
 * changes nothing.
 */
final class CallerFilter implements WebFilter {

    private final CallerCheck check;
    private final boolean keyed;
    private final Refusals refusals;

    /** @param keyed whether callers need a key */
    CallerFilter(CallerCheck check, boolean keyed, Refusals refusals) {
        this.check = check;
        this.keyed = keyed;
        this.refusals = refusals;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders headers = request.getHeaders();
        String host = headers.getFirst(HttpHeaders.HOST);
        if (!keyed) {
            Caller.remember(exchange, Caller.ANYBODY);
        }
        Refusal unclear = CallerCheck.unclear(target(request), headers.getOrEmpty(HttpHeaders.HOST));
        if (unclear != null) {
            return refusals.answer(unclear, exchange);
        }
        if (isProbe(request)) {
            return chain.filter(exchange);
        }
        if (!keyed && !check.isOurs(host)) {
            return refusals.answer(Refusal.UNKNOWN_HOST, exchange);
        }
        boolean looked = !keyed || !Credentials.hasKey(headers);
        return looked
                        && check.isCrossSite(
                                request.getMethod().name(),
                                host,
                                headers.getOrigin(),
                                headers.getFirst("Sec-Fetch-Site"))
                ? refusals.answer(Refusal.CROSS_SITE, exchange)
                : chain.filter(exchange);
    }

    /** The request's target as it came. */
    private static String target(ServerHttpRequest request) {
        Object sent = ServerHttpRequestDecorator.getNativeRequest(request);
        return sent instanceof HttpServerRequest netty ? netty.uri() : "/";
    }

    private static boolean isProbe(ServerHttpRequest request) {
        String path = request.getPath().pathWithinApplication().value();
        return path.equals("/actuator/health/liveness") || path.equals("/actuator/health/readiness");
    }
}
