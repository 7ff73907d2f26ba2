package io.orbweaver.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The reasons why jobs do not fetch just now, as the pipeline of this instance sees them: the pipeline writes, the API
 * reads. Holds a few waits for each running job. Safe for use by any thread.
 */
public final class JobWaits {

    /** Waits kept for one job; the earliest are the ones that matter. */
    public static final int WAITS_MAX = 5;

    private final Map<JobId, List<Wait>> waits = new ConcurrentHashMap<>();

    /**
     * One reason to wait.
     *
     * @param reason {@code politeness} or {@code store}, as the pipeline sees it; {@code sitemaps} where nothing but
     *     sitemaps is left to read
     * @param until when it will be looked at again, or null where that depends on something else
     * @param host the host that is waited for, or null
     */
    public record Wait(
            String reason,
            @Nullable Instant until,
            @Nullable String host) {}

    /** Replaces the waits of a job; an empty list means that nothing delays it. */
    public void put(JobId job, List<Wait> present) {
        if (present.isEmpty()) {
            waits.remove(job);
        } else {
            waits.put(job, List.copyOf(present.subList(0, Math.min(WAITS_MAX, present.size()))));
        }
    }

    /** What holds a job up; empty where nothing does, or it does not run here. */
    public List<Wait> of(Job job) {
        List<Wait> present = waits.getOrDefault(job.id(), List.of());
        Counters counters = job.counters();
        boolean onlySitemaps = job.state() == JobState.RUNNING
                && counters.queued() == 0
                && counters.leased() == 0
                && job.side().sitemaps().left() > 0;
        if (!onlySitemaps) {
            return present;
        }
        List<Wait> all = new ArrayList<>(present);
        all.add(new Wait("sitemaps", null, null));
        return List.copyOf(all);
    }
}
