package io.orbweaver.api;

import io.orbweaver.security.Caller;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Endpoints on a server of their own, without the rest of the service. */
final class ServedEndpoints implements AutoCloseable {

    private final DisposableServer server;

    private ServedEndpoints(DisposableServer server) {
        this.server = server;
    }

    /** Serves them on a port of its own. */
    static ServedEndpoints of(Object... endpoints) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(Web.class);
        context.registerBean(Problems.class);
        context.registerBean(WebFilter.class, () -> (exchange, chain) -> {
            Caller.remember(exchange, Caller.ANYBODY);
            return chain.filter(exchange);
        });
        for (Object endpoint : List.of(endpoints)) {
            context.getBeanFactory().registerSingleton(endpoint.getClass().getName(), endpoint);
        }
        context.refresh();
        return new ServedEndpoints(HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(
                        WebHttpHandlerBuilder.applicationContext(context).build()))
                .bindNow());
    }

    /** No {@code @Configuration}: the service in other tests would find it, and leave out what it has itself. */
    @EnableWebFlux
    static final class Web {}

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
    }
}
