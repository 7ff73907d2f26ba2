package io.orbweaver.security;

import org.springframework.http.HttpHeaders;
import org.springframework.security.web.server.header.ServerHttpHeadersWriter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What a browser may do with an answer (Content Security Policy): nothing, but for the two pages that there are, which
 * may use what comes from here. An answer that has a policy of its own, as kept bodies do, keeps it.
 */
final class ContentPolicy implements ServerHttpHeadersWriter {

    private static final String HEADER = "Content-Security-Policy";

    static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    static final String DASHBOARD = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Swagger UI writes styles into its page, and has pictures in its style sheets. */
    static final String DOCUMENTATION = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    @Override
    public Mono<Void> writeHttpHeaders(ServerWebExchange exchange) {
        return Mono.fromRunnable(() -> {
            HttpHeaders headers = exchange.getResponse().getHeaders();
            if (!headers.containsHeader(HEADER)) {
                headers.set(
                        HEADER,
                        of(exchange.getRequest()
                                .getPath()
                                .pathWithinApplication()
                                .value()));
            }
        });
    }

    private static String of(String path) {
        if (path.equals("/") || path.equals("/index.html")) {
            return DASHBOARD;
        }
        return path.startsWith("/webjars/swagger-ui/") || path.startsWith("/swagger-ui") ? DOCUMENTATION : NOTHING;
    }
}
