package io.orbweaver.api;

import io.orbweaver.api.openapi.JobSubmission;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobWaits;
import io.orbweaver.job.SideAccount;
import io.orbweaver.job.SitemapCounters;
import io.orbweaver.job.spec.JobSpecJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job as clients see it.
 *
 * @param id its identity
 * @param state where it is in its life
 * @param why why it ended, or null
 * @param spec what was asked, with every default filled in
 * @param counters its account
 * @param sitemaps its sitemaps, outside of that account
 * @param omitted what bounds kept out of its pages and sitemaps; which, their events say
 * @param pagesPerSecond pages a second: of late while it runs, over its whole time once it has ended
 * @param waits why it does not fetch just now, the soonest first
 * @param joinedScope parts of the web that seeds' redirects brought into its scope
 * @param events number of events in its log
 * @param createdAt when it was accepted
 * @param startedAt when it first ran, or null
 * @param endedAt when it ended, or null
 * @param owner name of the key that submitted it, or null where it came without one
 */
@Schema(name = "Job", description = "A job at the time of the request.")
record JobView(
        String id,

        @Schema(allowableValues = {"created", "running", "paused", "completed", "cancelled", "failed"})
        String state,

        @Nullable String why,
        @Schema(implementation = JobSubmission.class) JsonNode spec,
        Counters counters,
        SitemapCounters sitemaps,
        SideAccount.Omitted omitted,
        double pagesPerSecond,
        List<JobWaits.Wait> waits,
        List<String> joinedScope,
        long events,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String owner) {

    private static final String HIDDEN = "(hidden)";

    /** @param whole whether the values of the header fields that it sends are shown, which may be secrets */
    static JobView of(Job job, List<JobWaits.Wait> waits, Instant now, boolean whole) {
        return new JobView(
                job.id().toString(),
                job.state().wireName(),
                job.why(),
                spec(job, whole),
                job.counters(),
                job.side().sitemaps(),
                job.side().omitted(),
                job.pagesPerSecond(now),
                waits.stream().map(JobView::millis).toList(),
                job.joinedScope(),
                job.lastSeq(),
                millis(job.createdAt()),
                job.startedAt() == null ? null : millis(job.startedAt()),
                job.endedAt() == null ? null : millis(job.endedAt()),
                job.owner());
    }

    private static JsonNode spec(Job job, boolean whole) {
        ObjectNode spec = JobSpecJson.write(job.spec());
        if (!whole && spec.get("headers") instanceof ObjectNode headers) {
            List.copyOf(headers.propertyNames()).forEach(name -> headers.put(name, HIDDEN));
        }
        return spec;
    }

    private static JobWaits.Wait millis(JobWaits.Wait wait) {
        return wait.until() == null ? wait : new JobWaits.Wait(wait.reason(), millis(wait.until()), wait.host());
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
