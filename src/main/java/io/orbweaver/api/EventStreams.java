package io.orbweaver.api;

import io.orbweaver.event.EventType;
import io.orbweaver.event.LiveProgress;
import io.orbweaver.event.LogTail;
import io.orbweaver.job.Job;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Writes event streams: the next part of a log is read only when the client's connection has taken the one before, so
 * that a slow watcher costs its place and one part, and slows nobody.
 */
final class EventStreams {

    /** Bits of every event type. */
    static final int EVERY_TYPE = EventType.mask(EventType.all());

    /** Events in one part. */
    private static final int EVENTS_AT_ONCE = 64;

    private static final Duration ROOM_RETRY = Duration.ofSeconds(10);

    private final LogTail tail;
    private final LiveProgress progress;
    private final ApiProperties properties;
    private final WatcherListener listener;
    private final InstantSource clock;
    private final Scheduler timer;
    private final AtomicInteger watchers = new AtomicInteger();

    EventStreams(
            LogTail tail,
            LiveProgress progress,
            ApiProperties properties,
            WatcherListener listener,
            InstantSource clock,
            Scheduler timer) {
        this.tail = tail;
        this.progress = progress;
        this.properties = properties;
        this.listener = listener;
        this.clock = clock;
        this.timer = timer;
    }

    /** Whether a client prefers an event stream to JSON. */
    boolean isWanted(HttpHeaders headers) {
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

    /** Something that may only be done where one watcher more has room; else a problem, with nothing done. */
    <T> Mono<T> whereThereIsRoom(Mono<T> action) {
        return Mono.defer(() -> watchers.get() < properties.max() ? action : Mono.error(full()));
    }

    private static ProblemException full() {
        return new ProblemException(
                Problem.of(503, "too-many-watchers", "Too many watchers", "Every place for a watcher is taken."),
                ROOM_RETRY);
    }

    /** Streams a job's log from a place to its end. */
    Mono<Void> stream(Job job, long after, int typeMask, ServerWebExchange exchange) {
        boolean wantsProgress =
                (typeMask & EventType.PROGRESS.bit()) != 0 && !job.state().ended();
        return counted(Mono.using(
                () -> new Watcher(
                        tail.open(job.id(), after, typeMask, EVENTS_AT_ONCE),
                        wantsProgress ? progress.watch(job.id()) : null,
                        properties.keepAlive(),
                        clock,
                        timer,
                        listener::lag),
                watcher -> write(exchange.getResponse(), watcher),
                Watcher::close));
    }

    private Mono<Void> write(ServerHttpResponse response, Watcher watcher) {
        DataBufferFactory buffers = response.bufferFactory();
        // each part is subscribed to, and so read, when the one before was flushed
        Publisher<DataBuffer> part = watcher.next().map(buffers::wrap);
        Flux<Publisher<DataBuffer>> parts = Flux.generate(sink -> {
            if (watcher.isOver()) {
                sink.complete();
            } else {
                sink.next(part);
            }
        });
        return open(response).writeAndFlushWith(Flux.concat(Mono.just(Mono.just(buffers.wrap(Frames.COMMENT))), parts));
    }

    /** Streams frames that come by themselves. */
    Mono<Void> live(Flux<byte[]> frames, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        DataBufferFactory buffers = response.bufferFactory();
        Flux<byte[]> alive = Flux.merge(
                1,
                frames,
                Flux.interval(Duration.ZERO, properties.keepAlive(), timer)
                        .onBackpressureDrop()
                        .map(tick -> Frames.COMMENT));
        return counted(open(response).writeAndFlushWith(alive.map(frame -> Mono.just(buffers.wrap(frame)))));
    }

    private static ServerHttpResponse open(ServerHttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.TEXT_EVENT_STREAM);
        headers.setCacheControl("no-cache");
        headers.set("X-Accel-Buffering", "no");
        return response;
    }

    private Mono<Void> counted(Mono<Void> stream) {
        return Mono.defer(() -> {
            if (watchers.incrementAndGet() > properties.max()) {
                watchers.decrementAndGet();
                return Mono.error(full());
            }
            return stream.doFinally(signal -> watchers.decrementAndGet());
        });
    }

    /** Watchers of this instance now. */
    int watchers() {
        return watchers.get();
    }
}
