package io.orbweaver.fetch;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.orbweaver.egress.EgressGuard;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.url.CanonicalUrl;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.AddressUtils;

/**
 * Makes one hop by HTTP/1.1 on Reactor Netty: no redirect is followed, nothing is retried, and whatever happens is a
 * value.
 *
 * <p>Thread-safe. The Mono of {@link #fetch} is cold. It completes on an event loop of the fetcher, behind the last
 * call of the sink; where no answer began in time, on the timer's scheduler. Cancelling it closes the connection.
 */
public final class Fetcher implements AutoCloseable {

    private static final String ACCEPT =
            "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5";
    private static final int HEADER_BYTES_MAX = 64 << 10;
    private static final int CLIENTS_MAX = 64;

    private final FetchProperties properties;
    private final LoopResources loops;
    private final ConnectionProvider connections;
    private final HttpClient client;
    private final Scheduler timer;
    private final InstantSource clock;
    private final String encodings = ContentCoding.accepted();
    private final Map<ClientKey, HttpClient> clients = new ConcurrentHashMap<>();

    /** Clients differ in what their connections, and so their pools, differ in. */
    private record ClientKey(boolean secure, int connectMillis) {}

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
                .followRedirect(false)
                .responseTimeout(properties.firstByteTimeout())
                .httpResponseDecoder(spec -> spec.maxHeaderSize(HEADER_BYTES_MAX))
                .doOnChannelInit((observer, channel, address) -> channel.pipeline()
                        .addFirst(EgressGuard.NAME, guard)
                        .addAfter(NettyPipeline.HttpCodec, "orbweaver.interimAnswers", new InterimAnswers()));
    }

    /**
     * Fetches. The caller holds a slot, and gives it back when the Mono ends.
     *
     * @param request what to fetch
     * @param sinks gives the sink that takes a 2xx answer's body
     * @return what came of it; never an error for anything that a server may do
     */
    public Mono<Fetched> fetch(FetchRequest request, Function<Fetched.Head, BodySink> sinks) {
        if (!request.url().isHttp()) {
            return Mono.just(new Fetched.Failed(FailureKind.UNSUPPORTED, "nothing here speaks its scheme"));
        }
        return Mono.defer(() -> {
            CanonicalUrl url = request.url();
            Exchange exchange = new Exchange(request, sinks, timer, clock);
            return clientFor(url, request.timeout())
                    .remoteAddress(() -> AddressUtils.createUnresolved(bareHost(url), url.port()))
                    .headers(headers -> fill(headers, request))
                    .get()
                    .uri(url.pathAndQuery())
                    .responseConnection(exchange::receive)
                    .next()
                    .timeout(request.timeout(), timer)
                    .onErrorResume(exchange::failed);
        });
    }

    private static String bareHost(CanonicalUrl url) {
        String name = url.hostName();
        return name.charAt(0) == '[' ? name.substring(1, name.length() - 1) : name;
    }

    private HttpClient clientFor(CanonicalUrl url, Duration timeout) {
        boolean secure = url.scheme().equals("https");
        ClientKey key = new ClientKey(secure, connectMillis(timeout));
        HttpClient known = clients.get(key);
        if (known != null) {
            return known;
        }
        HttpClient made =
                (secure ? client.secure() : client).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, key.connectMillis());
        if (clients.size() < CLIENTS_MAX) {
            clients.put(key, made);
        }
        return made;
    }

    /** A connection that takes the whole time is a connect failure: it must end a little before the whole does. */
    private int connectMillis(Duration timeout) {
        Duration most = timeout.minus(timeout.dividedBy(10));
        Duration connect = most.compareTo(properties.connectTimeout()) < 0 ? most : properties.connectTimeout();
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, connect.toMillis()));
    }

    private void fill(HttpHeaders headers, FetchRequest request) {
        headers.set(HttpHeaderNames.HOST, request.url().host().value());
        headers.set(HttpHeaderNames.USER_AGENT, properties.userAgent());
        headers.set(HttpHeaderNames.ACCEPT, ACCEPT);
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, encodings);
        request.headers().forEach(headers::set);
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
