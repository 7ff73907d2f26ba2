package io.orbweaver.security;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The filter that asks Spring Security whether a request of the API may pass, and then continues outside of its
 * filters: what they, and the operators between them, hold of a request would live as long as the answer, which for a
 * stream is hours, and was half of what a watcher costs. What they found out is in the exchange ({@link Caller}), and
 * the header fields that they add are bound to the answer. All but the API goes through them as ever: the actuator asks
 * for the security context, which there is inside only.
 */
final class SecurityGateFilter implements WebFilter, Ordered {

    private static final String PASSED = SecurityGateFilter.class.getName();

    private final WebFilter security;
    private final int order;

    /** @param security the filter that contains all of Spring Security's */
    SecurityGateFilter(WebFilter security, int order) {
        this.security = security;
        this.order = order;
    }

    @Override
    public int getOrder() {
        return order;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getPath().pathWithinApplication().value().startsWith("/v1/")) {
            return security.filter(exchange, chain);
        }
        return Mono.defer(() -> security.filter(exchange, SecurityGateFilter::pass))
                .then(Mono.defer(
                        () -> exchange.getAttributes().remove(PASSED) == null ? Mono.empty() : chain.filter(exchange)));
    }

    private static Mono<Void> pass(ServerWebExchange exchange) {
        return Mono.fromRunnable(() -> exchange.getAttributes().put(PASSED, true));
    }
}
