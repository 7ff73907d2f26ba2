package io.orbweaver.crawl.schedule;

import io.orbweaver.job.JobId;
import io.orbweaver.job.JobWaits.Wait;
import io.orbweaver.url.Host;
import java.time.Instant;
import java.util.List;

/** What is to be done after an event. */
public sealed interface ScheduleAction {

    /** Notify the host gate that a job no longer wants a host. */
    record LeaveHost(JobId job, Host host) implements ScheduleAction {}

    /** Give a host back to the frontier, to be due at an instant. */
    record ReturnHost(JobId job, Host host, Instant until) implements ScheduleAction {}

    /** End a job whose time is over. */
    record EndByTime(JobId job) implements ScheduleAction {}

    /** End the visits of a job. */
    record StopVisits(JobId job) implements ScheduleAction {}

    /** Take back the leases of a job that is paused; its visits were stopped. */
    record TakeBackLeases(JobId job) implements ScheduleAction {}

    /** Publish what a job waits for; an empty list where nothing holds it up. */
    record PublishWaits(JobId job, List<Wait> waits) implements ScheduleAction {}
}
