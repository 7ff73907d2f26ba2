package io.orbweaver.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The search of jobs by their labels: reads the list in batches and keeps what matches. */
final class JobSearch {

    private static final int BATCH = 250;

    private final Jobs jobs;
    private final JobQuery query;
    private final int limit;

    private JobSearch(Jobs jobs, JobQuery query, int limit) {
        this.jobs = jobs;
        this.query = query;
        this.limit = limit;
    }

    static Mono<JobPage> page(Jobs jobs, JobQuery query, @Nullable JobId after, int limit) {
        if (query.labels().isEmpty()) {
            return jobs.list(query.state(), query.owner(), after, limit)
                    .map(page -> new JobPage(
                            page,
                            page.size() < limit ? null : page.get(limit - 1).id()));
        }
        return new JobSearch(jobs, query, limit).page(after);
    }

    /**
     * What has been found so far. Made anew by each batch, so that a repeated subscription begins anew.
     *
     * @param found the jobs that match
     * @param looked how many jobs were looked at
     * @param last the last that was looked at, or where it began
     * @param done whether the page is finished
     * @param more whether there may be more jobs behind the last
     */
    private record Progress(
            List<Job> found, int looked, @Nullable JobId last, boolean done, boolean more) {}

    private Mono<JobPage> page(@Nullable JobId after) {
        return Mono.just(new Progress(List.of(), 0, after, false, true))
                .expand(progress -> progress.done() ? Mono.empty() : further(progress))
                .last()
                .map(end -> new JobPage(end.found(), end.more() ? end.last() : null));
    }

    private Mono<Progress> further(Progress before) {
        return jobs.list(query.state(), query.owner(), before.last(), BATCH).map(batch -> with(before, batch));
    }

    private Progress with(Progress before, List<Job> batch) {
        List<Job> found = new ArrayList<>(before.found());
        JobId last = before.last();
        for (Job job : batch) {
            last = job.id();
            if (query.hasLabels(job)) {
                found.add(job);
            }
            if (found.size() == limit) {
                return new Progress(found, before.looked() + batch.size(), last, true, true);
            }
        }
        int looked = before.looked() + batch.size();
        boolean more = batch.size() == BATCH;
        return new Progress(found, looked, last, !more || looked >= Jobs.LOOKED_MAX, more);
    }
}
