package io.orbweaver.demo;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * The server of the demo site on an ephemeral loopback port, which counts requests in flight: an independent view of
 * the service's promise to have no more than ten. Up before the crawler starts, down after it has stopped.
 */
final class DemoServer implements SmartLifecycle {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration BIND_TIMEOUT = Duration.ofSeconds(5);

    private final DemoSite site;
    private final Scheduler timer;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private @Nullable LoopResources loop;
    private volatile @Nullable DisposableServer server;

    DemoServer(DemoSite site, Scheduler timer) {
        this.site = site;
        this.timer = timer;
    }

    /** Host and port, as in a URL. */
    String authority() {
        DisposableServer bound = server;
        if (bound == null) {
            throw new IllegalStateException("the demo site does not listen");
        }
        return LOOPBACK + ":" + bound.port();
    }

    /** Requests that are being answered now. */
    int inFlight() {
        return inFlight.get();
    }

    /** The most requests that were being answered at the same time. */
    int peak() {
        return peak.get();
    }

    @Override
    public void start() {
        LoopResources own = LoopResources.create("demo-site", 1, true);
        loop = own;
        server = HttpServer.create()
                .host(LOOPBACK)
                .port(0)
                .runOn(own)
                .handle(this::answer)
                .bindNow(BIND_TIMEOUT);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        peak.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        DemoAnswer answer = site.answer(request.uri(), isAgain(request.uri()));
        response.status(answer.status()).header("Content-Type", answer.contentType());
        if (answer.location() != null) {
            response.header("Location", answer.location());
        }
        byte[] body = answer.body(authority());
        return Mono.delay(answer.latency(), timer)
                .then(Mono.defer(() -> response.header("Content-Length", String.valueOf(body.length))
                        .sendByteArray(Mono.just(body))
                        .then()))
                .doFinally(signal -> inFlight.decrementAndGet());
    }

    /** Remembers nothing but the one page that cares. */
    private boolean isAgain(String target) {
        return target.equals(DemoSite.FLAKY) && !asked.add(target);
    }

    @Override
    public void stop(Runnable callback) {
        DisposableServer bound = server;
        server = null;
        LoopResources own = loop;
        loop = null;
        if (bound == null || own == null) {
            callback.run();
            return;
        }
        bound.onDispose(() -> {
            own.dispose();
            callback.run();
        });
        bound.dispose();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
