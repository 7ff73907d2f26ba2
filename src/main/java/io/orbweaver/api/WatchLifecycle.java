package io.orbweaver.api;

import io.orbweaver.event.LiveProgress;
import io.orbweaver.event.LogTail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Keeps the two subscriptions that wake all watchers, from the start of the service to its stop. */
final class WatchLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WatchLifecycle.class);

    private final LogTail tail;
    private final LiveProgress progress;
    private Disposable subscriptions = Disposables.disposed();

    WatchLifecycle(LogTail tail, LiveProgress progress) {
        this.tail = tail;
        this.progress = progress;
    }

    @Override
    public void start() {
        subscriptions = Disposables.composite(
                tail.connect().subscribe(none -> {}, WatchLifecycle::lost),
                progress.connect().subscribe(none -> {}, WatchLifecycle::lost));
    }

    private static void lost(Throwable error) {
        log.error("watchers are not woken any more, by a bug of ours", error);
    }

    @Override
    public void stop() {
        subscriptions.dispose();
    }

    @Override
    public boolean isRunning() {
        return !subscriptions.isDisposed();
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 4_096; // before the web server, and after it at the stop
    }
}
