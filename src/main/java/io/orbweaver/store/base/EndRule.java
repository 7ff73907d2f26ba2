package io.orbweaver.store.base;

import io.orbweaver.job.Counters;
import io.orbweaver.job.EndReason;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobState;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.SitemapUse;
import org.jspecify.annotations.Nullable;

/**
 * How a job ends.
 *
 * @param state the last state
 * @param why the reason, or null
 */
public record EndRule(JobState state, @Nullable String why) {

    /**
     * Why a running job is over by itself; null where it is not. Once there is a reason there is one for as long as the
     * job runs.
     *
     * @param job the job as it stands
     * @param sitemapsLeft sitemaps that are not done
     * @param seedFailure wire name of the failure of the first seed that failed, or null
     */
    public static @Nullable EndRule of(Job job, long sitemapsLeft, @Nullable String seedFailure) {
        Counters counters = job.counters();
        if (!isOver(job.spec(), job.state(), counters, sitemapsLeft)) {
            return null;
        }
        if (isExhausted(counters, sitemapsLeft)) {
            return exhausted(job, seedFailure);
        }
        boolean pagesReached = counters.pages() >= job.spec().maxPages();
        return new EndRule(JobState.COMPLETED, pagesReached ? EndReason.MAX_PAGES : EndReason.MAX_BYTES);
    }

    /** Whether a job is over by itself, so that it has to be ended. */
    public static boolean isOver(JobSpec spec, JobState state, Counters counters, long sitemapsLeft) {
        return state == JobState.RUNNING
                && (isExhausted(counters, sitemapsLeft)
                        || counters.pages() >= spec.maxPages()
                        || (bytesReached(spec, counters) && counters.leased() == 0));
    }

    private static boolean isExhausted(Counters counters, long sitemapsLeft) {
        return counters.leased() == 0 && counters.queued() == 0 && sitemapsLeft == 0;
    }

    private static EndRule exhausted(Job job, @Nullable String seedFailure) {
        if (job.counters().pages() == 0 && seedFailure != null) {
            return new EndRule(JobState.FAILED, seedFailure);
        }
        boolean none = job.spec().sitemaps() == SitemapUse.ONLY
                && job.counters().known() == 0
                && job.side().sitemaps().known() > 0
                && job.side().sitemaps().read() == 0;
        return none
                ? new EndRule(JobState.FAILED, EndReason.SITEMAPS)
                : new EndRule(JobState.COMPLETED, EndReason.EXHAUSTED);
    }

    /** Whether a job has as many bytes as it may, so that nothing more is leased for it. */
    public static boolean bytesReached(JobSpec spec, Counters counters) {
        Long bytesMax = spec.maxBytes();
        return bytesMax != null && counters.bytes() >= bytesMax;
    }
}
