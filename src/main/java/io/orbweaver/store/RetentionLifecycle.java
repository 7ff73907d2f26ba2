package io.orbweaver.store;

import io.orbweaver.commit.Retention;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** The periodic removal of expired jobs from the start of the service to its stop, where jobs are not kept for ever. */
final class RetentionLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RetentionLifecycle.class);

    private final @Nullable Retention retention;
    private final Scheduler timer;
    private Disposable sweeping = Disposables.disposed();

    /** @param retention null where nothing is removed */
    RetentionLifecycle(@Nullable Retention retention, Scheduler timer) {
        this.retention = retention;
        this.timer = timer;
    }

    @Override
    public void start() {
        if (retention != null) {
            sweeping = retention
                    .keepSweeping(timer)
                    .subscribe(
                            none -> {},
                            error -> log.error("internal error: expired jobs are no longer removed", error));
        }
    }

    @Override
    public void stop() {
        sweeping.dispose();
    }

    @Override
    public boolean isRunning() {
        return !sweeping.isDisposed();
    }
}
