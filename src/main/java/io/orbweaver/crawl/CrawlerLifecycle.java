package io.orbweaver.crawl;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Starts the crawler last and stops it first, so that visits in flight find everything they need. */
final class CrawlerLifecycle implements SmartLifecycle {

    /** Within Spring's own time for a phase, {@code spring.lifecycle.timeout-per-shutdown-phase}. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Crawler crawler;
    private volatile boolean running;

    CrawlerLifecycle(Crawler crawler) {
        this.crawler = crawler;
    }

    @Override
    public void start() {
        crawler.start();
        running = true;
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        crawler.stop(GRACE).doFinally(signal -> callback.run()).subscribe();
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
        return Integer.MAX_VALUE;
    }
}
