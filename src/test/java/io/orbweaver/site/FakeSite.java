package io.orbweaver.site;

import io.netty.handler.codec.http.HttpHeaders;
import io.orbweaver.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * A web site that works, and counts who asks for what and when.
 *
 * <pre>{@code
 * try (FakeSite site = FakeSite.start()) {
 *     site.page("/a.html", "<a href=b.html>b</a>");
 *     ...
 *     assertThat(site.peak()).isLessThanOrEqualTo(10);
 *     assertThat(site.hits("/a.html")).isOne();
 * }
 * }</pre>
 *
 * <p>A request ends, for the counts, when its answer is about to be written: a client that has the answer may send its
 * next request before anything here learns that the last byte is gone, and one that keeps to a cap must never be
 * counted above it. Paths are as the request line has them, query included.
 */
public final class FakeSite implements AutoCloseable {

    private final RequestLog log = new RequestLog();
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final Map<String, HttpHeaders> headers = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final LoopResources loop = LoopResources.create("fake-site", 1, true);
    private final String scheme;
    private final String host;
    private final DisposableServer server;
    private final Map<String, Function<String, Page>> byCookies = new ConcurrentHashMap<>();
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private volatile Function<String, Page> others = path -> Page.status(404);

    private FakeSite(HttpServer http, String scheme, String host) {
        this.scheme = scheme;
        this.host = host;
        HttpServer site = http.host(host)
                .port(0)
                .runOn(loop)
                .doOnChannelInit((observer, channel, address) -> connections.incrementAndGet())
                .handle(this::answer);
        server = NewPort.of(site::bindNow, DisposableServer::port, DisposableServer::disposeNow);
    }

    /** Starts an empty site: every path is 404. */
    public static FakeSite start() {
        return start("127.0.0.1");
    }

    /** The same on another loopback address. */
    public static FakeSite start(String host) {
        return new FakeSite(HttpServer.create(), "http", host);
    }

    /** The same by https, with a certificate that nobody trusts. */
    public static FakeSite startSelfSigned() {
        SelfSigned certificate = SelfSigned.forName("localhost");
        return new FakeSite(
                HttpServer.create().secure(spec -> spec.sslContext(certificate.serverContext())), "https", "127.0.0.1");
    }

    /** Serves HTML. */
    public FakeSite page(String path, String html) {
        return page(path, Page.html(html));
    }

    /** Serves a page. */
    public FakeSite page(String path, Page page) {
        pages.put(path, page);
        return this;
    }

    /** Serves every path that has no page of its own. */
    public FakeSite pages(Function<String, Page> byPath) {
        others = byPath;
        return this;
    }

    /**
     * Keeps back the answers to paths that begin so until a number of them wait, then gives those; and so on. Who asks
     * for fewer side by side never has one.
     */
    public FakeSite together(String prefix, int number) {
        gates.put(prefix, new Gate(number));
        return this;
    }

    /** Lets requests through in groups. On the site's one thread only. */
    private static final class Gate {

        private final int number;
        private Sinks.One<Boolean> open = Sinks.one();
        private int waiting;

        Gate(int number) {
            this.number = number;
        }

        Mono<Boolean> pass() {
            Sinks.One<Boolean> group = open;
            waiting++;
            if (waiting == number) {
                waiting = 0;
                open = Sinks.one();
                group.tryEmitValue(true);
            }
            return group.asMono();
        }
    }

    private Mono<Boolean> passed(String path) {
        return gates.entrySet().stream()
                .filter(gate -> path.startsWith(gate.getKey()))
                .findFirst()
                .map(gate -> gate.getValue().pass())
                .orElse(Mono.empty());
    }

    /** Serves a path by the Cookie field of its request, which is empty for none. */
    public FakeSite answers(String path, Function<String, Page> byCookie) {
        byCookies.put(path, byCookie);
        return this;
    }

    private Page served(String path, HttpHeaders sent) {
        Function<String, Page> byCookie = byCookies.get(path);
        if (byCookie != null) {
            return byCookie.apply(sent.get("Cookie", ""));
        }
        Page page = pages.get(path);
        return page != null ? page : others.apply(path);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String path = request.uri();
        log.begin(path);
        headers.put(path, request.requestHeaders().copy());
        Page served = served(path, request.requestHeaders());
        AtomicBoolean open = new AtomicBoolean(true);
        Runnable end = () -> {
            if (open.getAndSet(false)) {
                log.end(path);
            }
        };
        Mono<Void> sent = Mono.defer(() -> {
            end.run();
            response.status(served.status());
            served.headers().forEach(response::header);
            boolean bodiless = served.status() == 204 || served.status() == 304;
            if (!bodiless) {
                response.header("Content-Length", Integer.toString(served.body().length));
            }
            return bodiless || served.body().length == 0
                    ? response.send().then()
                    : response.sendByteArray(Mono.just(served.body())).then();
        });
        boolean late = served.latency().compareTo(Duration.ZERO) > 0;
        return passed(path)
                .then(late ? Mono.delay(served.latency()).then(sent) : sent)
                .doFinally(signal -> end.run());
    }

    /** A header of the last request for a path; null where there was none. */
    public @Nullable String header(String path, String name) {
        HttpHeaders sent = headers.get(path);
        return sent == null ? null : sent.get(name);
    }

    /** The port. */
    public int port() {
        return server.port();
    }

    /** The URL of a path. */
    public CanonicalUrl url(String path) {
        return CanonicalUrl.ofCanonical(scheme + "://" + host + ":" + port() + path);
    }

    /** Requests for a path. */
    public int hits(String path) {
        return (int) log.paths().stream().filter(path::equals).count();
    }

    /** All requests. */
    public int hits() {
        return log.paths().size();
    }

    /** The paths of all requests, in order. */
    public List<String> asked() {
        return log.paths();
    }

    /** Requests that are in flight. */
    public int inFlight() {
        return log.inFlight();
    }

    /** The most requests that ever were in flight at the same time. */
    public int peak() {
        return log.peak("");
    }

    /** The same for paths with a prefix. */
    public int peak(String prefix) {
        return log.peak(prefix);
    }

    /** When each request began, in order; the differences are those of a monotonic clock. */
    public List<Instant> starts() {
        return log.starts("");
    }

    /** The same for paths with a prefix. */
    public List<Instant> starts(String prefix) {
        return log.starts(prefix);
    }

    /** Connections that were ever accepted. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(3));
        loop.disposeLater(Duration.ZERO, Duration.ofSeconds(3)).block(Duration.ofSeconds(5));
    }
}
