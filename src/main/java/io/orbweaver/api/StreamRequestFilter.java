package io.orbweaver.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * The filter that serves event streams without the dispatcher: the objects that find a handler and bind parameters live
 * as long as the answer, which lasts for hours, and would be half of what a watcher costs. It calls the very methods
 * that the dispatcher would; whatever they refuse, and all that is not plainly a stream, goes the common way.
 */
final class StreamRequestFilter implements WebFilter, Ordered {

    private static final PathPattern OF_A_JOB = PathPatternParser.defaultInstance.parse("/v1/jobs/{id}/events");
    private static final PathPattern OF_ALL = PathPatternParser.defaultInstance.parse("/v1/events");

    private final EventEndpoints endpoints;

    StreamRequestFilter(EventEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Behind all that may turn a caller away. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Mono<Void> stream = isAskedFor(exchange.getRequest()) ? stream(exchange) : null;
        return stream == null
                ? chain.filter(exchange)
                : stream.onErrorResume(error -> !exchange.getResponse().isCommitted(), error -> chain.filter(exchange));
    }

    private @Nullable Mono<Void> stream(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        PathContainer path = request.getPath().pathWithinApplication();
        if (OF_ALL.matches(path)) {
            return endpoints.all(exchange);
        }
        PathMatchInfo ofJob = OF_A_JOB.matchAndExtract(path);
        if (ofJob == null) {
            return null;
        }
        String id = ofJob.getUriVariables().get("id");
        String lastEventId = joined(request.getHeaders().get("Last-Event-ID"));
        String after = joined(request.getQueryParams().get("after"));
        String types = joined(request.getQueryParams().get("types"));
        return id == null ? null : Mono.defer(() -> endpoints.events(id, lastEventId, after, types, exchange));
    }

    /** As parameters are bound: several are a list. */
    private static @Nullable String joined(@Nullable List<String> values) {
        return values == null ? null : values.size() == 1 ? values.get(0) : String.join(",", values);
    }

    private static boolean isAskedFor(ServerHttpRequest request) {
        if (request.getMethod() != HttpMethod.GET) {
            return false;
        }
        try {
            List<MediaType> accepted = request.getHeaders().getAccept();
            return accepted.isEmpty()
                    || accepted.stream().anyMatch(type -> type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM));
        } catch (InvalidMimeTypeException e) {
            return false;
        }
    }
}
