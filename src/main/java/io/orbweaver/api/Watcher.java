package io.orbweaver.api;

import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LiveProgress;
import io.orbweaver.event.LogReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * One watcher of one job: what to send next, when it has taken what came before. Holds a place and nothing else; used
 * by one stream, one step at a time.
 */
final class Watcher implements AutoCloseable {

    private static final byte[] NOTHING = new byte[0];

    private final LogReader reader;
    private final LiveProgress.@Nullable View progress;
    private final Duration keepAlive;
    private final InstantSource clock;
    private final Scheduler timer;
    private final LongConsumer lagMillis;
    private long told;
    private long sentAtMillis;

    /**
     * @param progress what is sent of the job's progress, or null for none
     * @param keepAlive after which something is sent, if only a comment
     * @param lagMillis hears how long after its commit an event is sent
     */
    Watcher(
            LogReader reader,
            LiveProgress.@Nullable View progress,
            Duration keepAlive,
            InstantSource clock,
            Scheduler timer,
            LongConsumer lagMillis) {
        this.reader = reader;
        this.progress = progress;
        this.keepAlive = keepAlive;
        this.clock = clock;
        this.timer = timer;
        this.lagMillis = lagMillis;
        this.told = reader.upTo();
        this.sentAtMillis = clock.millis();
    }

    /** Something that came: a stretch of the log, or progress. */
    private record News(LogReader.@Nullable Read read, byte @Nullable [] progress, boolean gone) {}

    /** The bytes that come next, when they are there; empty where nothing will come any more. */
    Mono<byte[]> next() {
        return Mono.defer(() -> reader.isOver()
                        ? Mono.empty()
                        : step().repeat().filter(Optional::isPresent).next())
                .map(Optional::get);
    }

    /** One thing that came, or the time for a keep-alive; nothing where the filter left nothing to send. */
    private Mono<Optional<byte[]>> step() {
        return Mono.defer(() -> news().timeout(untilKeepAlive(), timer)
                .map(this::frame)
                .onErrorResume(TimeoutException.class, idle -> Mono.fromSupplier(() -> Optional.of(keepAlive())))
                .doOnNext(frame -> frame.ifPresent(sent -> sentAtMillis = clock.millis())));
    }

    private Mono<News> news() {
        Mono<News> log = reader.next()
                .map(read -> new News(read, null, false))
                .switchIfEmpty(Mono.fromSupplier(() -> new News(null, null, true)));
        LiveProgress.View view = progress;
        // never before the first event: a watcher learns of the job before it learns how far it is
        return view == null || reader.upTo() == 0
                ? log
                : Mono.firstWithSignal(log, view.next().map(json -> new News(null, json, false)));
    }

    private Optional<byte[]> frame(News news) {
        if (news.progress() != null) {
            return Optional.of(Frames.live(EventType.PROGRESS, news.progress()));
        }
        if (news.read() == null) {
            reader.gone();
            return Optional.of(NOTHING);
        }
        EventBatch batch = reader.advance(news.read());
        if (!batch.events().isEmpty()) {
            told = batch.events().get(batch.events().size() - 1).seq();
            if (batch.atTail() && reader.grewAtMillis() > 0) {
                lagMillis.accept(Math.max(0, clock.millis() - reader.grewAtMillis()));
            }
            return Optional.of(Frames.of(batch.events()));
        }
        if (batch.ended()) {
            return Optional.of(NOTHING);
        }
        return untilKeepAlive().isZero() ? Optional.of(keepAlive()) : Optional.empty();
    }

    private Duration untilKeepAlive() {
        long left = keepAlive.toMillis() - (clock.millis() - sentAtMillis);
        return Duration.ofMillis(Math.max(0, left));
    }

    private byte[] keepAlive() {
        if (reader.upTo() <= told) {
            return Frames.COMMENT;
        }
        told = reader.upTo();
        return Frames.place(told);
    }

    boolean isOver() {
        return reader.isOver();
    }

    @Override
    public void close() {
        reader.close();
        LiveProgress.View view = progress;
        if (view != null) {
            view.close();
        }
    }
}
