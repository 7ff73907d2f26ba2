package io.orbweaver.fetch;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.orbweaver.egress.EgressGuard;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.url.CanonicalUrl;
import java.time.InstantSource;
import java.util.function.Function;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.AddressUtils;

/**
 * The client that makes one hop by HTTP/2, where a server of https supports it, or HTTP/1.1, on Reactor Netty: no
 * redirect is followed, and whatever happens is a value. Asked again, once and at once, is only what a connection that
 * was used before lost by its end, before the answer's first byte: it may have ended before it had the request (RFC
 * 9110 §9.2.2).
 *
 * <p>Thread-safe. The Mono of {@link #fetch} is cold. It completes on an event loop of the fetcher, behind the last
 * call of the sink; where no answer began in time, on the timer's scheduler. Cancelling it closes the connection, or
 * the stream of HTTP/2.
 */
public final class Fetcher implements Transfers, AutoCloseable {

    private static final String ACCEPT =
            "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5";
    private static final int LABEL_CHARS_MAX = 63;
    private static final int NAME_CHARS_MAX = 253;

    private final FetchProperties properties;
    private final FetchClients clients;
    private final Scheduler timer;
    private final InstantSource clock;
    private final String encodings = ContentCoding.accepted();

    /**
     * A fetcher with separate event loops and connections.
     *
     * @param trust the authorities that vouch for servers; null for the JDK's own
     * @param timer runs the time-outs
     * @throws IllegalArgumentException where a property cannot be used, with a sentence that says which
     */
    public Fetcher(
            FetchProperties properties,
            EgressGuard guard,
            @Nullable TrustManagerFactory trust,
            Scheduler timer,
            InstantSource clock) {
        this.properties = properties;
        this.timer = timer;
        this.clock = clock;
        clients = new FetchClients(properties, guard, trust);
    }

    @Override
    public Mono<Fetched> fetch(FetchRequest request, Function<Fetched.Head, BodySink> sinks) {
        if (!request.url().isHttp()) {
            return Mono.just(new Fetched.Failed(FailureKind.UNSUPPORTED, "nothing here speaks its scheme"));
        }
        String host = bareHost(request.url());
        if (!isDnsName(host)) {
            return Mono.just(new Fetched.Failed(FailureKind.DNS, "the name cannot resolve"));
        }
        return Mono.defer(() -> {
            CanonicalUrl url = request.url();
            TransferTime time = new TransferTime(request.timeout(), timer);
            Exchange exchange = new Exchange(request, sinks, time, timer, clock);
            HttpClient client = clients.of(url, request.timeout());
            Mono<Fetched> hop = send(client, host, request, exchange).onErrorResume(exchange::mayAskAgain, lost -> {
                HttpClient fresh = clients.fresh(url, request.timeout());
                return send(fresh, host, request, exchange);
            });
            return time.limit(hop.onErrorResume(FailureClassifier::isPoolGone, gone -> hop))
                    .onErrorResume(exchange::failed);
        });
    }

    private Mono<Fetched> send(HttpClient client, String host, FetchRequest request, Exchange exchange) {
        return client.remoteAddress(
                        () -> AddressUtils.createUnresolved(host, request.url().port()))
                .headers(headers -> fill(headers, request))
                .get()
                .uri(request.url().pathAndQuery())
                .responseConnection(exchange::receive)
                .next()
                .contextWrite(context -> context.put(Exchange.class, exchange));
    }

    private static String bareHost(CanonicalUrl url) {
        String name = url.hostName();
        return name.charAt(0) == '[' ? name.substring(1, name.length() - 1) : name;
    }

    /** Whether a name is short enough for DNS (RFC 1035 §2.3.4); an IPv6 literal is not a name, and passes. */
    private static boolean isDnsName(String host) {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        int labelStart = 0;
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        for (int i = 0; i <= end; i++) {
            if (i == end || host.charAt(i) == '.') {
                if (i == labelStart || i - labelStart > LABEL_CHARS_MAX) {
                    return false;
                }
                labelStart = i + 1;
            }
        }
        return end <= NAME_CHARS_MAX;
    }

    private void fill(HttpHeaders headers, FetchRequest request) {
        headers.set(HttpHeaderNames.HOST, request.url().host().value());
        headers.set(HttpHeaderNames.USER_AGENT, properties.userAgent());
        headers.set(HttpHeaderNames.ACCEPT, ACCEPT);
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, encodings);
        if (!properties.acceptLanguage().isBlank()) {
            headers.set(HttpHeaderNames.ACCEPT_LANGUAGE, properties.acceptLanguage());
        }
        request.headers().forEach(headers::set);
    }

    /** Closes every connection and ends the event loops; blocks for a few seconds at most. */
    @Override
    public void close() {
        clients.close().block(FetchClients.CLOSING_MAX);
    }
}
