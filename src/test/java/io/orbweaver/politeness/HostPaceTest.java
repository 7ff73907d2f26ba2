package io.orbweaver.politeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.job.JobId;
import io.orbweaver.url.Host;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of politeness, one by one; times are milliseconds after the gate came up. */
class HostPaceTest {

    private static final Host HOST = new Host("example.org");
    private static final Instant UP = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobId JOB = new JobId(1);
    private static final JobId OTHER = new JobId(2);

    private HostPace pace = HostPace.fresh(UP);

    private static Instant at(long millis) {
        return UP.plusMillis(millis);
    }

    private static HostPolicy policy(int perHost, long spacingMillis) {
        return new HostPolicy(perHost, Duration.ofMillis(spacingMillis));
    }

    private Turn start(long millis) {
        Turn turn = grant(millis).begin(at(millis), pace.lastStart());
        pace = pace.begun(at(millis));
        return turn;
    }

    private Turn grant(long millis) {
        pace = pace.granted(at(millis));
        return Turn.granted(HOST, at(millis));
    }

    private void finish(Turn turn, Verdict verdict, long millis) {
        pace = pace.finished(turn, verdict, at(millis));
    }

    /** One turn that begins as soon as it may and ends at once; gives its time. */
    private long visit(Verdict verdict) {
        long millis = Duration.between(UP, pace.nextStart()).toMillis();
        finish(start(millis), verdict, millis);
        return millis;
    }

    private void assertNextStart(long millis) {
        assertThat(pace.nextStart()).isEqualTo(at(millis));
        assertThat(pace.mayStart(at(millis))).isTrue();
        assertThat(pace.mayStart(at(millis - 1))).isFalse();
    }

    @Test
    void noMoreTurnsAreOutThanTheCap() {
        pace = pace.wanted(JOB, policy(2, 0));
        Turn first = start(0);
        start(0);

        assertThat(pace.inFlight()).isEqualTo(2);
        assertThat(pace.mayStart(at(1000))).isFalse();
        assertThatThrownBy(() -> pace.granted(at(1000))).isInstanceOf(IllegalStateException.class);

        finish(first, Verdict.ANSWERED, 1000);
        assertThat(pace.mayStart(at(1000))).isTrue();
    }

    @Test
    void startsAreSpacedFromStartToStart() {
        pace = pace.wanted(JOB, policy(2, 100));

        assertNextStart(100);
        Turn turn = start(150);
        assertNextStart(250);
        finish(turn, Verdict.ANSWERED, 240);
        assertNextStart(250);
    }

    @Test
    void spacingCountsFromTheTransfersStartHoweverLongAfterItsTurnThatIs() {
        pace = pace.wanted(JOB, policy(3, 100));

        Turn turn = grant(100);
        assertThat(pace.mayStart(at(1000))).as("before the first has begun").isFalse();
        pace = pace.begun(at(1000));
        assertNextStart(1100);

        Turn unspent = grant(1100);
        finish(unspent, Verdict.UNSPENT, 1500);
        assertNextStart(1100);
        finish(turn.begin(at(1000), at(0)), Verdict.ANSWERED, 1600);
        assertThat(pace.unbegun()).isZero();
    }

    @Test
    void withoutSpacingATurnWaitsForNoOthersTransfer() {
        pace = pace.wanted(JOB, policy(2, 0));
        grant(0);
        assertThat(pace.mayStart(at(0))).isTrue();
        grant(0);
        assertThat(pace.mayStart(at(0))).isFalse();
    }

    @Test
    void theFirstStartWaitsForTheSpacingAfterTheGateCameUp() {
        pace = pace.wanted(JOB, policy(1, 5000));

        assertNextStart(5000);
    }

    @Test
    void ofSeveralJobsThePolitestCounts() {
        pace = pace.wanted(JOB, policy(5, 1000)).wanted(OTHER, policy(1, 100));
        assertNextStart(1000);
        start(1000);
        assertThat(pace.mayStart(at(9000))).isFalse();

        pace = pace.left(OTHER);
        assertNextStart(2000);
        pace = pace.left(JOB);
        assertThat(pace.wants().byJob()).isEmpty();
    }

    @Test
    void aJobThatAsksAgainReplacesItsOwnPolicy() {
        pace = pace.wanted(JOB, policy(1, 1000)).wanted(JOB, policy(1, 300));

        assertNextStart(300);
        assertThat(pace.wanted(JOB, policy(1, 300))).isSameAs(pace);
        assertThat(pace.left(OTHER)).isSameAs(pace);
    }

    @Test
    void spacingIsAtMostAMinute() {
        pace = pace.wanted(JOB, policy(1, 3_600_000));

        assertNextStart(60_000);
    }

    @ParameterizedTest
    @CsvSource({"1, 250", "2, 500", "3, 1000", "4, 2000", "7, 16000", "8, 32000", "9, 60000", "10, 60000", "50, 60000"})
    void eachFailureInARowDoublesTheBackOff(int failures, long backoffMillis) {
        for (int i = 0; i < failures; i++) {
            visit(Verdict.TIMED_OUT);
        }

        assertThat(pace.backoff()).isEqualTo(Duration.ofMillis(backoffMillis));
    }

