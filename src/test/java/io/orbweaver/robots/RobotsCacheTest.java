package io.orbweaver.robots;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.outcome.FailureKind;
import io.orbweaver.url.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RobotsCacheTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RobotsCache cache = new RobotsCache(() -> now);

    private static Origin origin(int i) {
        return new Origin("https", "h" + i + ".example", 443);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void unknownOriginsMustBeFetched() {
        cache.put(origin(1), new OriginRobots.Known(RobotsRules.ALLOW_ALL));

        assertThat(cache.get(origin(2))).isNull();
        assertThat(cache.get(new Origin("http", "h1.example", 80))).isNull();
        assertThat(cache.get(origin(1))).isInstanceOf(OriginRobots.Known.class);
    }

    @Test
    void rulesAreKeptForADay() {
        cache.put(origin(1), new OriginRobots.Known(RobotsRules.ALLOW_ALL));

        pass(Duration.ofHours(24).minusMillis(1));
        assertThat(cache.get(origin(1))).isNotNull();
        pass(Duration.ofMillis(1));
        assertThat(cache.get(origin(1))).isNull();
    }

    @Test
    void failuresAreKeptForTenMinutesHoweverOftenTheyAreRead() {
        cache.put(origin(1), new OriginRobots.Unreachable());
        cache.put(origin(2), new OriginRobots.Failed(FailureKind.DNS, "the name does not resolve"));

        pass(Duration.ofMinutes(10).minusMillis(1));
        assertThat(cache.get(origin(1))).isNotNull();
        assertThat(cache.get(origin(2))).isNotNull();
        pass(Duration.ofMillis(1));
        assertThat(cache.get(origin(1))).isNull();
        assertThat(cache.get(origin(2))).isNull();
    }

    @Test
    void aResultPutAgainReplacesTheOld() {
        cache.put(origin(1), new OriginRobots.Unreachable());
        pass(Duration.ofMinutes(9));
        cache.put(origin(1), new OriginRobots.Known(RobotsRules.ALLOW_ALL));
        pass(Duration.ofHours(23));

        assertThat(cache.get(origin(1))).isInstanceOf(OriginRobots.Known.class);
    }

    @Test
    void aClockThatGoesBackForgetsNothingAndThrowsNothing() {
        cache.put(origin(1), new OriginRobots.Unreachable());
        pass(Duration.ofDays(-1));

        assertThat(cache.get(origin(1))).isNotNull();
    }

    @Test
    void rulesOfManyOriginsStayWithinTheBound() {
        StringBuilder text = new StringBuilder("User-agent: *\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("Disallow: /").append(i).append('\n');
        }
        RobotsRules rules = RobotsRules.parse(origin(0), text.toString().getBytes(StandardCharsets.UTF_8), "orbweaver");
        for (int i = 0; i < 100; i++) {
            cache.put(origin(i), new OriginRobots.Known(rules));
        }

        long kept = 0;
        for (int i = 0; i < 100; i++) {
            kept += cache.get(origin(i)) == null ? 0 : 1;
        }
        assertThat(kept).isPositive();
        assertThat(kept * rules.weight()).isLessThanOrEqualTo(RobotsCache.BYTES_MAX);
    }
}
