package io.orbweaver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.job.JobState.Move;
import io.orbweaver.job.field.Durations;
import io.orbweaver.job.field.PatternCost;
import io.orbweaver.job.field.Sizes;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.JobSpecJson;
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
import tools.jackson.databind.json.JsonMapper;

/** The values of a job: identity, states, account, rates, and the forms in which they are written. */
class JobValuesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(
            nullValues = "409",
            value = {
                "CREATED, START, RUNNING",
                "RUNNING, START, RUNNING",
                "PAUSED, START, 409",
                "COMPLETED, START, 409",
                "CREATED, PAUSE, 409",
                "RUNNING, PAUSE, PAUSED",
                "PAUSED, PAUSE, PAUSED",
                "FAILED, PAUSE, 409",
                "CREATED, RESUME, 409",
                "RUNNING, RESUME, RUNNING",
                "PAUSED, RESUME, RUNNING",
                "CANCELLED, RESUME, 409",
                "CREATED, CANCEL, CANCELLED",
                "RUNNING, CANCEL, CANCELLED",
                "PAUSED, CANCEL, CANCELLED",
                "CANCELLED, CANCEL, CANCELLED",
                "COMPLETED, CANCEL, 409",
                "FAILED, CANCEL, 409"
            })
    void movesAreLegalAsTheDesignHasThem(JobState from, Move move, JobState to) {
        assertThat(from.after(move)).isEqualTo(to);
    }

    @Test
    void idsAreReadAsTheyAreWrittenAndSortByCreation() {
        Random random = new Random(1);
        JobId before = JobId.of(1_700_000_000_000L, random.nextLong());
        for (int i = 1; i < 1_000; i++) {
            JobId next = JobId.of(1_700_000_000_000L + i, random.nextLong());
            assertThat(JobId.parse(next.toString())).contains(next);
            assertThat(next).isGreaterThan(before);
            assertThat(next.toString()).isGreaterThan(before.toString());
            before = next;
        }
        for (String nonsense : List.of("", "x", "uuuuuuuuuuuuu", "zzzzzzzzzzzzz", "00000000000000")) {
            assertThat(JobId.parse(nonsense)).isEmpty();
        }
    }

    @Test
    void anAccountThatDoesNotAddUpCannotBe() {
        assertThatThrownBy(() -> new Counters(3, 1, 0, 0, 0, 1, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Counters.ZERO.leased(1)).isInstanceOf(IllegalStateException.class);
        Counters counters = Counters.ZERO.discovered(2).leased(1).plus(new Failure(FailureKind.DNS, null, 1, "x"));
        assertThat(counters).isEqualTo(new Counters(2, 0, 1, 0, 0, 1, 0));
    }

    @ParameterizedTest
    @CsvSource({"100ms, PT0.1S", "20s, PT20S", "1h, PT1H", "90s, PT1M30S", "2d, PT48H", "PT1M, PT1M"})
    void durationsAreReadInBothForms(String text, Duration duration) {
        assertThat(Durations.parse(text)).contains(duration);
        assertThat(Durations.parse(Durations.text(duration))).contains(duration);
    }

    @ParameterizedTest
    @CsvSource({"-1s", "1", "s", "1w", "-PT1S", "1.5s", "999999999999h9"})
    void invalidDurationsAreRefused(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"17, 17", "17B, 17", "1KB, 1024", "10MB, 10485760", "2GB, 2147483648"})
    void sizesAreInPowersOf1024(String text, long bytes) {
        assertThat(Sizes.parse(text)).contains(bytes);
        assertThat(Sizes.parse(Sizes.text(bytes))).contains(bytes);
    }

    @Test
    void theRateFadesWithoutPages() {
        Instant start = Instant.EPOCH;
        PageRate rate = PageRate.none(start);
        for (int second = 1; second <= 60; second++) {
            rate = rate.plus(10, start.plusSeconds(second));
        }
        assertThat(rate.perSecond(start.plusSeconds(60))).isBetween(9.0, 12.0);
        assertThat(rate.perSecond(start.plusSeconds(120))).isLessThan(0.01);
    }

    @Test
    void aSpecificationIsReadAsItWasWritten() {
        String json =
                "{\"seeds\":[\"http://a.test/x?y\"],\"scope\":\"prefix\",\"include\":[\"x\"],\"exclude\":[\"z+\"],"
                        + "\"maxPages\":7,\"maxDuration\":\"90s\",\"maxBytes\":\"5MB\","
                        + "\"concurrency\":3,\"delay\":\"0ms\","
                        + "\"headers\":{\"A\":\"b\"},\"start\":false,\"labels\":{\"k\":\"v\"}}";
        JobSpecReader reader = new JobSpecReader(OperatorBounds.WIDEST);
        JobSpec spec = reader.read(JSON.readTree(json)).spec();
        assertThat(spec).isNotNull();
        assertThat(reader.read(JobSpecJson.write(spec)).spec()).isEqualTo(spec);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host   | http://a.test/x/1   | http://a.test/y        | true",
                "host   | http://a.test/x/1   | https://a.test/y       | true",
                "host   | http://a.test/x/1   | http://b.a.test/y      | false",
                "host   | http://a.test/x/1   | http://a.test:81/y     | false",
                "domain | http://www.b.co.uk/ | https://shop.b.co.uk/  | true",
                "domain | http://www.b.co.uk/ | https://c.co.uk/       | false",
                "prefix | http://a.test/x/1   | http://a.test/x/2/3    | true",
                "prefix | http://a.test/x/1   | http://a.test/xy       | false",
                "prefix | http://a.test/x/1   | http://a.test/x        | false",
                "any    | http://a.test/      | http://z.example/      | true"
            })
    void aScopeCoversWhatIsNear(String kind, String seed, String url, boolean covered) {
        JobSpec spec = new JobSpecReader(OperatorBounds.WIDEST)
                .read(JSON.readTree("{\"seeds\":[\"" + seed + "\"],\"scope\":\"" + kind + "\"}"))
                .spec();
        assertThat(spec).isNotNull();
        assertThat(Scope.of(spec, List.of()).covers(CanonicalUrl.ofCanonical(url)))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a{10}|10", "(ab){50}|100", "((a{100}){100}){100}|1000000", "[a-z]{7}|7", "a|1"})
    void countedRepetitionsAreCosted(String pattern, int cost) {
        assertThat(PatternCost.unfolded(pattern)).isBetween(cost, cost * 2 + 20_300);
    }
}
