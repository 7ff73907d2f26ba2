package io.orbweaver.api;

import io.orbweaver.export.ExportRequest;
import io.orbweaver.export.Exports;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers that may be long: exports, bodies, and batches of results. */
final class ExportAnswers {

    private final Exports exports;
    private final ConcurrencyLimit limit;
    private final DemandDrivenWriter writer;

    ExportAnswers(Exports exports, ConcurrencyLimit limit, DemandDrivenWriter writer) {
        this.exports = exports;
        this.limit = limit;
        this.writer = writer;
    }

    /** Answers with an export. While its job has not ended, a link leads to the rest (RFC 8288). */
    Mono<Void> export(ExportRequest request, ServerWebExchange exchange) {
        boolean gzip = !request.format().isCompressed() && isGzip(exchange);
        Consumer<HttpHeaders> head = headers -> {
            code(headers, gzip);
            headers.set(HttpHeaders.CONTENT_TYPE, request.format().contentType());
            headers.setContentDisposition(
                    ContentDisposition.attachment().filename(request.fileName()).build());
            headers.set("X-Content-Type-Options", "nosniff");
            if (!request.job().state().ended()) {
                headers.set(HttpHeaders.LINK, "<" + rest(request, exchange.getRequest()) + ">; rel=\"next\"");
            }
        };
        return streamed(exchange, head, () -> {
            Flux<byte[]> bytes = exports.bytes(request);
            return gzip ? exports.gzipped(bytes) : bytes;
        });
    }

    /** The same request, from the last event on that this one has. */
    private static String rest(ExportRequest request, ServerHttpRequest asked) {
        // decoded and encoded anew: clients write what no URI may have, such as x[]=1
        return UriComponentsBuilder.fromPath(asked.getURI().getPath())
                .queryParams(asked.getQueryParams())
                .replaceQueryParam("format", request.format().wireName())
                .replaceQueryParam("after", request.upTo())
                .build()
                .encode()
                .toUriString();
    }

    /** Answers with JSON that is made only where it is asked for: for HEAD it is not. */
    Mono<Void> json(Mono<byte[]> json, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        boolean gzip = isGzip(exchange);
        if (exchange.getRequest().getMethod() == HttpMethod.HEAD) {
            code(response.getHeaders(), gzip);
            response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
            return response.setComplete();
        }
        return json.flatMap(bytes -> {
            code(response.getHeaders(), gzip);
            response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
            if (!gzip) {
                response.getHeaders().setContentLength(bytes.length);
            }
            Flux<byte[]> whole = Flux.just(bytes);
            return writer.write(exchange, gzip ? exports.gzipped(whole) : whole);
        });
    }

    /**
     * Answers with bytes in a place for exports; for HEAD by the head, with nothing read.
     *
     * @param head sets the header fields, once there is a place
     */
    Mono<Void> streamed(ServerWebExchange exchange, Consumer<HttpHeaders> head, Supplier<Flux<byte[]>> bytes) {
        ServerHttpResponse response = exchange.getResponse();
        if (exchange.getRequest().getMethod() == HttpMethod.HEAD) {
            head.accept(response.getHeaders());
            return response.setComplete();
        }
        return limit.admit(Mono.defer(() -> {
            head.accept(response.getHeaders());
            return writer.write(exchange, bytes.get());
        }));
    }

    private static void code(HttpHeaders headers, boolean gzip) {
        headers.setVary(List.of(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_ENCODING));
        if (gzip) {
            headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
    }

    private static boolean isGzip(ServerWebExchange exchange) {
        return Negotiation.gzip(exchange.getRequest().getHeaders());
    }
}
