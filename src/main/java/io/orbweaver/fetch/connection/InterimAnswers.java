package io.orbweaver.fetch.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * A handler that skips interim answers such as 103 Early Hints (RFC 9110 §15.2). The client behind knows 100 only and
 * would take another for the final answer, and that one for the answer to the connection's next request. A flood of
 * them is damage, and so is 101, as no other protocol was asked for. An answer of another major version than 1 is
 * damage too: its framing is unknown (RFC 9112 §2.3).
 */
public final class InterimAnswers extends ChannelInboundHandlerAdapter {

    /** Its name in a channel's pipeline. */
    public static final String NAME = "orbweaver.interimAnswers";

    private static final int INTERIM_MAX = 32;

    private int interim;
    private boolean dropping;
    private boolean dropped;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response && response.decoderResult().isSuccess()) {
            dropping = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            interim = dropping ? interim + 1 : 0;
            if (isDamaged(response)) {
                ReferenceCountUtil.release(message);
                context.fireExceptionCaught(new DecoderException("no final answer of HTTP/1"));
                context.close();
                return;
            }
        }
        if (!dropping) {
            dropped = false;
            context.fireChannelRead(message);
            return;
        }
        dropped = true;
        dropping = !(message instanceof LastHttpContent);
        ReferenceCountUtil.release(message);
    }

    private boolean isDamaged(HttpResponse response) {
        return response.protocolVersion().majorVersion() != 1
                || interim > INTERIM_MAX
                || response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (dropped && !context.channel().config().isAutoRead()) {
            context.read();
        }
        dropped = false;
        context.fireChannelReadComplete();
    }
}
