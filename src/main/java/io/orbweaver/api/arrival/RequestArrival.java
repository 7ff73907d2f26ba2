package io.orbweaver.api.arrival;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * The watch over one connection's arriving requests: a head has a time limit, a body a minimum rate. A request that is
 * too slow ends: in its head the connection is closed, in its body the reader gets a {@link ReadTimeoutException}, and
 * may still answer. Lives on the connection's event loop; one timer at a time.
 */
final class RequestArrival {

    private enum Phase {
        /** Between two requests. */
        IDLE,
        HEAD,
        BODY,
        ANSWER
    }

    private final Duration headMax;
    private final Duration window;
    private final int windowBytes;
    private Phase phase = Phase.IDLE;
    private long received;

    /** Whether the service has asked for more than has come: else it is not the client that is slow. */
    private boolean waiting;

    private @Nullable Future<?> timer;

    /**
     * @param headMax for a head to be whole
     * @param window how often the rate of a body is looked at
     * @param windowBytes what must have come in each window
     */
    RequestArrival(Duration headMax, Duration window, int windowBytes) {
        this.headMax = headMax;
        this.window = window;
        this.windowBytes = windowBytes;
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addBefore(NettyPipeline.HttpCodec, "orbweaver.arrivingBytes", new Bytes());
        pipeline.addAfter(NettyPipeline.HttpCodec, "orbweaver.arrivingRequests", new Requests());
    }

    private void beginHead(Channel channel) {
        phase = Phase.HEAD;
        schedule(channel, headMax, channel::close);
    }

    private void beginBody(ChannelHandlerContext context) {
        phase = Phase.BODY;
        watchBody(context);
    }

    private void watchBody(ChannelHandlerContext context) {
        received = 0;
        schedule(context.channel(), window, () -> {
            if (phase != Phase.BODY) {
                return;
            }
            if (received < windowBytes && waiting) {
                phase = Phase.ANSWER;
                context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
                schedule(context.channel(), window, () -> context.channel().close());
            } else {
                watchBody(context);
            }
        });
    }

    private void schedule(Channel channel, Duration after, Runnable action) {
        stopTimer();
        timer = channel.eventLoop().schedule(action, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** Before the codec: when something comes at all. */
    private final class Bytes extends ChannelDuplexHandler {

        @Override
        public void read(ChannelHandlerContext context) {
            waiting = true;
            context.read();
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            waiting = false;
            context.fireChannelReadComplete();
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            beginHead(context.channel());
            context.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (phase == Phase.IDLE) {
                beginHead(context.channel());
            }
            context.fireChannelRead(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            stopTimer();
            context.fireChannelInactive();
        }
    }

    /** Behind the codec: what has come whole. */
    private final class Requests extends ChannelDuplexHandler {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest) {
                beginBody(context);
            }
            if (message instanceof HttpContent part) {
                received += part.content().readableBytes();
            }
            if (message instanceof LastHttpContent) {
                phase = Phase.ANSWER;
                stopTimer();
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof LastHttpContent && phase != Phase.HEAD) {
                phase = Phase.IDLE;
                stopTimer();
            }
            context.write(message, promise);
        }
    }
}
