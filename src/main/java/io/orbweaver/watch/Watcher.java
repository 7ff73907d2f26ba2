package io.orbweaver.watch;

import io.orbweaver.commit.StoreDamaged;
import io.orbweaver.event.LiveProgress;
import io.orbweaver.event.LogPosition;
import io.orbweaver.event.LogTail;
import io.orbweaver.job.JobId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * One watcher of one job: what to send next, when it has taken what came before. Holds a place, and a share in the
 * bytes that it writes; it has no timer. Its parts are asked for one after the other; it may be woken by any thread.
 */
final class Watcher implements AutoCloseable {

    private final JobId job;
    private final int typeMask;
    private final SharedReads reads;
    private final LogTail.Listening listening;
    private final LiveProgress.@Nullable View progress;
    private final Duration keepAlive;
    private final InstantSource clock;
    private final LongConsumer lagMillis;
    private final AtomicReference<@Nullable MonoSink<Wake>> waiting = new AtomicReference<>();

    private LogPosition position;
    private long lastSent;
    private volatile boolean over;
    private volatile long sentAtMillis;
    private volatile @Nullable Farewell farewell;

    /** Why it does not wait any longer. */
    private enum Wake {
        /** There may be something to send. */
        NEWS,
        /** Nothing was sent for long. */
        IDLE
    }

    /** The last line of a stream that ends before its log does, and when the rest of the log is left for later. */
    private record Farewell(ByteBuffer line, long byMillis) {}

    /**
     * Where a watcher begins.
     *
     * @param after the sequence number before the first one wanted
     * @param typeMask bits of the wanted types
     */
    record Start(JobId job, long after, int typeMask) {}

    /**
     * @param progress what is sent of the job's progress, or null for none
     * @param keepAlive after which something is sent, if only a comment
     * @param lagMillis gets the time from an event's commit until it is sent
     */
    Watcher(
            Start start,
            SharedReads reads,
            LogTail tail,
            LiveProgress.@Nullable View progress,
            Duration keepAlive,
            InstantSource clock,
            LongConsumer lagMillis) {
        this.job = start.job();
        this.typeMask = start.typeMask();
        this.position = LogPosition.after(start.after());
        this.lastSent = start.after();
        this.reads = reads;
        this.progress = progress;
        this.keepAlive = keepAlive;
        this.clock = clock;
        this.lagMillis = lagMillis;
        this.sentAtMillis = clock.millis();
        this.listening = tail.listen(job, () -> wake(Wake.NEWS));
    }

    private void wake(Wake why) {
        MonoSink<Wake> sink = waiting.getAndSet(null);
        if (sink != null) {
            sink.success(why);
        }
    }

    /** Looks at the clock, now and then: a stream on which nothing was sent for long gets a sign of life. */
    void tick(long nowMillis) {
        if (isIdle(nowMillis)) {
            wake(Wake.IDLE);
        }
    }

    private boolean isIdle(long nowMillis) {
        return nowMillis - sentAtMillis >= keepAlive.toMillis();
    }

    /**
     * The stream is to end: what is there still goes out, for as long as there is time, and then a last line.
     *
     * @param byMillis until when the log is still read
     */
    void endWith(ByteBuffer line, long byMillis) {
        farewell = new Farewell(line, byMillis);
        wake(Wake.NEWS);
    }

    /** The bytes that come next, one or two pieces, when they are there; empty where nothing will come any more. */
    Mono<List<ByteBuffer>> next() {
        return Mono.defer(() -> over
                ? Mono.empty()
                : Mono.defer(this::step).repeat(() -> !over).next().doOnNext(sent -> sentAtMillis = clock.millis()));
    }

    private Mono<List<ByteBuffer>> step() {
        return hasNews() ? onNews() : woken().flatMap(why -> why == Wake.IDLE ? Mono.just(keepAlive()) : onNews());
    }

    /** It waits first and looks then, so that no news is missed. */
    private Mono<Wake> woken() {
        return Mono.create(sink -> {
            waiting.set(sink);
            sink.onDispose(() -> waiting.compareAndSet(sink, null));
            if (hasNews()) {
                wake(Wake.NEWS);
            }
        });
    }

    private boolean hasNews() {
        return position.mayGoOn(listening.wakeups()) || farewell != null || hasProgress();
    }

    /** Never before the first event: a watcher learns of the job before it learns how far it is. */
    private boolean hasProgress() {
        LiveProgress.View view = progress;
        return view != null && position.upTo() > 0 && view.hasNews();
    }

    private Mono<List<ByteBuffer>> onNews() {
        long before = listening.wakeups();
        boolean more = position.mayGoOn(before);
        Farewell last = farewell;
        if (last != null && (!more || clock.millis() >= last.byMillis())) {
            over = true;
            return Mono.just(List.of(last.line().duplicate()));
        }
        if (!more) {
            return Mono.justOrEmpty(progressAlone());
        }
        return reads.read(job, position.upTo(), typeMask, before)
                .switchIfEmpty(Mono.fromRunnable(() -> over = true))
                .flatMap(batch -> Mono.justOrEmpty(taken(batch)))
                .onErrorResume(StoreDamaged.class, damaged -> {
                    over = true;
                    return Mono.just(List.of(ByteBuffer.wrap(SseFrames.damaged(damaged))));
                });
    }

    /** The frames to send of a batch; null if nothing is to be sent. */
    private @Nullable List<ByteBuffer> taken(EncodedBatch batch) {
        position = batch.position();
        over = position.ended();
        if (batch.isEmpty()) {
            return over ? null : isIdle(clock.millis()) ? keepAlive() : progressAlone();
        }
        lastSent = batch.last();
        if (position.atTail() && listening.grewAtMillis() > 0) {
            lagMillis.accept(Math.max(0, clock.millis() - listening.grewAtMillis()));
        }
        ByteBuffer frames = batch.frames().duplicate();
        List<ByteBuffer> shown = over || !position.atTail() ? null : progressAlone();
        return shown == null ? List.of(frames) : List.of(frames, shown.get(0));
    }

    private @Nullable List<ByteBuffer> progressAlone() {
        LiveProgress.View view = progress;
        byte[] json = view == null || position.upTo() == 0 ? null : view.take();
        return json == null ? null : List.of(reads.progress(json).duplicate());
    }

    private List<ByteBuffer> keepAlive() {
        if (position.upTo() <= lastSent) {
            return List.of(ByteBuffer.wrap(SseFrames.COMMENT));
        }
        lastSent = position.upTo();
        return List.of(ByteBuffer.wrap(SseFrames.place(lastSent)));
    }

    boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        listening.close();
        LiveProgress.View view = progress;
        if (view != null) {
            view.close();
        }
    }
}
