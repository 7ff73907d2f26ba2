package io.orbweaver.fetch;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.orbweaver.egress.EgressGuard;
import io.orbweaver.fetch.connection.Http2Damage;
import io.orbweaver.fetch.connection.InterimAnswers;
import io.orbweaver.fetch.connection.NameServers;
import io.orbweaver.fetch.connection.ProtocolStart;
import io.orbweaver.fetch.connection.ResponseNormalizer;
import io.orbweaver.fetch.connection.UpstreamProxy;
import io.orbweaver.url.CanonicalUrl;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * The clients of one fetcher, their event loops, connections and names. For https each offers HTTP/2 and HTTP/1.1 by
 * ALPN; in clear text there is HTTP/1.1 only.
 *
 * <p>Connections to one host are at most as many as there are transfers in flight. Streams of one connection share its
 * window, which is large enough for all of them, so that one that is not read from delays no other.
 */
final class FetchClients {

    /** How long {@link #close()} takes at most. */
    static final Duration CLOSING_MAX = Duration.ofSeconds(3);

    private static final int HEADER_BYTES_MAX = ResponseNormalizer.HEAD_BYTES_MAX;
    private static final int CLIENTS_MAX = 64;

    private final Duration connectTimeout;
    private final LoopResources loops;
    private final ConnectionProvider kept;
    private final ConnectionProvider unkept;
    private final DnsAddressResolverGroup names;
    private final @Nullable UpstreamProxy proxy;
    private final EgressGuard guard;
    private final Clients pooled;
    private final Clients fresh;
    private final Map<ClientKey, HttpClient> clients = new ConcurrentHashMap<>();

    /** A client for each scheme. */
    private record Clients(HttpClient clear, HttpClient secure) {}

    /** Clients differ in what their connections, and so their pools, differ in. */
    private record ClientKey(boolean secure, boolean fresh, int connectMillis) {}

    FetchClients(FetchProperties properties, EgressGuard guard, @Nullable TrustManagerFactory trust) {
        this.guard = guard;
        connectTimeout = properties.connectTimeout();
        proxy = UpstreamProxy.parse(properties.proxy());
        int cores = Runtime.getRuntime().availableProcessors();
        int eventLoops = properties.eventLoops() > 0 ? properties.eventLoops() : Math.max(1, cores / 2);
        loops = LoopResources.create("fetch", eventLoops, true);
        names = NameServers.resolver(properties.dnsServers(), loops);
        kept = provider("fetch", properties, properties.idleTimeout());
        unkept = provider("fetch-once", properties, Duration.ZERO);
        pooled = clients(properties, kept, trust);
        fresh = clients(properties, unkept, trust);
    }

    private static ConnectionProvider provider(String name, FetchProperties properties, Duration idle) {
        return ConnectionProvider.builder(name)
                .maxConnections(properties.concurrency())
                .pendingAcquireMaxCount(properties.concurrency())
                .maxIdleTime(idle)
                .evictInBackground(properties.idleTimeout())
                .disposeInactivePoolsInBackground(properties.idleTimeout(), properties.idleTimeout())
                .lifo()
                .build();
    }

    private Clients clients(
            FetchProperties properties, ConnectionProvider connections, @Nullable TrustManagerFactory trust) {
        HttpClient clear = HttpClient.create(connections)
                .resolver(names)
                .runOn(loops)
                .followRedirect(false)
                .responseTimeout(properties.firstByteTimeout())
                .httpResponseDecoder(spec -> spec.maxHeaderSize(HEADER_BYTES_MAX))
                .doOnRequest(FetchClients::watchAnswers);
        HttpClient secure = secured(clear, trust)
                .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                .http2Settings(settings ->
                        settings.maxHeaderListSize(HEADER_BYTES_MAX).initialWindowSize(ProtocolStart.STREAM_BYTES));
        return new Clients(clear, secure);
    }

    private static HttpClient secured(HttpClient client, @Nullable TrustManagerFactory trust) {
        Http2SslContextSpec context = Http2SslContextSpec.forClient();
        return client.secure(spec ->
                spec.sslContext(trust == null ? context : context.configure(builder -> builder.trustManager(trust))));
    }

    /** The client for a URL, which uses connections again. */
    HttpClient of(CanonicalUrl url, Duration timeout) {
        return of(url, timeout, false);
    }

    /** The client for a URL, whose connection is new and serves one request. */
    HttpClient fresh(CanonicalUrl url, Duration timeout) {
        return of(url, timeout, true);
    }

    private HttpClient of(CanonicalUrl url, Duration timeout, boolean once) {
        ClientKey key = new ClientKey(url.scheme().equals("https"), once, connectMillis(timeout));
        HttpClient known = clients.get(key);
        if (known != null) {
            return known;
        }
        Clients kind = once ? fresh : pooled;
        HttpClient made = (key.secure() ? kind.secure() : kind.clear())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, key.connectMillis())
                .doOnChannelInit((observer, channel, address) -> prepare(channel, key));
        if (clients.size() < CLIENTS_MAX) {
            clients.put(key, made);
        }
        return made;
    }

    /** A connection that takes the whole time is a connect failure: it must end a little before the whole does. */
    private int connectMillis(Duration timeout) {
        Duration most = timeout.minus(timeout.dividedBy(10));
        Duration connect = most.compareTo(connectTimeout) < 0 ? most : connectTimeout;
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, connect.toMillis()));
    }

    /** The guard sees the target of each connection; a proxy comes behind it, and is no target. */
    private void prepare(Channel channel, ClientKey key) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addFirst(EgressGuard.NAME, guard);
        if (proxy != null) {
            proxy.addTo(pipeline, key.connectMillis());
        }
        if (key.secure()) {
            pipeline.addBefore(NettyPipeline.ReactiveBridge, ProtocolStart.NAME, new ProtocolStart());
        } else {
            ResponseNormalizer.addTo(pipeline);
        }
    }

    /** A connection of HTTP/1.1 keeps its handler; each stream of HTTP/2 is a channel that gets its own. */
    private static void watchAnswers(HttpClientRequest request, Connection connection) {
        Channel channel = connection.channel();
        request.currentContextView()
                .<Exchange>getOrEmpty(Exchange.class)
                .ifPresent(exchange -> exchange.sending(channel));
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(InterimAnswers.NAME) != null) {
            return;
        }
        if (pipeline.get(NettyPipeline.H2ToHttp11Codec) == null) {
            pipeline.addAfter(NettyPipeline.HttpCodec, InterimAnswers.NAME, new InterimAnswers());
        } else {
            pipeline.addAfter(NettyPipeline.H2ToHttp11Codec, InterimAnswers.NAME, new InterimAnswers());
            pipeline.addAfter(NettyPipeline.H2ToHttp11Codec, null, new Http2Damage.OfStream());
        }
    }

    /** Closes every connection and ends the event loops. */
    Mono<Void> close() {
        return kept.disposeLater()
                .then(unkept.disposeLater())
                .then(Mono.fromRunnable(names::close))
                .then(loops.disposeLater(Duration.ZERO, CLOSING_MAX))
                .onErrorComplete();
    }
}
