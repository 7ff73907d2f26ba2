package io.orbweaver.crawl;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Starts the crawler last and stops it first, so that visits in flight find everything they need. */
final class CrawlerLifecycle implements SmartLifecycle {

    private final Crawler crawler;
    private final Duration grace;
    private volatile boolean running;

    /** @param grace for visits in flight at a stop */
    CrawlerLifecycle(Crawler crawler, Duration grace) {
        this.crawler = crawler;
        this.grace = grace;
    }

    @Override
    public void start() {
        crawler.start();
        running = true;
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        crawler.stop(grace).doFinally(signal -> callback.run()).subscribe();
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
