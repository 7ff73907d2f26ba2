package io.orbweaver.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Tries;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §10.2.3 and §5.6.7. */
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:00:00Z");
    private static final Instant DATE = Instant.parse("1994-11-06T08:49:37Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "120, 120", "' 7 ', 7", "0007, 7", "3600, 3600", "3601, 3600", "999999999999999999, 3600"})
    void secondsCountFromNowUpToAnHour(String field, long seconds) {
        assertThat(RetryAfter.parse(field, NOW)).contains(NOW.plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "9223372036854775808", "99999999999999999999999999999999999999"})
    void moreSecondsThanANumberHoldsAreTheLongestWait(String field) {
        assertThat(RetryAfter.parse(field, NOW)).contains(NOW.plus(HostPace.HELD_MAX));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void aDateMayHaveEachOfItsThreeForms(String field) {
        assertThat(RetryAfter.parse(field, NOW)).contains(DATE);
    }

    @Test
    void asctimeWithADayOfTwoDigitsIsADate() {
        assertThat(RetryAfter.parse("Wed Nov 16 08:49:37 1994", NOW)).contains(Instant.parse("1994-11-16T08:49:37Z"));
    }

    @Test
    void twoDigitsOfAYearMeanTheOneThatIsNotFiftyYearsAhead() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(RetryAfter.parse("Friday, 02-Jan-26 00:00:00 GMT", now))
                .contains(Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(RetryAfter.parse("Sunday, 06-Nov-94 08:49:37 GMT", now)).contains(now);
    }

    @Test
    void aDateThatHasPassedIsNow() {
        assertThat(RetryAfter.parse("Sat, 05 Nov 1994 08:49:37 GMT", NOW)).contains(NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1.5",
                "1,2",
                "0x10",
                "soon",
                "١٢",
                "Sun, 06 Nov 1994",
                "Sun, 99 Nov 1994 08:49:37 GMT",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "1994-11-06T08:49:37Z",
                "Sun, 06 Nov 99999999999 08:49:37 GMT"
            })
    void nonsenseIsNothing(String field) {
        assertThat(RetryAfter.parse(field, NOW)).isEmpty();
    }

    @Test
    void nothingThrowsAndNothingIsBeforeNow() {
        Tries.of(
                1_000,
                random -> assertThat(RetryAfter.parse(Tries.string(random), NOW).filter(at -> at.isBefore(NOW)))
                        .isEmpty());
    }

    @Test
    void aDateFarAheadIsReturnedAndBoundedByThePace() {
        Instant far = RetryAfter.parse("Fri, 31 Dec 9999 23:59:59 GMT", NOW).orElseThrow();
        HostPace pace = HostPace.fresh(NOW).held(far, NOW);

        assertThat(pace.nextStart()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }
}
