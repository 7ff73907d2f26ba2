package io.orbweaver.crawl;

import io.orbweaver.crawl.ActiveJob.HostTask;
import io.orbweaver.fetch.FetchSlots.Slot;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.SitemapUse;
import io.orbweaver.robots.RobotsCache;
import io.orbweaver.url.Origin;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Makes the work for a host in hand: a visit, or, where its next URL's origin has a robots.txt that nobody has seen,
 * the fetch of that and nothing else.
 */
final class WorkFactory implements Dispatcher.VisitFactory {

    private final RobotsCache robots;
    private final VisitSteps visits;
    private final RobotsVisits robotsVisits;
    private final Dispatcher dispatcher;

    WorkFactory(Dispatcher dispatcher, CrawlPorts ports, HopDecision decision) {
        this.dispatcher = dispatcher;
        this.robots = ports.robots();
        this.visits = new VisitSteps(dispatcher, ports, decision);
        this.robotsVisits = new RobotsVisits(dispatcher, ports);
    }

    /** Its rules, or the sitemaps that it names. */
    static boolean needsRobots(JobSpec spec, Origin origin) {
        return !origin.scheme().equals("file") && (spec.robots() || spec.sitemaps() != SitemapUse.IGNORE);
    }

    @Override
    public @Nullable Mono<Void> attempt(HostTask task, Slot slot) {
        Origin origin = task.due.next();
        if (!needsRobots(task.work.job().spec(), origin) || robots.get(origin) != null) {
            return Visit.of(task, slot, visits);
        }
        if (!robotsVisits.begin(origin)) {
            slot.giveBack();
            dispatcher.awaitRobots(task, origin);
            return null;
        }
        return robotsVisits.of(task, slot, origin);
    }
}
