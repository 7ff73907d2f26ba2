package io.orbweaver.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.field.Durations;
import io.orbweaver.job.field.Sizes;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuePatternsTest {

    private static final List<Long> UNITS = List.of(1L, 1_000L, 60_000L, 3_600_000L, 86_400_000L);
    private static final List<String> NAMES = List.of("ms", "s", "m", "h", "d");

    @ParameterizedTest
    @CsvSource({"0,0", "0,9", "1,10", "7,7", "10,12", "9,1234", "37,60000", "99,101", "100,999", "1,9007199254740991"})
    void numbersAreThoseBetweenTheBounds(long min, long max) {
        String pattern = ValuePatterns.numbers(min, max);
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            long number = i < 1_500 ? i : min + random.nextLong(-50, 50) + (i % 2 == 0 ? max - min : 0);
            if (number >= 0) {
                assertThat(Long.toString(number).matches(pattern))
                        .as("%s", number)
                        .isEqualTo(number >= min && number <= max);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0S,PT1M", "PT0.25S,PT1M", "PT1M,PT1M", "PT0.01S,PT10M", "PT0.001S,PT87600H"})
    void durationsAreThoseThatAreRead(Duration min, Duration max) {
        String pattern = ValuePatterns.durations(min, max);
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            int unit = random.nextInt(UNITS.size());
            long most = max.toMillis() / UNITS.get(unit);
            long amount = random.nextLong(Math.max(2, most * 2));
            String text = (i % 7 == 0 ? "00" : "") + amount + NAMES.get(unit);
            assertThat(text.matches(pattern)).as(text).isEqualTo(isIn(text, min, max));
            // as Java writes them; fractions below the least unit of the bounds are for the next test
            String iso = Duration.ofMillis(amount * UNITS.get(unit)).toString();
            assertThat(iso.matches(pattern)).as(iso).isEqualTo(isIn(iso, min, max));
        }
    }

    @Test
    void durationsInIso8601AreReadInEachOfItsForms() {
        String pattern = ValuePatterns.durations(Duration.ofMillis(10), Duration.ofDays(3));
        for (String good : List.of("P3D", "P2DT23H59M59.999S", "P1DT5S", "PT72H", "PT71H1S", "PT90M", "PT0.010S")) {
            assertThat(good).matches(pattern);
            assertThat(isIn(good, Duration.ofMillis(10), Duration.ofDays(3)))
                    .as(good)
                    .isTrue();
        }
        for (String bad : List.of("P3DT1S", "PT0.009S", "PT0S", "PT72H1S", "P", "PT", "P1DT", "1.5s", "", "-PT1S")) {
            assertThat(bad).doesNotMatch(pattern);
            assertThat(isIn(bad, Duration.ofMillis(10), Duration.ofDays(3)))
                    .as(bad)
                    .isFalse();
        }
    }

    private static boolean isIn(String text, Duration min, Duration max) {
        return Durations.parse(text)
                .filter(read -> read.compareTo(min) >= 0 && read.compareTo(max) <= 0)
                .isPresent();
    }

    @Test
    void writtenSizesAreReadAgain() {
        // a job is kept as it is written: a size that cannot be read again makes it, and every list with it, unreadable
        for (long size : new long[] {
            1, 1_023, 1_024, (1L << 50) + 1, 999_999_999_999_999_999L, Long.MAX_VALUE - 1, Long.MAX_VALUE
        }) {
            assertThat(Sizes.parse(Sizes.text(size))).as("%s", size).contains(size);
            assertThat(Sizes.text(size)).matches(ValuePatterns.sizes(1, Long.MAX_VALUE));
        }
        assertThat(Sizes.parse("9223372036854775808")).isEmpty();
        assertThat(Sizes.parse("9007199254740993KB")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,104857600", "1,9223372036854775807", "1500,1500000"})
    void sizesAreThoseThatAreRead(long min, long max) {
        String pattern = ValuePatterns.sizes(min, max);
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            int unit = random.nextInt(5);
            long most = max >> 10 * unit;
            String text = random.nextLong(Math.max(most / 2 * 3, most / 2 + 1))
                    + List.of("", "KB", "MB", "GB", "TB").get(unit);
            boolean in =
                    Sizes.parse(text).filter(read -> read >= min && read <= max).isPresent();
            assertThat(text.matches(pattern)).as(text).isEqualTo(in);
        }
    }
}
