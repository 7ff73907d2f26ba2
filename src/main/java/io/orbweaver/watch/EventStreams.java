package io.orbweaver.watch;

import io.orbweaver.commit.StoreDamaged;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LiveProgress;
import io.orbweaver.event.LogTail;
import io.orbweaver.job.Job;
import io.orbweaver.security.Caller;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The writer of event streams: the next part of a log is read only when the client's connection has taken the one
 * before, so that a slow watcher costs its place and one part, and delays no other watcher.
 */
public final class EventStreams {

    /** Bits of every event type. */
    public static final int EVERY_TYPE = EventType.mask(EventType.all());

    private final SharedReads reads;
    private final LogTail tail;
    private final LiveProgress progress;
    private final StreamRegistry registry;
    private final WatcherProperties properties;
    private final WatcherListener listener;
    private final InstantSource clock;
    private final Scheduler timer;

    EventStreams(
            SharedReads reads,
            LogTail tail,
            LiveProgress progress,
            StreamRegistry registry,
            WatcherProperties properties,
            WatcherListener listener,
            InstantSource clock,
            Scheduler timer) {
        this.reads = reads;
        this.tail = tail;
        this.progress = progress;
        this.registry = registry;
        this.properties = properties;
        this.listener = listener;
        this.clock = clock;
        this.timer = timer;
    }

    /** Whether a client prefers an event stream to JSON. */
    public boolean isWanted(HttpHeaders headers) {
        List<MediaType> accepted = headers.getAccept();
        MimeTypeUtils.sortBySpecificity(accepted);
        for (MediaType type : accepted) {
            if (type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
                return false;
            }
            if (type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Something that may only be done while the limit of watchers allows another one; else {@link StreamRefused}, with
     * nothing done.
     */
    public <T> Mono<T> whenPlaceIsFree(Mono<T> action) {
        return Mono.defer(() -> {
            StreamRefused refusal = registry.refusal();
            return refusal == null ? action : Mono.error(refusal);
        });
    }

    /** Streams a job's log from a place to its end. */
    public Mono<Void> stream(Job job, long after, int typeMask, ServerWebExchange exchange) {
        return whereReadable(
                reads.read(job.id(), after, typeMask, 0).then(),
                Mono.defer(() -> streamNow(job, after, typeMask, exchange)));
    }

    /**
     * Once the store was found damaged, a stream begins with a read, before its answer is open: where that fails it is
     * refused, which ends an EventSource, while an open stream that breaks has it come back again and again.
     */
    private Mono<Void> whereReadable(Mono<Void> read, Mono<Void> stream) {
        return Mono.defer(() -> reads.hasMetDamage() ? read.then(stream) : stream);
    }

    private Mono<Void> streamNow(Job job, long after, int typeMask, ServerWebExchange exchange) {
        if (isHead(exchange)) {
            return open(exchange.getResponse()).setComplete();
        }
        boolean wantsProgress =
                (typeMask & EventType.PROGRESS.bit()) != 0 && !job.state().ended();
        return registry.counted(Mono.using(
                () -> new Watcher(
                        new Watcher.Start(job.id(), after, typeMask),
                        reads,
                        tail,
                        wantsProgress ? progress.watch(job.id()) : null,
                        properties.keepAlive(),
                        clock,
                        listener::lag),
                watcher -> write(exchange, watcher),
                Watcher::close));
    }

    private Mono<Void> write(ServerWebExchange exchange, Watcher watcher) {
        ServerHttpResponse response = exchange.getResponse();
        DataBufferFactory buffers = response.bufferFactory();
        OpenStream stream = new OpenStream(response, watcher, Caller.of(exchange)::isStillLetIn, clock.millis());
        // each part is subscribed to, and so read, when the one before was flushed
        Publisher<DataBuffer> part = watcher.next().map(pieces -> {
            stream.part();
            return wrap(buffers, pieces);
        });
        Flux<Publisher<DataBuffer>> parts = Flux.generate(sink -> {
            if (watcher.isOver()) {
                sink.complete();
            } else {
                sink.next(part);
            }
        });
        return registry.registered(
                stream,
                open(response)
                        .writeAndFlushWith(Flux.concat(Mono.just(Mono.just(buffers.wrap(SseFrames.COMMENT))), parts)));
    }

    /** Bytes that are shared stay shared: the connection writes them from where they are. */
    private static DataBuffer wrap(DataBufferFactory buffers, List<ByteBuffer> pieces) {
        return pieces.size() == 1
                ? buffers.wrap(pieces.get(0))
                : buffers.join(pieces.stream().map(buffers::wrap).toList());
    }

    /**
     * Streams frames that come by themselves.
     *
     * @param present those that are read first
     */
    public Mono<Void> live(Flux<byte[]> present, Flux<byte[]> fromNow, ServerWebExchange exchange) {
        Flux<byte[]> frames = Flux.mergeSequential(List.of(present, fromNow), 2, 1);
        return whereReadable(present.then(), Mono.defer(() -> liveNow(frames, exchange)));
    }

    private Mono<Void> liveNow(Flux<byte[]> frames, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        if (isHead(exchange)) {
            return open(response).setComplete();
        }
        DataBufferFactory buffers = response.bufferFactory();
        Flux<byte[]> alive = Flux.merge(
                        1,
                        frames,
                        Flux.interval(Duration.ZERO, properties.keepAlive(), timer)
                                .onBackpressureDrop()
                                .map(tick -> SseFrames.COMMENT))
                .takeUntilOther(registry.stopping())
                .concatWith(Mono.fromSupplier(registry::retryLine))
                .doOnError(reads::failed)
                .onErrorResume(StoreDamaged.class, damaged -> Mono.just(SseFrames.damaged(damaged)));
        return registry.counted(Mono.defer(() -> {
            OpenStream stream = new OpenStream(response, null, Caller.of(exchange)::isStillLetIn, clock.millis());
            return registry.registered(
                    stream,
                    open(response)
                            .writeAndFlushWith(alive.doOnNext(frame -> stream.part())
                                    .map(frame -> Mono.just(buffers.wrap(frame)))));
        }));
    }

    /** What a HEAD asks for is the head. */
    private static boolean isHead(ServerWebExchange exchange) {
        return exchange.getRequest().getMethod() == HttpMethod.HEAD;
    }

    private static ServerHttpResponse open(ServerHttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.TEXT_EVENT_STREAM);
        headers.setCacheControl("no-cache");
        headers.set("X-Accel-Buffering", "no");
        return response;
    }
}
