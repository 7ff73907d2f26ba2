package io.orbweaver.simulation;

import io.orbweaver.crawl.Crawler;
import io.orbweaver.job.Job;
import io.orbweaver.store.rocksdb.SimulatedDisk;
import java.util.List;

/** What must hold after each step, and whenever a transfer starts. */
record SimRules(SimClaims claims, SimTime time, SimWeb web, List<SimJob> jobs) {

    /** Looks at the service, and at what the web sees of it. */
    void check(SimEngine engine) {
        claims.require(engine.internalErrors == 0, "no bug of ours");
        Throwable trouble = engine.simulated.trouble();
        claims.require(
                trouble == null || SimulatedDisk.saidSo(trouble),
                "the store is in trouble by the disk only: " + trouble);
        claims.require(
                engine.crawler.underWay() <= SimEngine.SLOTS + Crawler.VISITS_BESIDES,
                "visits are bounded: " + engine.crawler.underWay());
        claims.require(
                engine.crawler.timersWaiting() <= 20 + jobs.size() * 10,
                "what waits for an instant is bounded: " + engine.crawler.timersWaiting());
        claims.require(engine.simulated.depth() < 1_000, "what waits for the store is bounded");
        claims.require(web.inFlight.size() <= SimEngine.SLOTS, "the cap holds: " + web.inFlight);
        for (Job visible : engine.simulated.visible()) {
            jobs.stream().filter(job -> visible.id().equals(job.id)).forEach(job -> job.seen(visible));
        }
        for (SimJob job : jobs) {
            if (time.nanos() - job.silentFrom > 1_000_000_000L) {
                job.require(
                        web.inFlight.stream().noneMatch(t -> job.isOf(t.url())),
                        "nothing is in flight a second after the cancel");
            }
        }
    }

    /** A transfer starts, and is counted already. */
    void started(SimWeb.Transfer transfer, SimHost host) {
        long sinceLast = host.lastStart == Long.MIN_VALUE ? Long.MAX_VALUE : time.nanos() - host.lastStart;
        long delayMin =
                jobs.stream().mapToLong(job -> job.spec.delay().toNanos()).min().orElse(0);
        claims.require(sinceLast >= delayMin, "starts are spaced on " + host.name + ": " + sinceLast);
        int perHostMax = jobs.stream().mapToInt(job -> job.spec.perHost()).max().orElse(0);
        claims.require(host.inFlight <= perHostMax, "a host's cap holds");
        jobs.stream().filter(job -> job.isOf(transfer.url())).forEach(job -> started(transfer, host, job, sinceLast));
    }

    private static void started(SimWeb.Transfer transfer, SimHost host, SimJob job, long sinceLast) {
        job.require(sinceLast >= job.spec.delay().toNanos(), "its delay is kept: " + sinceLast);
        job.require(host.inFlight <= job.spec.perHost(), "its perHost is kept: " + host.inFlight);
        job.require(job.silentFrom == Long.MAX_VALUE, "it asks for nothing after the cancel");
        job.require(!job.paused, "it asks for nothing while it is paused");
        job.require(
                !(job.spec.robots()
                        && host.robotsStatus == 200
                        && transfer.url().endsWith("7")
                        && host.robots.contains("*7")),
                "robots.txt is obeyed");
    }
}
