package io.orbweaver.politeness;

import io.orbweaver.job.JobId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policies of all jobs that want a host. The combined policy is computed when one of them changes, not when it is
 * read: each turn reads it, and a thousand jobs may want one host.
 *
 * @param byJob the policy of each job
 * @param together the strictest value of each setting; without any job, one transfer at a time
 */
public record HostWants(Map<JobId, HostPolicy> byJob, HostPolicy together) {

    private static final HostPolicy WITHOUT_JOBS = new HostPolicy(1, Duration.ZERO);

    /** No job wants it. */
    public static final HostWants NONE = new HostWants(Map.of(), WITHOUT_JOBS);

    private static HostWants of(Map<JobId, HostPolicy> byJob) {
        return new HostWants(
                Map.copyOf(byJob),
                byJob.values().stream().reduce(HostPolicy::and).orElse(WITHOUT_JOBS));
    }

    /** The same, and a job's policy. */
    public HostWants with(JobId job, HostPolicy policy) {
        if (policy.equals(byJob.get(job))) {
            return this;
        }
        return changed(job, policy);
    }

    /** The same without a job. */
    public HostWants without(JobId job) {
        return byJob.containsKey(job) ? changed(job, null) : this;
    }

    private HostWants changed(JobId job, @Nullable HostPolicy policy) {
        Map<JobId, HostPolicy> others = new HashMap<>(byJob);
        others.remove(job);
        if (policy != null) {
            others.put(job, policy);
        }
        return of(others);
    }
}
