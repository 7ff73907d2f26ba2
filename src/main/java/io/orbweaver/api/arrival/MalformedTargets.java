package io.orbweaver.api.arrival;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.net.URISyntaxException;
import org.reactivestreams.Publisher;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The refusal of requests whose target is not a URI, such as {@code /v1/jobs/%zz}, with a problem: the layers below the
 * dispatcher would answer with a status only.
 */
public final class MalformedTargets implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    private static final String PLAIN = "/-_.~?=&,:";
    private static final String PROBLEM = "{\"type\":\"urn:orbweaver:problem:bad-request\",\"title\":\"Bad request\","
            + "\"status\":400,\"detail\":\"The target of the request is no URI: a character in it must be"
            + " percent-encoded.\",\"errors\":[]}";

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addRouteProviders(
                routes -> routes.route(request -> isMalformed(request.uri()), MalformedTargets::refuse));
    }

    /** Whether a request's target cannot be parsed; cheap for those that have nothing special. */
    static boolean isMalformed(String target) {
        if (!target.startsWith("/") || target.chars().allMatch(MalformedTargets::isPlain)) {
            return false;
        }
        try {
            new URI("http://host" + target);
            return false;
        } catch (URISyntaxException e) {
            return true;
        }
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }

    private static Publisher<Void> refuse(HttpServerRequest request, HttpServerResponse response) {
        response.status(400)
                .header(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(PROBLEM.length()))
                .header("X-Content-Type-Options", "nosniff");
        return request.method().equals(HttpMethod.HEAD) ? response.send() : response.sendString(Mono.just(PROBLEM));
    }
}
