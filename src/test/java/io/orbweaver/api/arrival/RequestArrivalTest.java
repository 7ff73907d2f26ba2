package io.orbweaver.api.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.NettyPipeline;

/** A connection's requests as they arrive, in the time of an embedded channel. */
class RequestArrivalTest {

    private static final String HEAD = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n";

    private EmbeddedChannel channel;
    private @Nullable Throwable failure;

    @BeforeEach
    void connect() {
        channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.config().setAutoRead(false); // as the server has it
        channel.pipeline().addLast(NettyPipeline.HttpCodec, new HttpServerCodec());
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                failure = cause;
            }
        });
        new RequestArrival(Duration.ofSeconds(10), Duration.ofSeconds(10), 5_000).addTo(channel.pipeline());
        channel.pipeline().fireChannelActive();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void send(String text) {
        channel.read();
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        channel.read();
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private void answer() {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    }

    @Test
    void aConnectionThatSendsNoHeadIsClosed() {
        pass(9);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aHeadThatComesByteByByteIsClosed() {
        for (int i = 0; i < 9; i++) {
            send(HEAD.substring(i, i + 1));
            pass(1);
        }
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aBodyThatStopsFails() {
        send(HEAD + "x".repeat(5_000));
        pass(10);
        assertThat(failure).isNull();
        pass(10);
        assertThat(failure).isInstanceOf(ReadTimeoutException.class);
        assertThat(channel.isOpen()).as("so that it can be answered").isTrue();
        pass(10);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aBodyThatComesAtTheRateMayTakeAnyTime() {
        send(HEAD);
        for (int i = 0; i < 19; i++) {
            send("x".repeat(5_000));
            pass(10);
        }
        assertThat(failure).isNull();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void anUnreadBodyIsNotTheClientsFault() {
        channel.writeInbound(Unpooled.copiedBuffer(HEAD, StandardCharsets.US_ASCII));
        channel.pipeline().fireChannelReadComplete();
        pass(60);
        assertThat(failure).isNull();
    }

    @Test
    void anAnswerMayTakeAnyTimeAndTheNextHeadHasItsOwn() {
        send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        pass(3_600);
        assertThat(channel.isOpen()).isTrue();
        answer();
        pass(60);
        assertThat(channel.isOpen())
                .as("between two requests another timeout counts")
                .isTrue();
        send("G");
        pass(10);
        assertThat(channel.isOpen()).isFalse();
    }
}
