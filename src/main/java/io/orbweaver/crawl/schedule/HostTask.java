package io.orbweaver.crawl.schedule;

import io.orbweaver.crawl.schedule.Alarms.Alarm;
import io.orbweaver.frontier.DueHost;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A host that the frontier assigned to this instance for a job: due, being visited, or waiting. {@link Schedule} owns
 * it, and a visit reads it between the choice and its {@link HostResult}.
 */
public final class HostTask {

    private final ScheduledJob job;
    private DueHost due;

    /** What it waits for: an instant ({@link Instant#MAX} where only news ends the wait), or null. */
    @Nullable
    Instant waitsUntil;

    /** Ends a wait until an instant. */
    @Nullable
    Alarm alarm;

    /** The host for whose turn it waits, or null. */
    @Nullable
    Host turnOf;

    /** The origin for whose robots.txt it waits, or null. */
    @Nullable
    Origin robotsOf;

    HostTask(ScheduledJob job, DueHost due) {
        this.job = job;
        this.due = due;
    }

    public ScheduledJob job() {
        return job;
    }

    public Host host() {
        return due.host();
    }

    /** What the host has due. */
    public DueHost due() {
        return due;
    }

    void setDue(DueHost next) {
        due = next;
    }
}
