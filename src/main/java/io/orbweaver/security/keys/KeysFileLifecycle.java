package io.orbweaver.security.keys;

import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * The watcher of the file of keys, which checks it periodically and applies changes. It reads the file and does not ask
 * when it was written: a mounted secret is another file behind the same name, and times are coarse.
 */
public final class KeysFileLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KeysFileLifecycle.class);

    private final KeysFile file;
    private final Keys keys;
    private final Duration pause;
    private final Scheduler blocking;
    private byte[] seen;
    private Disposable looking = Disposables.disposed();

    /**
     * @param content what was in the file when the keys were made
     * @param blocking may wait for a disk
     */
    public KeysFileLifecycle(KeysFile file, byte[] content, Keys keys, Duration pause, Scheduler blocking) {
        this.file = file;
        this.seen = content;
        this.keys = keys;
        this.pause = pause;
        this.blocking = blocking;
    }

    /** Looks once. */
    public void look() {
        try {
            byte[] content = file.read();
            if (keys.trouble() == null && Arrays.equals(content, seen)) {
                return;
            }
            keys.replace(file.parse(content));
            seen = content;
            log.info(
                    "the keys of {} were read anew; there are now {}",
                    file,
                    keys.now().names());
        } catch (InvalidKeys bad) {
            if (!String.valueOf(bad.getMessage()).equals(keys.trouble())) {
                log.warn("the keys stay as they were: {}", bad.getMessage());
            }
            keys.keep(String.valueOf(bad.getMessage()));
        }
    }

    @Override
    public void start() {
        looking = Flux.interval(pause, blocking)
                .onBackpressureDrop()
                .subscribe(
                        tick -> look(),
                        error -> log.error("internal error: the file of keys is no longer read", error));
    }

    @Override
    public void stop() {
        looking.dispose();
    }

    @Override
    public boolean isRunning() {
        return !looking.isDisposed();
    }
}
