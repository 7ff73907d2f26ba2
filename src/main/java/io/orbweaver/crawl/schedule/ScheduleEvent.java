package io.orbweaver.crawl.schedule;

import io.orbweaver.frontier.Frontier.DueHosts;
import io.orbweaver.job.JobId;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened, of which the schedule is notified. */
public sealed interface ScheduleEvent {

    /**
     * A job runs: it was started or resumed, or was found running.
     *
     * @param job the job
     * @param endsBy when its time is over; null for never
     */
    record JobRuns(JobId job, @Nullable Instant endsBy) implements ScheduleEvent {}

    /**
     * A job runs no more.
     *
     * @param job the job
     * @param paused whether it may be resumed; else it ended
     */
    record JobStopped(JobId job, boolean paused) implements ScheduleEvent {}

    /** The frontier may have something due for a job. */
    record JobWoken(JobId job) implements ScheduleEvent {}

    /**
     * The frontier's answer to {@link Work.AskFrontier}.
     *
     * @param ask the question
     * @param hosts the answer
     */
    record HostsAssigned(Work.AskFrontier ask, DueHosts hosts) implements ScheduleEvent {}

    /** The frontier could not be asked. */
    record AskFailed(Work.AskFrontier ask) implements ScheduleEvent {}

    /** A host that was chosen is released by its visit. */
    record HostReleased(HostTask task, HostResult result) implements ScheduleEvent {}

    /** A visit leased one more URL under the turn of a host that it released before. */
    record LeasedMore(HostTask task) implements ScheduleEvent {}

    /** A URL that was leased is no longer in a visit, whatever its outcome. */
    record VisitEnded(HostTask task) implements ScheduleEvent {}

    /** The store took no write of a job. */
    record StoreFailed(ScheduledJob job) implements ScheduleEvent {}

    /** A turn of a host began its transfer, or came back. */
    record TurnChanged(Host host) implements ScheduleEvent {}

    /** The fetch of an origin's robots.txt ended. */
    record RobotsFetched(Origin origin) implements ScheduleEvent {}

    /** A slot is free again, or it is time for an alarm. */
    record TimePassed() implements ScheduleEvent {}

    /** No work may begin any more. */
    record Drained() implements ScheduleEvent {}
}
