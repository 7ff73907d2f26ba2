package io.orbweaver.frontier;

import io.orbweaver.job.JobId;
import io.orbweaver.url.Host;

/**
 * The right to bring one known URL to its outcome.
 *
 * @param job the job
 * @param entry the URL
 * @param host the host of the entry's target, in whose queue it waited
 * @param token fences: a commit counts only while its token holds
 * @param lost how often a lease of this URL was lost before: by an instance that died, not one that gave it back
 */
public record Lease(JobId job, FrontierUrl entry, Host host, long token, int lost) {

    /** Leases that are lost until the URL is given up: it may be what ends the instances. */
    public static final int LOST_MAX = 5;
}
