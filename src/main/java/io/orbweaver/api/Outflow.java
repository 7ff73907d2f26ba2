package io.orbweaver.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Writes long bodies at the pace of their readers. The server asks for 32 parts of a body ahead, whatever the
 * connection takes; here the next part is made when the one before it is on its way, so that a reader who takes nothing
 * holds two parts, and is given up after a while. Thread-safe.
 */
final class Outflow {

    private static final int PART_BYTES = 64 << 10;

    private final Duration stallTimeout;
    private final Scheduler timer;

    Outflow(Duration stallTimeout, Scheduler timer) {
        this.stallTimeout = stallTimeout;
        this.timer = timer;
    }

    /**
     * Writes chunks; where they fail, or nobody takes them, the connection is reset: no part may look like the whole.
     */
    Mono<Void> write(ServerHttpResponse response, Flux<byte[]> chunks) {
        DataBufferFactory buffers = response.bufferFactory();
        Flux<Mono<DataBuffer>> parts = chunks.concatMapIterable(Outflow::parts, 1)
                .concatMap(
                        part -> {
                            Sinks.Empty<Mono<DataBuffer>> taken = Sinks.empty();
                            Mono<DataBuffer> next = Mono.fromSupplier(() -> buffers.wrap(part))
                                    .doOnSubscribe(s -> taken.tryEmitEmpty());
                            return Flux.concat(Mono.just(next), taken.asMono().timeout(stallTimeout, timer));
                        },
                        0);
        return response.writeAndFlushWith(parts).doOnError(error -> new OpenStream(response, null, 0).drop());
    }

    private static List<ByteBuffer> parts(byte[] chunk) {
        List<ByteBuffer> parts = new ArrayList<>(1 + chunk.length / PART_BYTES);
        for (int from = 0; from < chunk.length; from += PART_BYTES) {
            parts.add(ByteBuffer.wrap(chunk, from, Math.min(PART_BYTES, chunk.length - from))
                    .slice());
        }
        return parts;
    }
}
