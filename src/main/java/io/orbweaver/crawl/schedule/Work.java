package io.orbweaver.crawl.schedule;

import io.orbweaver.url.Origin;

/** What the pipeline does next. */
public sealed interface Work {

    /** Visit a host; takes a slot. */
    public record VisitHost(HostTask task) implements Work {}

    /** Fetch the robots.txt of the origin that a host has due; takes a slot. */
    public record FetchRobots(HostTask task, Origin origin) implements Work {}

    /**
     * Ask the frontier for hosts of a job.
     *
     * @param job the job
     * @param hostsMax at most this many
     */
    public record AskFrontier(ScheduledJob job, int hostsMax) implements Work {}
}
