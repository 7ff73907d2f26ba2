package io.orbweaver.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.orbweaver.egress.EgressGuard;
import io.orbweaver.fetch.FailureClassifier.UnsupportedEncoding;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Makes one hop by HTTP/1.1 on Reactor Netty: no redirect is followed, nothing is retried, and whatever happens is a
 * value.
 *
 * <p>Thread-safe. The Mono of {@link #fetch} is cold; it completes on an event loop of the fetcher, or, after a
 * time-out, on the timer's scheduler; cancelling it closes the connection.
 */
public final class Fetcher implements AutoCloseable {

    private static final String ACCEPT =
            "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5";
    private static final String ENCODINGS = "gzip, deflate, br, zstd";
    private static final int HEADER_BYTES_MAX = 64 << 10;
    private static final long DISCARDED_BYTES_MAX = 64 << 10;
    private static final int CLIENTS_MAX = 64;
    private static final Duration TRICKLE_MIN = Duration.ofMillis(10);

    private final FetchProperties properties;
    private final LoopResources loops;
    private final ConnectionProvider connections;
    private final HttpClient client;
    private final Scheduler timer;
    private final InstantSource clock;
    private final Map<Duration, HttpClient> byConnectTimeout = new ConcurrentHashMap<>();

    /**
     * A fetcher with event loops and connections of its own.
     *
     * @param timer runs the time-outs
     */
    public Fetcher(FetchProperties properties, EgressGuard guard, Scheduler timer, InstantSource clock) {
        this.properties = properties;
        this.timer = timer;
        this.clock = clock;
        int cores = Runtime.getRuntime().availableProcessors();
        int eventLoops = properties.eventLoops() > 0 ? properties.eventLoops() : Math.max(1, cores / 2);
        loops = LoopResources.create("fetch", eventLoops, true);
        connections = ConnectionProvider.builder("fetch")
                .maxConnections(properties.concurrency())
                .pendingAcquireMaxCount(properties.concurrency())
                .maxIdleTime(properties.idleTimeout())
                .evictInBackground(properties.idleTimeout())
                .disposeInactivePoolsInBackground(properties.idleTimeout(), properties.idleTimeout())
                .lifo()
                .build();
        client = HttpClient.create(connections)
                .runOn(loops)
                .compress(true)
                .followRedirect(false)
                .responseTimeout(properties.firstByteTimeout())
                .httpResponseDecoder(spec -> spec.maxHeaderSize(HEADER_BYTES_MAX))
                .doOnChannelInit(
                        (observer, channel, address) -> channel.pipeline().addFirst(EgressGuard.NAME, guard));
    }

    /**
     * Fetches. The caller holds a slot, and gives it back when the Mono ends.
     *
     * @param request what to fetch
     * @param sinks gives the sink that takes a 2xx answer's body
     * @return what came of it; never an error for anything that a server may do
     */
    public Mono<Fetched> fetch(FetchRequest request, Function<Fetched.Head, BodySink> sinks) {
        return Mono.defer(() -> {
            long start = clock.millis();
            return clientFor(request.timeout())
                    .headers(headers -> fill(headers, request))
                    .get()
                    .uri(request.url().href())
                    .response((response, body) -> receive(response, body, request, sinks, start))
                    .next()
                    .timeout(request.timeout(), timer)
                    .onErrorResume(error -> Mono.just(FailureClassifier.classify(error)));
        });
    }

    private HttpClient clientFor(Duration timeout) {
        Duration connect = timeout.compareTo(properties.connectTimeout()) < 0
                ? timeout.minus(margin(timeout))
                : properties.connectTimeout();
        HttpClient known = byConnectTimeout.get(connect);
        if (known != null || byConnectTimeout.size() >= CLIENTS_MAX) {
            return known != null ? known : client;
        }
        return byConnectTimeout.computeIfAbsent(
                connect, c -> client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) c.toMillis()));
    }

    /** A connection that takes the whole time is a connect failure: it must end a little before the whole does. */
    private static Duration margin(Duration timeout) {
        Duration tenth = timeout.dividedBy(10);
        return tenth.compareTo(TRICKLE_MIN) > 0 ? tenth : timeout.dividedBy(2);
    }

    private void fill(HttpHeaders headers, FetchRequest request) {
        headers.set(HttpHeaderNames.USER_AGENT, properties.userAgent());
        headers.set(HttpHeaderNames.ACCEPT, ACCEPT);
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, ENCODINGS);
        request.headers().forEach(headers::set);
    }

    private Flux<Fetched> receive(
            HttpClientResponse response,
            ByteBufFlux body,
            FetchRequest request,
            Function<Fetched.Head, BodySink> sinks,
            long start) {
        int status = response.status().code();
        HttpHeaders headers = response.responseHeaders();
        Fetched.Head head = new Fetched.Head(
                status,
                headers.get(HttpHeaderNames.CONTENT_TYPE),
                headers.get(HttpHeaderNames.RETRY_AFTER),
                headers.getAll("X-Robots-Tag"));
        if (status < 200 || status > 299) {
            String location = headers.get(HttpHeaderNames.LOCATION);
            Fetched fetched = isRedirect(status) && location != null
                    ? new Fetched.Redirect(head, location)
                    : new Fetched.Refused(head);
            return discard(body).thenMany(Flux.just(fetched));
        }
        if (isEncoded(headers.get(HttpHeaderNames.CONTENT_ENCODING))) {
            return Flux.error(new UnsupportedEncoding());
        }
        BodyMeter meter = new BodyMeter(request.bodyBytesMax(), sinks.apply(head));
        return body.doOnNext(meter::accept).thenMany(Flux.defer(() -> {
            meter.complete();
            return Flux.just(new Fetched.Response(head, meter.bytes(), meter.sha256Hex(), clock.millis() - start));
        }));
    }

    /** Reads what little there is, so that the connection can be used again; a long body is cut off. */
    private static Mono<Void> discard(ByteBufFlux body) {
        return body.map(ByteBuf::readableBytes)
                .scan(0L, Long::sum)
                .takeUntil(sum -> sum > DISCARDED_BYTES_MAX)
                .then();
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /** What the decoder understood is no longer in the header. */
    private static boolean isEncoded(@Nullable String contentEncoding) {
        return contentEncoding != null && !contentEncoding.strip().equalsIgnoreCase("identity");
    }

    /** Closes every connection and ends the event loops; blocks for a few seconds at most. */
    @Override
    public void close() {
        Duration patience = Duration.ofSeconds(3);
        connections
                .disposeLater()
                .then(loops.disposeLater(Duration.ZERO, patience))
                .onErrorComplete()
                .block(patience);
    }
}
