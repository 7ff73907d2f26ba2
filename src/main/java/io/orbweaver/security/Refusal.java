package io.orbweaver.security;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The refusal of a request before anything that it asks for is looked up, as a problem (RFC 9457). All texts are fixed:
 * they repeat nothing of a request.
 */
enum Refusal {
    /** Called by a host name that might be rebound to this service. */
    UNKNOWN_HOST(
            HttpStatus.MISDIRECTED_REQUEST,
            "Not called by this name",
            "Call it by a loopback name or an address, or set orbweaver.security.hosts."),
    /** With several Host fields. */
    SEVERAL_HOSTS(HttpStatus.BAD_REQUEST, "Several Host fields", "A request has one Host field."),
    /** With a target whose authority is not the Host's. */
    OTHER_AUTHORITY(
            HttpStatus.MISDIRECTED_REQUEST,
            "The target is not the Host's",
            "The authority of the request's target and its Host field are not the same."),
    /** Sent by a page of another site. */
    CROSS_SITE(
            HttpStatus.FORBIDDEN,
            "A page of another site may not do this",
            "The request's Origin or Sec-Fetch-Site is another site's."),
    /** Not in the form that a path or a header may have. */
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "Bad request", "The path or a header has a form that is not taken."),
    /** Without a key. */
    NO_KEY(HttpStatus.UNAUTHORIZED, "A key is needed", "Send it as X-Api-Key or as Authorization: Bearer, or sign in."),
    /** With a key that there is not. */
    WRONG_KEY(HttpStatus.UNAUTHORIZED, "There is no such key", "It is wrong, was changed, or its time is over."),
    /** With too many of those. */
    TOO_MANY_ATTEMPTS(
            HttpStatus.TOO_MANY_REQUESTS,
            "Too many wrong keys",
            "As many came from this address as may. Come back later."),
    /** Its role is another. */
    FORBIDDEN(HttpStatus.FORBIDDEN, "The key's role does not allow it", "Another key may do this."),
    /** It asks too often. */
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "Too many requests", "The key's rate is used up. Come back later.");

    private final String kind = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final HttpStatus status;
    private final String title;
    private final String detail;

    Refusal(HttpStatus status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    /** @param retryAfter when it may be tried again, or null */
    Mono<Void> answer(ServerWebExchange exchange, @Nullable Duration retryAfter) {
        return Mono.defer(() -> {
            ServerHttpResponse response = exchange.getResponse();
            HttpHeaders headers = response.getHeaders();
            response.setStatusCode(status);
            headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
            if (status == HttpStatus.UNAUTHORIZED) {
                headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge());
            }
            if (retryAfter != null) {
                headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Seconds.up(retryAfter)));
            }
            byte[] json = json().getBytes(StandardCharsets.US_ASCII);
            return response.writeWith(
                    Mono.fromSupplier(() -> response.bufferFactory().wrap(json)));
        });
    }

    /** RFC 6750 §3; browsers do not ask for a password because of it. */
    private String challenge() {
        return "Bearer realm=\"orbweaver\"" + (this == WRONG_KEY ? ", error=\"invalid_token\"" : "");
    }

    private String json() {
        return "{\"type\":\"urn:orbweaver:problem:" + kind() + "\",\"title\":\"" + title + "\",\"status\":"
                + status.value() + ",\"detail\":\"" + detail + "\",\"errors\":[]}";
    }

    /** Names it, in problems and in metrics. */
    String kind() {
        return kind;
    }
}
