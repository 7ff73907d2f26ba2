package io.orbweaver.watch;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The connection of one open event stream, and whether its client takes what is there for it. It is looked at now and
 * then by one sweep over all streams, and has no timer. Thread-safe.
 */
public final class OpenStream {

    private final @Nullable Channel channel;
    private final @Nullable Watcher watcher;
    private final BooleanSupplier letIn;
    private final AtomicInteger parts = new AtomicInteger();
    private volatile long takenAtMillis;
    private @Nullable Progress progress; // of the event loop only

    /** How far the connection is: it takes something whenever one of them changes. */
    private record Progress(int parts, long bytesLeft, long bytesOfFirst) {}

    /**
     * @param watcher of one job's log; null for a stream that comes by itself
     * @param letIn whether its client may still have it
     */
    public OpenStream(ServerHttpResponse response, @Nullable Watcher watcher, BooleanSupplier letIn, long nowMillis) {
        this(channelOf(response), watcher, letIn, nowMillis);
    }

    public OpenStream(@Nullable Channel channel, @Nullable Watcher watcher, BooleanSupplier letIn, long nowMillis) {
        this.channel = channel;
        this.letIn = letIn;
        this.watcher = watcher;
        this.takenAtMillis = nowMillis;
    }

    private static @Nullable Channel channelOf(ServerHttpResponse response) {
        Channel[] found = new Channel[1];
        if (ServerHttpResponseDecorator.getNativeResponse(response) instanceof HttpServerResponse netty) {
            netty.withConnection(connection -> found[0] = connection.channel());
        }
        return found[0];
    }

    @Nullable
    Watcher watcher() {
        return watcher;
    }

    /** Whether its client may still have it: its key may have gone, or been given another role. */
    public boolean isStillLetIn() {
        return letIn.getAsBoolean();
    }

    /** Another part is on its way to the connection. */
    public void part() {
        parts.incrementAndGet();
    }

    /**
     * Looks whether something was taken.
     *
     * @param stallMillis for how long nothing may have been taken of what is there
     * @param onStalled called once if so, on the connection's event loop
     */
    public void sweep(long nowMillis, long stallMillis, Consumer<OpenStream> onStalled) {
        Channel there = channel;
        if (there == null) {
            return;
        }
        ChannelOutboundBuffer outbound = there.unsafe().outboundBuffer();
        if (outbound == null || outbound.totalPendingWriteBytes() == 0) {
            takenAtMillis = nowMillis;
        } else {
            there.eventLoop().execute(() -> look(outbound, nowMillis, stallMillis, onStalled));
        }
    }

    private void look(
            ChannelOutboundBuffer outbound, long nowMillis, long stallMillis, Consumer<OpenStream> onStalled) {
        Progress now = new Progress(parts.get(), outbound.totalPendingWriteBytes(), outbound.currentProgress());
        if (!now.equals(progress)) {
            progress = now;
            takenAtMillis = nowMillis;
        } else if (nowMillis - takenAtMillis >= stallMillis) {
            takenAtMillis = nowMillis;
            onStalled.accept(this);
        }
    }

    /** Closes the connection by a reset: what a client has not taken by now must not wait for it in the system. */
    public void drop() {
        Channel there = channel;
        if (there != null && there.isOpen()) {
            there.config().setOption(ChannelOption.SO_LINGER, 0);
            there.close();
        }
    }
}
