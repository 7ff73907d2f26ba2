package io.orbweaver.store.rocksdb;

import io.orbweaver.job.JobState;
import org.jspecify.annotations.Nullable;

/**
 * The number of running jobs, its limit, and what each may hold in memory: the more there are, the less. So the memory
 * for frontiers has one bound, whatever the number of jobs, hosts and URLs. Counted by the store's thread.
 */
final class RunningJobs {

    /** Hosts in memory, over all jobs; each has {@link #HOSTS_LEAST} at least. */
    static final int HOSTS_MAX = 32_768;

    /** URLs in memory, over all jobs, not counting those that are parked, returned or leased. */
    static final int URLS_MAX = 131_072;

    static final int HOSTS_MOST = 1_024;
    static final int HOSTS_LEAST = 16;

    private final int runningMax;
    private int running;

    /** @param runningMax jobs that may run at the same time */
    RunningJobs(int runningMax) {
        this.runningMax = runningMax;
    }

    /** A job in memory came to a state; null for not being in memory. */
    void moved(@Nullable JobState from, @Nullable JobState to) {
        running += (to == JobState.RUNNING ? 1 : 0) - (from == JobState.RUNNING ? 1 : 0);
    }

    /** None is in memory. */
    void clear() {
        running = 0;
    }

    /** Whether one more may run. */
    boolean hasRoom() {
        return running < runningMax;
    }

    /** Hosts that a job may hold in memory. */
    int hostsMax() {
        return Math.max(HOSTS_LEAST, Math.min(HOSTS_MOST, HOSTS_MAX / Math.max(1, running)));
    }

    /** URLs of one host that a job may hold in memory. */
    int urlsMax(int hostsInMemory) {
        int ofTheJob = URLS_MAX / Math.max(1, running);
        return Math.max(1, Math.min(HostQueue.READY_MAX, ofTheJob / Math.max(1, hostsInMemory)));
    }
}
