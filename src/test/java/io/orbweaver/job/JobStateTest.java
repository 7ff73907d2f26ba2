package io.orbweaver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.job.JobState.Move;
import io.orbweaver.store.StoreClient;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a job, as a table. */
class JobStateTest {

    @ParameterizedTest
    @CsvSource({
        "CREATED, RUNNING CANCELLED",
        "RUNNING, PAUSED COMPLETED CANCELLED FAILED",
        "PAUSED, RUNNING CANCELLED",
        "COMPLETED, ''",
        "CANCELLED, ''",
        "FAILED, ''"
    })
    void aStateIsFollowedByThese(JobState state, String next) {
        List<String> followers = Arrays.stream(JobState.values())
                .filter(state::mayBecome)
                .map(Enum::name)
                .toList();
        assertThat(String.join(" ", followers)).isEqualTo(next);
        assertThat(state.ended()).isEqualTo(next.isEmpty());
    }

    static Stream<Arguments> calls() {
        return Arrays.stream(JobState.values())
                .flatMap(state -> Arrays.stream(Move.values()).map(move -> Arguments.of(state, move)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallMovesAStateLegallyOrLeavesItOrIsAConflict(JobState state, Move move) {
        JobState next = state.after(move);
        if (next != null && next != state) {
            assertThat(state.mayBecome(next)).isTrue();
        }
        if (next != null) {
            assertThat(next.after(move)).as("the same call again").isEqualTo(next);
        }
    }

    @Test
    void aJobRefusesAStateThatMayNotFollow() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Job job = Job.created(new JobId(1), StoreClient.spec(List.of("http://a.test/")), now);
        assertThatThrownBy(() -> job.moved(JobState.PAUSED, null, now)).isInstanceOf(IllegalStateException.class);
        Job ended = job.moved(JobState.CANCELLED, null, now);
        assertThatThrownBy(() -> ended.moved(JobState.RUNNING, null, now)).isInstanceOf(IllegalStateException.class);
    }
}
