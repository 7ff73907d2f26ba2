package io.orbweaver.api.arrival;

import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import reactor.netty.NettyPipeline;

/**
 * Timeouts of arriving requests: a head must be complete in {@link #HEAD_MAX}, a body must arrive at a minimum rate,
 * and a connection may be idle between two requests for {@link #IDLE_MAX}. Answers may take as long as they do.
 */
public final class ArrivalTimeouts implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    /** From a connection's beginning, or the first byte of a later head, to the head's last. */
    static final Duration HEAD_MAX = Duration.ofSeconds(10);

    /** For a connection that is kept, from an answer to the next request. */
    static final Duration IDLE_MAX = Duration.ofSeconds(75);

    /** At what rate a body must come, looked at once for each such time. */
    public static final Duration BODY_WINDOW = Duration.ofSeconds(10);

    /** Bytes of a body that must come in each window. */
    public static final int BODY_WINDOW_BYTES = 5_000;

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.idleTimeout(IDLE_MAX)
                .doOnChannelInit((observer, channel, address) -> {
                    ChannelPipeline pipeline = channel.pipeline();
                    if (pipeline.get(NettyPipeline.HttpCodec) != null) {
                        new RequestArrival(HEAD_MAX, BODY_WINDOW, BODY_WINDOW_BYTES).addTo(pipeline);
                    }
                }));
    }
}
