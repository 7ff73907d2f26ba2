package io.orbweaver.crawl;

import io.orbweaver.crawl.schedule.HostTask;
import io.orbweaver.fetch.FetchSlots.Slot;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.SitemapUse;
import io.orbweaver.robots.RobotsCache;
import io.orbweaver.url.Origin;
import reactor.core.publisher.Mono;

/** Makes the work for a host that was chosen: a visit, or the fetch of a robots.txt and nothing else. */
final class WorkFactory {

    private final RobotsCache robots;
    private final VisitSteps visits;
    private final RobotsVisits robotsVisits;

    WorkFactory(Dispatcher dispatcher, CrawlPorts ports, HopDecision decision) {
        this.robots = ports.robots();
        HostTurns turns = new HostTurns(dispatcher, ports.gate(), ports.clock());
        this.visits = new VisitSteps(dispatcher, turns, ports, decision);
        this.robotsVisits = new RobotsVisits(dispatcher, turns, ports);
    }

    /** Its rules, or the sitemaps that it names. */
    static boolean needsRobots(JobSpec spec, Origin origin) {
        return !origin.scheme().equals("file") && (spec.robots() || spec.sitemaps() != SitemapUse.IGNORE);
    }

    /** Whether the URL that a host has due needs a robots.txt that is not known. */
    boolean lacksRobots(ActiveJob job, HostTask task) {
        Origin origin = task.due().next();
        return needsRobots(job.job().spec(), origin) && robots.get(origin) == null;
    }

    /** A visit; it gives the slot back in any case. */
    Mono<Void> visit(ActiveJob job, HostTask task, Slot slot) {
        return Visit.of(job, task, slot, visits);
    }

    /** One hop towards an origin's robots.txt; it gives the slot back in any case. */
    Mono<Void> fetchRobots(ActiveJob job, HostTask task, Slot slot, Origin origin) {
        return robotsVisits.of(job, task, slot, origin);
    }
}
