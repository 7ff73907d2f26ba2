package io.orbweaver.site;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import io.orbweaver.url.CanonicalUrl;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;

/** A server of HTTP/2 over TLS on loopback whose answers are frames; a path without an answer works. */
public final class Http2Site implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, Consumer<Http2Stream>> byPath = new ConcurrentHashMap<>();
    private final List<Http2Headers> requests = new CopyOnWriteArrayList<>();
    private final List<Long> resets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Channel listener;

    private Http2Site(KeyManagerFactory keys, long streamsMax) {
        SslContext context = context(keys);
        ServerBootstrap site = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.incrementAndGet();
                        open.incrementAndGet();
                        channel.closeFuture().addListener(closed -> open.decrementAndGet());
                        channel.pipeline()
                                .addLast(context.newHandler(channel.alloc()))
                                .addLast(Http2FrameCodecBuilder.forServer()
                                        .initialSettings(Http2Settings.defaultSettings()
                                                .maxConcurrentStreams(streamsMax)
                                                .maxHeaderListSize(1 << 20))
                                        .encoderIgnoreMaxHeaderListSize(true)
                                        .build())
                                .addLast(new Frames());
                    }
                });
        listener = NewPort.of(
                () -> site.bind("127.0.0.1", 0).sync().channel(),
                channel -> ((InetSocketAddress) channel.localAddress()).getPort(),
                channel -> channel.close().sync());
    }

    private static SslContext context(KeyManagerFactory keys) {
        try {
            return SslContextBuilder.forServer(keys)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts one that allows a hundred streams on each connection. */
    public static Http2Site start(KeyManagerFactory keys) {
        return start(keys, 100);
    }

    /** Starts one that allows some streams on each connection. */
    public static Http2Site start(KeyManagerFactory keys, long streamsMax) {
        return new Http2Site(keys, streamsMax);
    }

    /** Has a path answer in its own way, on the event loop. */
    public Http2Site on(String path, Consumer<Http2Stream> answer) {
        byPath.put(path, answer);
        return this;
    }

    /** The port. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** The URL of a path, by the name that the tests' certificates are for. */
    public CanonicalUrl url(String path) {
        return CanonicalUrl.ofCanonical("https://localhost:" + port() + path);
    }

    /** Requests as they came. */
    public List<Http2Headers> requests() {
        return List.copyOf(requests);
    }

    /** The error codes of streams that clients reset. */
    public List<Long> resets() {
        return List.copyOf(resets);
    }

    /** Connections that were ever accepted. */
    public int connections() {
        return connections.get();
    }

    /** Connections that are open. */
    public int open() {
        return open.get();
    }

    /** What a client sends. */
    private final class Frames extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            if (frame instanceof Http2HeadersFrame request) {
                requests.add(request.headers());
                String path = request.headers().path().toString();
                byPath.getOrDefault(path, stream -> stream.head("200").end("ok"))
                        .accept(new Http2Stream(context, request.stream()));
            } else if (frame instanceof Http2ResetFrame reset) {
                resets.add(reset.errorCode());
            }
            ReferenceCountUtil.release(frame);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close(); // the client has gone, or refused the certificate
        }
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