    @Test
    void eachAnswerHalvesTheBackOffDownToZero() {
        for (int i = 0; i < 3; i++) {
            visit(Verdict.BROKEN);
        }
        visit(Verdict.ANSWERED);
        assertThat(pace.backoff()).isEqualTo(Duration.ofMillis(500));
        visit(Verdict.ANSWERED);
        visit(Verdict.ANSWERED);
        assertThat(pace.backoff()).isZero();
        visit(Verdict.ANSWERED);
        assertThat(pace.level()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void onlyFailuresOfTheHostSlowItDown(Verdict verdict) {
        visit(verdict);

        boolean answeredOrOurs =
                verdict == Verdict.ANSWERED || verdict == Verdict.UNSPENT || verdict == Verdict.ABANDONED;
        assertThat(pace.level()).isEqualTo(answeredOrOurs ? 0 : 1);
        assertThat(pace.inFlight()).isZero();
    }

    @Test
    void backOffCountsFromTheFailureAndSpacingStillHolds() {
        pace = pace.wanted(JOB, policy(1, 1000));
        Turn turn = start(1000);
        finish(turn, Verdict.TIMED_OUT, 1900);
        assertNextStart(2150);

        pace = HostPace.fresh(UP).wanted(JOB, policy(1, 1000));
        finish(start(1000), Verdict.TIMED_OUT, 1100);
        assertNextStart(2000);
    }

    @Test
    void transfersThatFailTogetherAreOneSign() {
        pace = pace.wanted(JOB, policy(3, 0));
        Turn a = start(0);
        Turn b = start(1);
        Turn c = start(2);
        finish(a, Verdict.TIMED_OUT, 100);
        finish(b, Verdict.TIMED_OUT, 101);
        finish(c, Verdict.TIMED_OUT, 102);

        assertThat(pace.level()).isOne();
        assertNextStart(352);
    }

    @Test
    void aFailureAlwaysBacksOffEvenWhenAnAnswerCameBetween() {
        pace = pace.wanted(JOB, policy(3, 0));
        Turn a = start(0);
        Turn b = start(1);
        Turn c = start(2);
        finish(a, Verdict.TIMED_OUT, 100);
        finish(b, Verdict.ANSWERED, 101);
        finish(c, Verdict.TIMED_OUT, 102);

        assertThat(pace.backoff()).isEqualTo(HostPace.BACKOFF_MIN);
    }

    @Test
    void fiveFailuresToConnectInARowOpenTheCircuitUntilAProbe() {
        pace = pace.wanted(JOB, policy(4, 0));
        long last = 0;
        for (int i = 0; i < HostPace.DEAD_AFTER; i++) {
            assertThat(pace.isDead(pace.nextStart().minusMillis(1))).isFalse();
            last = visit(Verdict.NO_CONNECTION);
        }
        long probeAt = last + 4000;

        assertThat(pace.deadVerdict()).isEqualTo(Verdict.NO_CONNECTION);
        assertThat(pace.isDead(at(probeAt - 1))).isTrue();
        assertThat(pace.isDead(at(probeAt))).isFalse();

        Turn probe = start(probeAt);
        assertThat(pace.isDead(at(probeAt + 100_000))).isTrue();
        assertThat(pace.mayStart(at(probeAt + 100_000))).isFalse();

        HostPace probing = pace;
        finish(probe, Verdict.NO_NAME, probeAt + 10);
        assertThat(pace.isDead(at(probeAt + 10))).isTrue();
        assertThat(pace.deadVerdict()).isEqualTo(Verdict.NO_NAME);

        pace = probing;
        finish(probe, Verdict.ANSWERED, probeAt + 10);
        assertThat(pace.deadInRow()).isZero();
        assertThat(pace.isDead(at(probeAt + 11))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"ANSWERED", "THROTTLED", "TIMED_OUT", "BROKEN"})
    void anyAnswerOverAConnectionResetsTheCountOfFailures(Verdict verdict) {
        for (int i = 0; i < HostPace.DEAD_AFTER - 1; i++) {
            visit(Verdict.NO_TLS);
        }
        visit(verdict);
        visit(Verdict.NO_TLS);

        assertThat(pace.deadInRow()).isOne();
    }

    @Test
    void retryAfterHoldsTheHostForAnHourAtMostAndNeverShortens() {
        pace = pace.wanted(JOB, policy(1, 0)).held(at(5000), UP);
        assertNextStart(5000);
        pace = pace.held(at(1000), UP);
        assertNextStart(5000);
        pace = pace.held(Instant.MAX, at(10));
        assertNextStart(3_600_010);
    }

    @Test
    void aTurnThatWasNotSpentGivesItsSpacingBack() {
        pace = pace.wanted(JOB, policy(2, 1000));
        Turn turn = start(1000);
        finish(turn, Verdict.UNSPENT, 1010);

        assertThat(pace.lastStart()).isEqualTo(UP);
        assertThat(pace.mayStart(at(1010))).isTrue();
    }

    @Test
    void anUnspentTurnDoesNotUndoALaterStart() {
        pace = pace.wanted(JOB, policy(2, 1000));
        Turn unspent = start(1000);
        start(2000);
        finish(unspent, Verdict.UNSPENT, 2500);

        assertNextStart(3000);
    }

    @Test
    void anAbandonedTurnWasAStart() {
        pace = pace.wanted(JOB, policy(1, 1000));
        finish(start(1000), Verdict.ABANDONED, 1500);

        assertNextStart(2000);
    }

    @Test
    void aHostIsForgottenOnlyWhenThatChangesNothing() {
        pace = pace.wanted(JOB, policy(1, 0)).left(JOB);
        assertThat(pace.forgettable(at(59_999))).isFalse();
        assertThat(pace.forgettable(at(60_000))).isTrue();

        Turn turn = start(100_000);
        assertThat(pace.forgettable(at(500_000))).isFalse();
        HostPace inFlight = pace;
        finish(turn, Verdict.TIMED_OUT, 100_100);
        assertThat(pace.forgettable(at(500_000))).isFalse();

        pace = inFlight;
        finish(turn, Verdict.ANSWERED, 100_100);
        assertThat(pace.forgettable(at(160_000))).isTrue();
        assertThat(pace.held(at(900_000), at(160_000)).forgettable(at(899_999))).isFalse();
    }
}
