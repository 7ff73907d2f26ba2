package io.orbweaver.fetch;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import reactor.netty.NettyPipeline;

/**
 * Widens the window that the streams of one HTTP/2 connection share (RFC 9113 section 6.9): by default it is that of
 * one stream, so that a body which is not taken would stop all others. Goes away when the protocol is known.
 */
final class Http2Window extends ChannelInboundHandlerAdapter {

    /** Its name in a channel's pipeline. */
    static final String NAME = "orbweaver.http2Window";

    /** Bytes of one body that may be on their way or wait to be taken. */
    static final int STREAM_BYTES = 256 << 10;

    private static final int DEFAULT_BYTES = 65_535;
    private static final int CONNECTION_BYTES = 16 << 20;

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (context.pipeline().get(NettyPipeline.HttpCodec) instanceof Http2FrameCodec) {
            context.channel().write(new DefaultHttp2WindowUpdateFrame(CONNECTION_BYTES - DEFAULT_BYTES));
        }
        context.fireChannelActive();
        context.pipeline().remove(this);
    }
}
