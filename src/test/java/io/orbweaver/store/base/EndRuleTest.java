package io.orbweaver.store.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.outcome.SitemapOutcome;
import io.orbweaver.store.StoreClient;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a job of at most 3 pages and 1,000 bytes is over by itself, and how it ends, row by row. */
class EndRuleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Job job(JobState state, Counters counters, String... fields) {
        JobSpec spec = StoreClient.spec(List.of("http://a.test/"), fields);
        Job created = Job.created(new JobId(1), spec, NOW).with(counters, 0);
        return state == JobState.CREATED ? created : created.moved(state, null, NOW);
    }

    private static String ending(EndRule ending) {
        return ending == null ? null : ending.state().wireName() + " " + ending.why();
    }

    @ParameterizedTest(name = "{index}: {arguments}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # state | pages | failures | leased | queued | bytes | sitemaps left | failed seed | ending
            RUNNING | 1     | 0        | 0      | 0      | 9     | 0             | -           | completed exhausted
            RUNNING | 1     | 1        | 0      | 0      | 9     | 0             | dns         | completed exhausted
            RUNNING | 0     | 1        | 0      | 0      | 0     | 0             | dns         | failed dns
            RUNNING | 0     | 1        | 0      | 0      | 0     | 0             | -           | completed exhausted
            RUNNING | 0     | 1        | 0      | 0      | 0     | 1             | dns         | -
            RUNNING | 1     | 0        | 1      | 0      | 9     | 0             | -           | -
            RUNNING | 1     | 0        | 0      | 1      | 9     | 0             | -           | -
            RUNNING | 2     | 0        | 0      | 1      | 999   | 0             | -           | -
            RUNNING | 3     | 0        | 0      | 1      | 9     | 0             | -           | completed maxPages
            RUNNING | 3     | 0        | 1      | 1      | 9     | 1             | dns         | completed maxPages
            RUNNING | 3     | 0        | 0      | 0      | 9     | 0             | -           | completed exhausted
            RUNNING | 3     | 0        | 0      | 1      | 1000  | 0             | -           | completed maxPages
            RUNNING | 2     | 0        | 0      | 1      | 1000  | 0             | -           | completed maxBytes
            RUNNING | 2     | 0        | 0      | 1      | 1001  | 1             | -           | completed maxBytes
            RUNNING | 2     | 0        | 1      | 1      | 1000  | 0             | -           | -
            RUNNING | 2     | 0        | 0      | 0      | 1000  | 0             | -           | completed exhausted
            CREATED | 0     | 0        | 0      | 0      | 0     | 0             | -           | -
            PAUSED  | 3     | 0        | 0      | 0      | 1000  | 0             | -           | -
            """)
    void jobsByTheirAccount(
            JobState state,
            long pages,
            long failures,
            long leased,
            long queued,
            long bytes,
            long sitemapsLeft,
            String seedFailure,
            String ending) {
        Counters counters = new Counters(pages + failures + leased + queued, pages, failures, 0, leased, queued, bytes);
        Job running = job(JobState.RUNNING, counters, "\"maxPages\": 3", "\"maxBytes\": 1000");
        Job job = switch (state) {
            case CREATED -> job(state, counters, "\"maxPages\": 3", "\"maxBytes\": 1000");
            case PAUSED -> running.moved(state, null, NOW);
            default -> running;
        };
        assertThat(ending(EndRule.of(job, sitemapsLeft, seedFailure))).isEqualTo(ending);
        assertThat(EndRule.isOver(job.spec(), state, counters, sitemapsLeft)).isEqualTo(ending != null);
    }

    @ParameterizedTest(name = "{index}: {arguments}")
    @CsvSource({"false, 0, failed sitemaps", "true, 0, completed exhausted", "false, 1, completed exhausted"})
    void aJobOfSitemapsAloneFailsWhereNoneCouldBeRead(boolean isRead, long pages, String ending) {
        SitemapOutcome outcome = isRead
                ? SitemapOutcome.read(0, 0, 0)
                : new SitemapOutcome(SitemapOutcome.Result.FAILED, FailureKind.TIMEOUT, null, null, null, 0, 0, 0);
        Job job = job(JobState.RUNNING, new Counters(pages, pages, 0, 0, 0, 0, 0), "\"sitemaps\": \"only\"");
        Job after = job.with(job.side().plus(outcome));
        assertThat(ending(EndRule.of(after, 0, null))).isEqualTo(ending);
    }
}
