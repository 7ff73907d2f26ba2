package io.orbweaver.watch;

import io.orbweaver.event.LiveProgress;
import io.orbweaver.event.LogTail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** The subscriptions that serve all watchers, from the start of the service to its stop. */
final class WatchLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WatchLifecycle.class);

    private final LogTail tail;
    private final LiveProgress progress;
    private final StreamRegistry streams;
    private Disposable subscriptions = Disposables.disposed();

    WatchLifecycle(LogTail tail, LiveProgress progress, StreamRegistry streams) {
        this.tail = tail;
        this.progress = progress;
        this.streams = streams;
    }

    @Override
    public void start() {
        subscriptions = Disposables.composite(
                tail.connect().subscribe(none -> {}, WatchLifecycle::lost),
                progress.connect().subscribe(none -> {}, WatchLifecycle::lost),
                streams.sweeping().subscribe(none -> {}, WatchLifecycle::lost));
    }

    private static void lost(Throwable error) {
        log.error("internal error: watchers are no longer woken", error);
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

    /**
     * Ends the streams at the stop: behind the crawler, so that they have all that it committed, and before the web
     * server, which would wait for them. From the first sign of the stop there are no new ones.
     */
    static final class Farewell implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

        private final StreamRegistry streams;
        private volatile boolean running;

        Farewell(StreamRegistry streams) {
            this.streams = streams;
        }

        @Override
        public void onApplicationEvent(ContextClosedEvent event) {
            streams.refuse();
        }

        @Override
        public void start() {
            streams.begin();
            running = true;
        }

        @Override
        public void stop(Runnable callback) {
            running = false;
            streams.farewell().doFinally(signal -> callback.run()).subscribe(none -> {}, WatchLifecycle::lost);
        }

        @Override
        public void stop() {
            stop(() -> {});
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return Integer.MAX_VALUE - 512; // the crawler's is the highest, the web server's grace 1,024 below
        }
    }
}
