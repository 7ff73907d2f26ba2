package io.orbweaver.api;

import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Bounds the time in which a request must arrive whole: a client that sends a byte now and then holds no place. */
final class RequestTimeout implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    /** From a request's first byte to its last. */
    static final Duration ARRIVAL_MAX = Duration.ofSeconds(30);

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.requestTimeout(ARRIVAL_MAX));
    }
}
