package io.orbweaver.api;

import io.orbweaver.body.Bodies.BodyGone;
import io.orbweaver.commit.StoreDamaged;
import io.orbweaver.export.JobRemoved;
import io.orbweaver.security.Caller;
import io.orbweaver.watch.OpenStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.netty.channel.AbortedException;

/**
 * A writer of long bodies at the pace of their readers. The server asks for 32 parts of a body ahead, whatever the
 * connection takes; here the next part is made when the one before it is on its way, so that a reader who takes nothing
 * holds two parts, and is dropped after a while. Thread-safe.
 */
final class DemandDrivenWriter {

    private static final Logger log = LoggerFactory.getLogger(DemandDrivenWriter.class);
    private static final int PART_BYTES = 64 << 10;
    private static final int SWEEPS = 8;
    private static final Duration SWEEP_MAX = Duration.ofSeconds(10);

    private final Duration stallTimeout;
    private final InstantSource clock;
    private final Scheduler timer;

    /** @param stallTimeout for which a reader may take nothing of what is there */
    DemandDrivenWriter(Duration stallTimeout, InstantSource clock, Scheduler timer) {
        this.stallTimeout = stallTimeout;
        this.clock = clock;
        this.timer = timer;
    }

    /**
     * Writes chunks. Where the first one fails the response is still open and the error is the caller's; where a later
     * one does the connection is reset, for no part of a body may look like the whole.
     */
    Mono<Void> write(ServerWebExchange exchange, Flux<byte[]> chunks) {
        return chunks.switchOnFirst(
                        (first, all) -> first.isOnError() ? all.thenMany(Flux.<Void>empty()) : written(exchange, all))
                .then();
    }

    private Mono<Void> written(ServerWebExchange exchange, Flux<byte[]> chunks) {
        ServerHttpResponse response = exchange.getResponse();
        OpenStream stream = new OpenStream(response, null, Caller.of(exchange)::isStillLetIn, clock.millis());
        DataBufferFactory buffers = response.bufferFactory();
        Flux<Mono<DataBuffer>> parts = chunks.concatMapIterable(DemandDrivenWriter::parts, 1)
                .concatMap(
                        part -> {
                            stream.part();
                            Sinks.Empty<Mono<DataBuffer>> taken = Sinks.empty();
                            Mono<DataBuffer> next = Mono.fromSupplier(() -> buffers.wrap(part));
                            return Flux.concat(
                                    Mono.just(next.doOnSubscribe(sent -> taken.tryEmitEmpty())), taken.asMono());
                        },
                        0);
        return Mono.firstWithSignal(response.writeAndFlushWith(parts), stalled(stream))
                .onErrorResume(error -> cut(stream, error));
    }

    private static List<ByteBuffer> parts(byte[] chunk) {
        List<ByteBuffer> parts = new ArrayList<>(1 + chunk.length / PART_BYTES);
        for (int from = 0; from < chunk.length; from += PART_BYTES) {
            parts.add(ByteBuffer.wrap(chunk, from, Math.min(PART_BYTES, chunk.length - from))
                    .slice());
        }
        return parts;
    }

    /** Fails when the reader took nothing for too long, or may not have it any more; never ends otherwise. */
    private Mono<Void> stalled(OpenStream stream) {
        Duration shorter = stallTimeout.dividedBy(SWEEPS);
        return Mono.defer(() -> {
            Sinks.Empty<Void> over = Sinks.empty();
            return Flux.interval(shorter.compareTo(SWEEP_MAX) < 0 ? shorter : SWEEP_MAX, timer)
                    .onBackpressureDrop()
                    .doOnNext(tick -> {
                        if (!stream.isStillLetIn()) {
                            over.tryEmitError(new GivenUp("its reader's key is not there any more"));
                        }
                        stream.sweep(
                                clock.millis(),
                                stallTimeout.toMillis(),
                                slow -> over.tryEmitError(new GivenUp("its reader took nothing")));
                    })
                    .takeUntilOther(over.asMono())
                    .then();
        });
    }

    /** Nothing can be said any more but that it is over: the server cancels what never ends when its client is gone. */
    private static Mono<Void> cut(OpenStream stream, Throwable error) {
        if (isExpected(error)) {
            log.debug("an export was cut off", error);
        } else {
            log.warn("an export was cut off", error);
        }
        stream.drop();
        return Mono.never();
    }

    /** Readers go away, and so do jobs; anything else is the store. */
    private static boolean isExpected(Throwable error) {
        return error instanceof GivenUp
                || error instanceof JobRemoved
                || error instanceof BodyGone
                || error instanceof StoreDamaged // which the store has logged
                || error instanceof ClosedChannelException
                || error instanceof AbortedException
                || AbortedException.isConnectionReset(error);
    }

    /** A reader who took nothing for too long, or may not read any more. */
    private static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GivenUp(String why) {
            super(why, null, false, false);
        }
    }
}
