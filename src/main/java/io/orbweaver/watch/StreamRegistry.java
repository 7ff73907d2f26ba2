package io.orbweaver.watch;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The registry of open event streams: how many there may be, which get a heartbeat, which are dropped because their
 * client takes nothing or has lost access, and how they end when the service stops. One timer serves them all.
 * Thread-safe.
 */
final class StreamRegistry {

    /** After a stop a client comes back after this long, and up to as much again, so that not all come at once. */
    static final Duration RETRY_MIN = Duration.ofSeconds(1);
    /** For which a stopping stream still gets what its log has. */
    private static final Duration LAST_READS = Duration.ofSeconds(1);
    /** For which a stop waits for clients to take the last of their streams. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(StreamRegistry.class);
    private static final Duration GONE_POLL = Duration.ofMillis(20);
    private static final int SWEEPS_IN_A_TIMEOUT = 8;
    private static final long SWEEP_MILLIS_MIN = 10;
    private static final long SWEEP_MILLIS_MAX = 1_000;

    private final WatcherProperties properties;
    private final WatcherListener listener;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Scheduler timer;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();
    private volatile Sinks.Empty<Void> stopping = Sinks.empty();
    private volatile boolean refusing;
    private volatile boolean saidFarewell;

    StreamRegistry(
            WatcherProperties properties,
            WatcherListener listener,
            InstantSource clock,
            RandomGenerator random,
            Scheduler timer) {
        this.properties = properties;
        this.listener = listener;
        this.clock = clock;
        this.random = random;
        this.timer = timer;
    }

    /** Why one more stream is refused; null where there is a place. */
    @Nullable
    StreamRefused refusal() {
        return refusing ? StreamRefused.stopping() : count.get() < properties.max() ? null : StreamRefused.full();
    }

    /** Counts a stream for as long as it lasts, or refuses it. */
    Mono<Void> counted(Mono<Void> stream) {
        return Mono.defer(() -> {
            if (refusing) {
                return Mono.error(StreamRefused.stopping());
            }
            if (count.incrementAndGet() > properties.max()) {
                count.decrementAndGet();
                return Mono.error(StreamRefused.full());
            }
            return stream.doFinally(signal -> count.decrementAndGet());
        });
    }

    /** Sees to a stream for as long as it lasts. */
    Mono<Void> registered(OpenStream stream, Mono<Void> writing) {
        return Mono.defer(() -> {
            open.add(stream);
            if (saidFarewell) {
                endStream(stream); // it was opened just after the wake-up
            }
            return writing.doFinally(signal -> open.remove(stream));
        });
    }

    /** Watchers of this instance now. */
    int count() {
        return count.get();
    }

    /** Looks at all streams now and then, for as long as it is subscribed to; emits nothing. */
    Mono<Void> sweeping() {
        long shorter = Math.min(
                properties.keepAlive().toMillis(), properties.stallTimeout().toMillis());
        long every = Math.max(SWEEP_MILLIS_MIN, Math.min(SWEEP_MILLIS_MAX, shorter / SWEEPS_IN_A_TIMEOUT));
        return Flux.interval(Duration.ofMillis(every), timer)
                .onBackpressureDrop()
                .doOnNext(tick -> sweep())
                .then();
    }

    private void sweep() {
        long now = clock.millis();
        long stallMillis = properties.stallTimeout().toMillis();
        for (OpenStream stream : open) {
            Watcher watcher = stream.watcher();
            if (!stream.isStillLetIn()) {
                stream.drop(); // it may come back, and is then asked for its key
            } else if (watcher != null) {
                watcher.tick(now);
            }
            stream.sweep(now, stallMillis, this::stalled);
        }
    }

    private void stalled(OpenStream stream) {
        log.debug("a watcher took nothing for {} and is dropped", properties.stallTimeout());
        listener.stalled();
        stream.drop();
    }

    /** Takes streams, at the start and again where the service goes on after a stop. */
    void begin() {
        stopping = Sinks.empty();
        saidFarewell = false;
        refusing = false;
    }

    /** From now on there is no stream more. */
    void refuse() {
        refusing = true;
    }

    /** Completes when streams are to end. */
    Mono<Void> stopping() {
        return stopping.asMono();
    }

    /** Asks a client to reconnect after a delay that differs for each. */
    byte[] retryLine() {
        long millis = RETRY_MIN.toMillis();
        return SseFrames.retry(millis + random.nextLong(millis + 1));
    }

    /**
     * Ends all streams: each still gets what its log has, for a second, and the delay after which to reconnect.
     * Completes when all have taken it; those that have not within {@link #GRACE} are closed.
     */
    Mono<Void> farewell() {
        return Mono.fromRunnable(() -> {
                    refuse();
                    saidFarewell = true;
                    stopping.tryEmitEmpty();
                    open.forEach(this::endStream);
                })
                .then(Flux.interval(Duration.ZERO, GONE_POLL, timer)
                        .onBackpressureDrop()
                        .takeUntil(tick -> open.isEmpty())
                        .take(GRACE, timer)
                        .then())
                .then(Mono.fromRunnable(() -> open.forEach(OpenStream::drop)));
    }

    private void endStream(OpenStream stream) {
        Watcher watcher = stream.watcher();
        if (watcher != null) {
            watcher.endWith(ByteBuffer.wrap(retryLine()), clock.millis() + LAST_READS.toMillis());
        }
    }
}
