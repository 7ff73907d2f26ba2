package io.orbweaver.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list of jobs. A page may have fewer jobs than were asked for, or none, and not be the last: a filter
 * looks at a bounded number of jobs for each page.
 *
 * @param jobs newest first
 * @param next where the next page begins, or null if this is the last
 */
public record JobPage(List<Job> jobs, @Nullable JobId next) {

    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
