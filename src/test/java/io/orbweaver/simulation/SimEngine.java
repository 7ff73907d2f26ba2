package io.orbweaver.simulation;

import io.orbweaver.commit.JobDesk;
import io.orbweaver.crawl.BodyBudget;
import io.orbweaver.crawl.CrawlListener;
import io.orbweaver.crawl.CrawlPorts;
import io.orbweaver.crawl.Crawler;
import io.orbweaver.crawl.TransferTrace;
import io.orbweaver.event.LogTail;
import io.orbweaver.fetch.FetchSlots;
import io.orbweaver.job.JobWaits;
import io.orbweaver.robots.RobotsCache;
import io.orbweaver.store.base.Store;
import java.util.function.Consumer;
import reactor.core.Disposable;

/** One life of an instance: the real engine in a simulated process. */
final class SimEngine {

    static final int SLOTS = 4;
    private static final long BYTES_HELD = 16 << 20;

    final SimProcess process;
    final SimStore home;
    final Store store;
    final Crawler crawler;
    final LogTail tail;
    final JobDesk desk;
    private final Disposable connected;
    int internalErrors;

    SimEngine(SimProcess process, SimStore home, SimTime time, SimWeb web, Consumer<String> note) {
        this.process = process;
        this.home = home;
        this.store = home.store();
        CrawlListener listener = new CrawlListener() {
            @Override
            public void internalError() {
                internalErrors++;
            }
        };
        crawler = new Crawler(new CrawlPorts(
                store.jobs(),
                store.ledger(),
                store.frontier(),
                new SimGate(store.hostGate(), note),
                new FetchSlots(SLOTS),
                web.as(process),
                web.as(process),
                new RobotsCache(store.clock()),
                new JobWaits(),
                listener,
                TransferTrace.NONE,
                "orbweaver",
                store.clock(),
                process.scheduler(0),
                process.scheduler(0),
                new BodyBudget(BYTES_HELD),
                time.random()));
        tail = new LogTail(store.eventLog(), store.jobs(), store.clock(), process.scheduler(0));
        connected = tail.connect().subscribe();
        desk = new JobDesk(store.ledger(), store.jobs());
        crawler.start();
    }

    /** In order, as on SIGTERM. */
    void close(Runnable closed) {
        connected.dispose();
        home.close(() -> {
            process.kill();
            closed.run();
        });
    }
}
