package io.orbweaver.fetch.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2PushPromiseFrame;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;

/**
 * A handler that ends an HTTP/2 stream with the cause when the server broke the protocol: else it would look like a
 * lost connection.
 */
public final class Http2Damage {

    private static final AttributeKey<Http2Exception> CAUSE = AttributeKey.valueOf("orbweaver.http2Damage");

    private Http2Damage() {}

    /** Notes what ends a connection; the streams end behind it. A hostile server is no news to a log. */
    static final class OfConnection extends ChannelInboundHandlerAdapter {

        static final String NAME = "orbweaver.http2Damage";

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof Http2Exception damage) {
                context.channel().attr(CAUSE).setIfAbsent(damage); // the codec closes the connection
            } else {
                context.fireExceptionCaught(cause);
            }
        }
    }

    /** Passes an end's cause on, and finds what the codec lets through: no head, or something pushed. */
    public static final class OfStream extends ChannelInboundHandlerAdapter {

        private boolean begun;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            begun |= message instanceof HttpResponse;
            boolean pushed = message instanceof Http2PushPromiseFrame;
            if (!pushed && (begun || !(message instanceof HttpObject))) {
                context.fireChannelRead(message);
                return;
            }
            ReferenceCountUtil.release(message);
            context.fireExceptionCaught(new DecoderException("an answer that HTTP/2 does not know"));
            Channel connection = context.channel().parent();
            if (pushed && connection != null) {
                connection.close();
            } else {
                context.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            Channel connection = context.channel().parent();
            Http2Exception cause =
                    connection == null ? null : connection.attr(CAUSE).get();
            if (cause != null) {
                context.fireExceptionCaught(cause);
            }
            context.fireChannelInactive();
        }
    }
}
