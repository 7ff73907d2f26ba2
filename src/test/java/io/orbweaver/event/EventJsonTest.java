package io.orbweaver.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.Counters;
import io.orbweaver.job.JobState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"timeout", "\"counters\":{}", "}\\\u00e9\n"})
    void partsOfAnEndEventAroundItsCountersAreTheWhole(String why) {
        String whole = text(EventJson.end(JobState.FAILED, why, new Counters(6, 1, 2, 3, 0, 0, 9), NOW));
        EventJson.EndParts parts = EventJson.end(JobState.FAILED, why, NOW);
        String counters = "{\"known\":6,\"pages\":1,\"failures\":2,\"skips\":3,\"leased\":0,\"queued\":0,\"bytes\":9}";
        assertThat(text(parts.head()) + counters + text(parts.tail())).isEqualTo(whole);
    }
}
