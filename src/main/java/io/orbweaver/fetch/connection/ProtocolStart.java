package io.orbweaver.fetch.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2SettingsFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Settings;
import reactor.netty.NettyPipeline;

/**
 * The first step of a connection of https, when its protocol is known: HTTP/1 gets its {@link ResponseNormalizer}, and
 * of HTTP/2 it sets what the client has no setting for. Then it leaves the pipeline.
 *
 * <p>The window that all streams of a connection share (RFC 9113 section 6.9) is that of one stream by default: a body
 * that is not taken would stop all others. And nothing is to be pushed.
 */
public final class ProtocolStart extends ChannelInboundHandlerAdapter {

    /** Its name in a channel's pipeline. */
    public static final String NAME = "orbweaver.protocolStart";

    /** Bytes of one body that may be on their way or wait to be taken. */
    public static final int STREAM_BYTES = 256 << 10;

    private static final int DEFAULT_BYTES = 65_535;
    private static final int CONNECTION_BYTES = 16 << 20;

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Channel channel = context.channel();
        if (channel.pipeline().get(NettyPipeline.HttpCodec) instanceof Http2FrameCodec) {
            channel.pipeline()
                    .addAfter(NettyPipeline.HttpCodec, Http2Damage.OfConnection.NAME, new Http2Damage.OfConnection());
            channel.write(new DefaultHttp2SettingsFrame(new Http2Settings().pushEnabled(false)));
            channel.write(new DefaultHttp2WindowUpdateFrame(CONNECTION_BYTES - DEFAULT_BYTES));
        } else if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
            ResponseNormalizer.addTo(channel.pipeline());
        }
        context.fireChannelActive();
        channel.pipeline().remove(this);
    }
}
