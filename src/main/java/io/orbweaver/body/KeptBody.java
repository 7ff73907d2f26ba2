package io.orbweaver.body;

import io.orbweaver.job.JobId;

/**
 * A page's body that is kept.
 *
 * @param job the job
 * @param seq number of the page's event
 * @param head what was sent and answered
 * @param length decoded bytes
 * @param parts number of parts that it is read in, each but the last of {@link Bodies#PART_BYTES}; 0 for an empty one
 * @param place where the store has it; for the store alone
 */
public record KeptBody(JobId job, long seq, ExchangeHead head, long length, int parts, long place) {}
