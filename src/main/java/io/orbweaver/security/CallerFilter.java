package io.orbweaver.security;

import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses, before anything else is looked at, what {@link CallerCheck} finds; liveness and readiness are exempt. */
final class CallerFilter implements WebFilter, Ordered {

    private final CallerCheck check;

    CallerFilter(CallerCheck check) {
        this.check = check;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders headers = request.getHeaders();
        String host = headers.getFirst(HttpHeaders.HOST);
        if (isProbe(request)) {
            return chain.filter(exchange);
        }
        if (!check.isOurs(host)) {
            return refuse(
                    exchange.getResponse(),
                    HttpStatus.MISDIRECTED_REQUEST,
                    "unknown-host",
                    "Not called by this name",
                    "Call it by a loopback name or an address, or set orbweaver.security.hosts.");
        }
        boolean crossSite = check.isCrossSite(
                request.getMethod().name(), host, headers.getOrigin(), headers.getFirst("Sec-Fetch-Site"));
        return crossSite
                ? refuse(
                        exchange.getResponse(),
                        HttpStatus.FORBIDDEN,
                        "cross-site",
                        "A page of another site may not do this",
                        "The request's Origin or Sec-Fetch-Site is another site's.")
                : chain.filter(exchange);
    }

    private static boolean isProbe(ServerHttpRequest request) {
        String path = request.getPath().pathWithinApplication().value();
        return path.equals("/actuator/health/liveness") || path.equals("/actuator/health/readiness");
    }

    private static Mono<Void> refuse(
            ServerHttpResponse response, HttpStatus status, String kind, String title, String detail) {
        String json = "{\"type\":\"urn:orbweaver:problem:" + kind + "\",\"title\":\"" + title + "\",\"status\":"
                + status.value() + ",\"detail\":\"" + detail + "\",\"errors\":[]}";
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(json.getBytes(StandardCharsets.US_ASCII))));
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
