package io.orbweaver.security;

import org.springframework.http.HttpHeaders;
import org.springframework.security.web.server.header.ServerHttpHeadersWriter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The Content Security Policy of answers: a browser may do nothing with them, except for the pages that there are,
 * which may use what comes from here, and the worker of one. An answer that sets another policy, as kept bodies do,
 * keeps it.
 */
final class ContentPolicy implements ServerHttpHeadersWriter {

    private static final String HEADER = "Content-Security-Policy";

    static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    /** A text that becomes markup or a script's address must have come through one of the two policies named. */
    static final String DASHBOARD = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types lit-html orbweaver";

    /** The dashboard's worker loads modules of this service, and streams. */
    static final String WORKER = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";

    /** Texts, pictures, the script that knows the theme, and the search, which asks for its index. */
    static final String DOCS = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
        if (path.equals("/docs") || path.startsWith("/docs/")) {
            return DOCS;
        }
        if (path.equals("/app/streams-worker.js")) {
            return WORKER;
        }
        return path.startsWith("/webjars/swagger-ui/") || path.startsWith("/swagger-ui") ? DOCUMENTATION : NOTHING;
    }
}
