package io.orbweaver.store.redis.server;

import io.orbweaver.commit.StoreUnavailable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The calls of the store that are in flight. Their callers may cancel at any time: what was begun goes on without them,
 * and an answer that was not received is undone. It owns these subscriptions, bounds their number, and ends them when
 * the store closes. Answers are given on the store's scheduler, never on an event loop.
 */
public final class InFlightCalls implements AutoCloseable {

    /** Calls under way. */
    static final int UNDER_WAY_MAX = 8_192;

    private static final Logger log = LoggerFactory.getLogger(InFlightCalls.class);
    private static final Object AWAITED = new Object();
    private static final Object GONE = new Object();

    private final Scheduler scheduler;
    private final ServerErrors errors;
    private final Disposable.Composite underWay = Disposables.composite();
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Sinks.Empty<Void>> unsettled = ConcurrentHashMap.newKeySet();

    public InFlightCalls(Scheduler scheduler, ServerErrors errors) {
        this.scheduler = scheduler;
        this.errors = errors;
    }

    /** Calls under way. */
    public int count() {
        return count.get();
    }

    /** Does something for a caller, to its end. */
    public <T> Mono<T> run(Mono<T> work) {
        return run(work, answer -> Mono.empty());
    }

    /** The same; where the caller did not take the answer, that is undone. */
    public <T> Mono<T> run(Mono<T> work, Function<T, Mono<Void>> undo) {
        return Mono.create(sink -> {
            if (underWay.isDisposed()) {
                sink.error(new StoreUnavailable("the store is closed"));
            } else if (count.incrementAndGet() > UNDER_WAY_MAX) {
                count.decrementAndGet();
                sink.error(new StoreUnavailable("the store's intake is full"));
            } else {
                begin(work, undo, sink);
            }
        });
    }

    /** Reads something for a caller, who may go away. */
    public <T> Mono<T> read(Mono<T> reading) {
        return reading.onErrorMap(errors::of).publishOn(scheduler);
    }

    /** Completes when all that was left behind until now is undone: later calls do not find it. */
    public Mono<Void> settled() {
        return Mono.defer(() -> unsettled.isEmpty()
                ? Mono.empty()
                : Mono.when(unsettled.stream().map(Sinks.Empty::asMono).toList()));
    }

    private <T> void begin(Mono<T> work, Function<T, Mono<Void>> undo, MonoSink<T> sink) {
        Sinks.Empty<Void> undone = Sinks.empty();
        AtomicReference<Object> answer = new AtomicReference<>(AWAITED);
        Consumer<T> taken = value -> {
            if (answer.compareAndSet(AWAITED, value)) {
                sink.success(value);
            } else {
                own(undo.apply(value).doFinally(signal -> settle(undone)));
            }
        };
        sink.onCancel(() -> {
            unsettled.add(undone);
            Object before = answer.getAndSet(GONE);
            if (before == GONE) {
                settle(undone); // there was no answer
            } else if (before != AWAITED) {
                @SuppressWarnings("unchecked") // only ever set to an answer above
                T dropped = (T) before;
                own(undo.apply(dropped).doFinally(signal -> settle(undone)));
            }
        });
        Mono<Void> whole = read(work)
                .doOnSuccess(done -> errors.none())
                .doFinally(signal -> count.decrementAndGet())
                .doOnNext(taken)
                .doOnError(error -> {
                    if (answer.getAndSet(GONE) == AWAITED) {
                        sink.error(error);
                    }
                    settle(undone);
                })
                .doOnSuccess(value -> {
                    if (value == null) {
                        if (answer.getAndSet(GONE) == AWAITED) {
                            sink.success();
                        }
                        settle(undone);
                    }
                })
                .onErrorComplete()
                .then();
        own(whole);
    }

    private void settle(Sinks.Empty<Void> undone) {
        unsettled.remove(undone);
        undone.tryEmitEmpty();
    }

    /** Does something that no caller waits for. */
    public void own(Mono<Void> work) {
        Disposable.Swap place = Disposables.swap();
        underWay.add(place);
        place.update(work.doFinally(signal -> underWay.remove(place))
                .subscribe(
                        none -> {},
                        error -> log.warn("the store could not undo an operation whose caller cancelled it", error)));
    }

    @Override
    public void close() {
        underWay.dispose();
    }
}
