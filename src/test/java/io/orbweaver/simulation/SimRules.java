package io.orbweaver.simulation;

import io.orbweaver.crawl.Crawler;
import java.util.List;

/** What must hold after each step, and whenever a transfer starts. */
record SimRules(SimClaims claims, SimTime time, SimWeb web, List<SimJob> jobs, SimStore.Home home) {

    private static final long SECOND = 1_000_000_000L;

    /** Looks at an instance, and at what the web sees of it. */
    void check(SimEngine engine) {
        claims.require(engine.internalErrors == 0, "no internal error");
        claims.require(
                engine.crawler.underWay() <= SimEngine.SLOTS + Crawler.VISITS_BESIDES,
                "visits are bounded: " + engine.crawler.underWay());
        claims.require(
                engine.crawler.timersWaiting() <= 20 + jobs.size() * 10,
                "what waits for an instant is bounded: " + engine.crawler.timersWaiting());
        claims.require(
                web.inFlight.stream()
                                .filter(transfer -> transfer.process() == engine.process)
                                .count()
                        <= SimEngine.SLOTS,
                "the cap holds: " + web.inFlight);
        engine.home.check(claims, jobs);
        for (SimJob job : jobs) {
            if (home.isQuiet() && time.nanos() - SECOND > job.silentFrom) {
                job.require(
                        web.inFlight.stream().noneMatch(t -> job.isOf(t.url())),
                        "nothing is in flight a second after the cancel");
            }
        }
    }

    /** A transfer starts, and is counted already. */
    void started(SimWeb.Transfer transfer, SimHost host) {
        long sinceLast = host.lastStart == Long.MIN_VALUE ? Long.MAX_VALUE : time.nanos() - host.lastStart;
        long spaced = sinceLast == Long.MAX_VALUE ? sinceLast : sinceLast + home.skewNanos();
        long delayMin =
                jobs.stream().mapToLong(job -> job.spec.delay().toNanos()).min().orElse(0);
        claims.require(spaced >= delayMin, "starts are spaced on " + host.name + ": " + sinceLast);
        int perHostMax = jobs.stream().mapToInt(job -> job.spec.perHost()).max().orElse(0);
        claims.require(host.inFlight <= perHostMax, "a host's cap holds: " + host.inFlight + " on " + host.name);
        jobs.stream().filter(job -> job.isOf(transfer.url())).forEach(job -> started(transfer, host, job, spaced));
    }

    private void started(SimWeb.Transfer transfer, SimHost host, SimJob job, long spaced) {
        job.require(spaced >= job.spec.delay().toNanos(), "its delay is kept: " + spaced);
        job.require(host.inFlight <= job.spec.perHost(), "its perHost is kept: " + host.inFlight);
        job.require(!isSilent(job.silentFrom), "it asks for nothing after the cancel");
        job.require(!job.paused || !isSilent(job.pausedAt), "it asks for nothing while it is paused");
        job.require(
                !(job.spec.robots()
                        && host.robotsStatus == 200
                        && transfer.url().endsWith("7")
                        && host.robots.contains("*7")),
                "robots.txt is obeyed");
    }

    /** Whether every instance has heard by now of what was acknowledged then. */
    private boolean isSilent(long since) {
        return since != Long.MAX_VALUE && home.isQuiet() && time.nanos() - since >= 4 * home.skewNanos();
    }
}
