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
 */
public record Lease(JobId job, FrontierUrl entry, Host host, long token) {}
