package io.orbweaver.simulation;

import io.orbweaver.commit.JobDesk;
import io.orbweaver.crawl.BodyBudget;
import io.orbweaver.crawl.CrawlListener;
import io.orbweaver.crawl.CrawlPorts;
import io.orbweaver.crawl.Crawler;
import io.orbweaver.event.LogTail;
import io.orbweaver.fetch.FetchSlots;
import io.orbweaver.job.JobWaits;
import io.orbweaver.robots.RobotsCache;
import io.orbweaver.store.rocksdb.RocksStore;
import io.orbweaver.store.rocksdb.SimulatedDisk;
import io.orbweaver.store.rocksdb.SimulatedStore;
import reactor.core.Disposable;

/** One life of the service: the real engine in a simulated process. */
final class SimEngine {

    static final int SLOTS = 4;
    private static final long READ_NANOS_MAX = 3_000_000;
    private static final long BYTES_HELD = 16 << 20;

    final SimProcess process;
    final SimulatedStore simulated;
    final RocksStore store;
    final Crawler crawler;
    final LogTail tail;
    final JobDesk desk;
    private final Disposable connected;
    int internalErrors;

    SimEngine(SimTime time, SimWeb web, SimulatedDisk disk, java.util.function.Consumer<String> note) {
        process = new SimProcess(time);
        simulated = new SimulatedStore(
                disk,
                time,
                time.random(),
                process.scheduler(READ_NANOS_MAX),
                (nanos, action) -> process.after(nanos, action));
        store = simulated.store();
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
                new RobotsCache(time),
                new JobWaits(),
                listener,
                "orbweaver",
                time,
                process.scheduler(0),
                process.scheduler(0),
                new BodyBudget(BYTES_HELD),
                time.random()));
        tail = new LogTail(store.eventLog(), store.jobs(), time, process.scheduler(0));
        connected = tail.connect().subscribe();
        desk = new JobDesk(store.ledger(), store.jobs());
        crawler.start();
    }

    /** In order, as on SIGTERM. */
    void close() {
        connected.dispose();
        store.close();
        process.kill();
    }
}
