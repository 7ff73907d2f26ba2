package io.orbweaver.watch;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * A limit on the send buffer that the operating system keeps for a client: else a connection takes megabytes for a
 * watcher that does not read, which no counter shows, and the stall would be noticed only when they are full. Bytes
 * that are sent and not yet confirmed are not limited by this, so that a distant client loses no speed. Linux only;
 * elsewhere the system's own bounds hold.
 */
final class StreamSockets implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    /** Bytes of one connection that wait in the system to be sent. */
    static final int UNSENT_BYTES_MAX = 64 << 10;

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        if (Epoll.isAvailable()) {
            factory.addServerCustomizers(
                    server -> server.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) UNSENT_BYTES_MAX));
        }
    }
}
