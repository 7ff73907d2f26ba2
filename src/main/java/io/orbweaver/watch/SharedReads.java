package io.orbweaver.watch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.orbweaver.commit.StoreDamaged;
import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LogPosition;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.JobId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Shared reads of logs: a batch is read and encoded once for all watchers that have the same cursor and the same
 * filter, and all of them get the same bytes. Committed events never change, so a cached batch is never wrong, at worst
 * shorter than what could be read now. Thread-safe.
 *
 * <p>It keeps at most {@link #BATCHES_MAX} batches, each of {@link #BATCH_BYTES} or of one event, for some seconds: 4
 * MB as a rule, 20 MB if every event were as long as one may be. They are outside the heap, for the connections write
 * them from there without a copy, and are released with the last watcher that still writes one.
 */
final class SharedReads {

    /** Bytes of frames after which a batch ends, which is also what a watcher that does not read keeps in memory. */
    static final int BATCH_BYTES = 16 << 10;

    static final int BATCHES_MAX = 256;

    /** Events in one read, which may be cut into several batches. */
    private static final int EVENTS_AT_ONCE = 128;

    private static final int FRAMES_OF_PROGRESS_MAX = 64;
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final ByteBuffer NONE = ByteBuffer.allocateDirect(0).asReadOnlyBuffer();

    private final EventLog log;
    private final Cache<Place, Mono<EncodedBatch>> batches = Caffeine.newBuilder()
            .maximumSize(BATCHES_MAX)
            .expireAfterWrite(KEPT)
            .executor(Runnable::run)
            .build();
    private final Cache<byte[], ByteBuffer> progress = Caffeine.newBuilder()
            .weakKeys() // the very same array is shown to all
            .maximumSize(FRAMES_OF_PROGRESS_MAX)
            .executor(Runnable::run)
            .build();

    private volatile boolean metDamage;

    /** The place of watchers that share a batch. */
    private record Place(JobId job, long after, int typeMask) {}

    SharedReads(EventLog log) {
        this.log = log;
    }

    /**
     * The batch after a place.
     *
     * @param wakeups the job's count of wake-ups, read before this call
     * @return empty where the job is gone; an error where the store cannot be read
     */
    Mono<EncodedBatch> read(JobId job, long after, int typeMask, long wakeups) {
        Place place = new Place(job, after, typeMask);
        Mono<EncodedBatch> kept = batches.getIfPresent(place);
        return kept != null ? kept : batches.get(place, missing -> reading(place, wakeups));
    }

    /** A read failed: where that is by damage, streams are looked at before they are opened from now on. */
    void failed(Throwable error) {
        if (error instanceof StoreDamaged) {
            metDamage = true;
        }
    }

    /** Whether a read has failed as the store is damaged. */
    boolean hasMetDamage() {
        return metDamage;
    }

    private Mono<EncodedBatch> reading(Place place, long wakeups) {
        return log.read(place.job(), place.after(), place.typeMask(), EVENTS_AT_ONCE)
                .map(batch -> encode(place, batch, wakeups))
                .doOnNext(batch -> {
                    if (batch.isEmpty()) {
                        batches.invalidate(place); // there may be something the next time
                    }
                })
                .switchIfEmpty(Mono.fromRunnable(() -> batches.invalidate(place)))
                .doOnError(error -> {
                    batches.invalidate(place);
                    failed(error);
                })
                .cache();
    }

    /** The first batch of what was read; the others are kept for those who come for them. */
    private EncodedBatch encode(Place place, EventBatch read, long wakeups) {
        List<LoggedEvent> events = read.events();
        if (events.isEmpty()) {
            return new EncodedBatch(NONE, 0, read.position(wakeups));
        }
        EncodedBatch first = null;
        long after = place.after();
        for (int from = 0; from < events.size(); ) {
            int to = cut(events, from);
            boolean whole = to == events.size();
            long last = events.get(to - 1).seq();
            LogPosition position = whole ? read.position(wakeups) : new LogPosition(last, wakeups, false, false);
            EncodedBatch batch = new EncodedBatch(direct(SseFrames.of(events.subList(from, to))), last, position);
            if (first == null) {
                first = batch;
            } else {
                batches.put(new Place(place.job(), after, place.typeMask()), Mono.just(batch));
            }
            after = position.upTo();
            from = to;
        }
        return Objects.requireNonNull(first);
    }

    private static int cut(List<LoggedEvent> events, int from) {
        int to = from;
        int bytes = 0;
        while (to < events.size()) {
            bytes += SseFrames.sizeOf(events.get(to));
            if (to > from && bytes > BATCH_BYTES) {
                return to;
            }
            to++;
        }
        return to;
    }

    /** The frame of a progress event, encoded once for all who are shown it. */
    ByteBuffer progress(byte[] json) {
        ByteBuffer kept = progress.getIfPresent(json);
        return kept != null ? kept : progress.get(json, missing -> direct(SseFrames.live(EventType.PROGRESS, json)));
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }
}
