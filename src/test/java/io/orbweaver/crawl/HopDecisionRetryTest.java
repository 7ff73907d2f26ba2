package io.orbweaver.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.commit.Commit;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.JobSpecReader;
import io.orbweaver.job.spec.OperatorBounds;
import io.orbweaver.outcome.Failure;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Retries: only what may pass, spread by full jitter, bounded by attempts and by age. */
class HopDecisionRetryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final HopDecision decision = new HopDecision(() -> NOW, new Random(5), "orbweaver");
    private final ActiveJob work = new ActiveJob(Job.created(new JobId(1), spec(), NOW), () -> NOW);

    private static JobSpec spec() {
        return new JobSpecReader(OperatorBounds.WIDEST)
                .read(JsonMapper.builder().build().readTree("{\"seeds\":[\"http://a.test/\"],\"retries\":5}"))
                .spec();
    }

    private static FrontierUrl entry(int attempt, Instant since) {
        return new FrontierUrl(
                FrontierUrl.Kind.PAGE,
                CanonicalUrl.ofCanonical("http://a.test/x"),
                1,
                "http://a.test/",
                -1,
                attempt,
                since,
                List.of());
    }

    private Commit.Result judged(FrontierUrl entry, Fetched fetched) {
        Lease lease = new Lease(new JobId(1), entry, entry.target().host(), 1, 0);
        return decision.withoutBody(work, lease, fetched).last().result();
    }

    private static Fetched status(int status) {
        return new Fetched.Refused(new Fetched.Head(status, null, null, List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "400, false", "401, false", "403, false", "404, false", "408, true", "410, false", "425, true", "429, true",
        "451, false", "500, true", "501, false", "502, true", "503, true", "504, true", "505, false", "599, true"
    })
    void aStatusIsTriedAgainWhereItMayPass(int status, boolean again) {
        assertThat(judged(entry(1, null), status(status)) instanceof Commit.Retry)
                .isEqualTo(again);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"HTTP"},
            mode = EnumSource.Mode.EXCLUDE)
    void aFailureIsTriedAgainWhereItsKindMayPass(FailureKind kind) {
        boolean again = List.of(FailureKind.DNS, FailureKind.CONNECT, FailureKind.TIMEOUT, FailureKind.BROKEN)
                .contains(kind);
        assertThat(judged(entry(1, null), new Fetched.Failed(kind, "x")) instanceof Commit.Retry)
                .isEqualTo(again);
    }

    @Test
    void theLastAttemptIsTheFirstAndAllRetries() {
        assertThat(judged(entry(5, NOW), status(503))).isInstanceOf(Commit.Retry.class);
        Commit.Result over = judged(entry(6, NOW), status(503));
        assertThat(over).isInstanceOf(Commit.Done.class);
        Failure failure = (Failure) ((Commit.Done) over).outcome();
        assertThat(failure.attempts()).isEqualTo(6);
        assertThat(failure.status()).isEqualTo(503);
    }

    @Test
    void nothingIsTriedForLongerThanADay() {
        Instant dayAgo = NOW.minus(Duration.ofDays(1));
        assertThat(judged(entry(2, dayAgo.plusMillis(1)), status(503))).isInstanceOf(Commit.Retry.class);
        assertThat(judged(entry(2, dayAgo), status(503))).isInstanceOf(Commit.Done.class);
    }

    @Test
    void theAgeCountsFromTheFirstFailure() {
        Commit.Retry first = (Commit.Retry) judged(entry(1, null), status(503));
        assertThat(first.next().since()).isEqualTo(NOW);
        assertThat(first.next().attempt()).isEqualTo(2);
        Instant before = NOW.minusSeconds(60);
        Commit.Retry second = (Commit.Retry) judged(entry(2, before), status(503));
        assertThat(second.next().since()).isEqualTo(before);
    }

    @Test
    void waitsAreAnywhereUpToABoundThatDoubles() {
        for (int attempt = 1; attempt <= 5; attempt++) {
            long bound = 500L << attempt - 1;
            long least = Long.MAX_VALUE;
            long most = 0;
            for (int i = 0; i < 500; i++) {
                Commit.Retry retry = (Commit.Retry) judged(entry(attempt, NOW), status(503));
                long wait = Duration.between(NOW, retry.notBefore()).toMillis();
                least = Math.min(least, wait);
                most = Math.max(most, wait);
            }
            assertThat(least).as("attempt %d", attempt).isBetween(0L, bound / 10);
            assertThat(most).as("attempt %d", attempt).isBetween(bound - bound / 10, bound);
        }
    }
}
