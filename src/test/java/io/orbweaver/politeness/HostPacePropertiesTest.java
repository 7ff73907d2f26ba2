package io.orbweaver.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Tries;
import io.orbweaver.job.JobId;
import io.orbweaver.url.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for a host whatever happens in whatever order, beside a plain account of what was asked and granted. */
class HostPacePropertiesTest {

    private static final Host HOST = new Host("example.org");
    private static final Instant UP = Instant.parse("2026-01-01T00:00:00Z");

    private static final long[] MILLIS = {1, 2, 90, 250, 1_000, 20_000, 70_000};

    private enum Kind {
        GRANT,
        BEGIN,
        FINISH,
        WANT,
        LEAVE,
        HOLD
    }

    /** Something that happens some time after what happened before. */
    private record Step(Kind kind, int pick, long millis, Verdict verdict) {}

    private static List<Step> history(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int left = random.nextInt(121); left > 0; left--) {
            steps.add(new Step(
                    kind(random.nextInt(18)),
                    random.nextInt(12),
                    MILLIS[random.nextInt(MILLIS.length)],
                    Verdict.values()[random.nextInt(Verdict.values().length)]));
        }
        return steps;
    }

    private static Kind kind(int of18) {
        if (of18 < 11) {
            return of18 < 6 ? Kind.GRANT : Kind.BEGIN;
        }
        return of18 < 15 ? Kind.FINISH : of18 == 15 ? Kind.WANT : of18 == 16 ? Kind.LEAVE : Kind.HOLD;
    }

    @Test
    void theHostIsNeverAskedMoreThanItsJobsAgreedTo() {
        Tries.of(1_000, random -> plays(history(random)));
    }

    private static void plays(List<Step> history) {
        Account account = new Account();
        for (Step step : history) {
            account.happens(step);
            account.check();
        }
        account.endsWithTheHostFree();
    }

    /** Plays a history, and keeps its own simple books. */
    private static final class Account {

        private HostPace pace = HostPace.fresh(UP);
        private Instant now = UP;
        private Instant heldUntil = Instant.MIN;
        private Instant lastSpentStart = UP;
        private @Nullable Instant lastFailure;
        private final List<Turn> out = new ArrayList<>();
        private final Map<JobId, HostPolicy> wants = new HashMap<>();

        void happens(Step step) {
            now = now.plusMillis(step.millis());
            switch (step.kind()) {
                case GRANT -> grant();
                case BEGIN -> begin(step);
                case FINISH -> finish(step);
                case WANT -> want(step);
                case LEAVE -> leave(step);
                case HOLD -> hold(step);
            }
        }

        private void grant() {
            if (!pace.mayStart(now)) {
                return;
            }
            assertThat(out.size()).isLessThan(cap());
            Instant last = out.stream()
                    .filter(Turn::begun)
                    .map(Turn::start)
                    .max(Instant::compareTo)
                    .orElse(UP);
            last = last.isAfter(lastSpentStart) ? last : lastSpentStart;
            assertThat(now).isAfterOrEqualTo(last.plus(spacing())).isAfterOrEqualTo(heldUntil);
            if (lastFailure != null && pace.level() > 0) {
                assertThat(now).isAfterOrEqualTo(lastFailure.plus(HostPace.BACKOFF_MIN));
            }
            assertThat(spacing().isZero() || out.stream().allMatch(Turn::begun))
                    .as("where starts are spaced, the one before has begun")
                    .isTrue();
            out.add(Turn.granted(HOST, now));
            pace = pace.granted(now);
        }

        private void begin(Step step) {
            Turn turn = out.isEmpty() ? null : out.get(step.pick() % out.size());
            if (turn != null && !turn.begun()) {
                out.set(out.indexOf(turn), turn.begin(now, pace.lastStart()));
                pace = pace.begun(now);
            }
        }

        private void finish(Step step) {
            if (out.isEmpty()) {
                return;
            }
            Turn turn = out.remove(step.pick() % out.size());
            pace = pace.finished(turn, step.verdict(), now);
            if (step.verdict() != Verdict.UNSPENT && turn.begun()) {
                lastSpentStart = turn.start().isAfter(lastSpentStart) ? turn.start() : lastSpentStart;
            }
            if (step.verdict().slows()) {
                lastFailure = now;
                assertThat(pace.backoff()).isBetween(HostPace.BACKOFF_MIN, HostPace.BACKOFF_MAX);
                assertThat(pace.mayStart(now)).isFalse();
            }
        }

        private void want(Step step) {
            HostPolicy policy = new HostPolicy(1 + step.pick() % 4, Duration.ofMillis(step.pick() * 50L));
            JobId job = new JobId(step.pick() % 3L);
            wants.put(job, policy);
            pace = pace.wanted(job, policy);
        }

        private void leave(Step step) {
            JobId job = new JobId(step.pick() % 3L);
            wants.remove(job);
            pace = pace.left(job);
        }

        private void hold(Step step) {
            Instant until = now.plusSeconds(step.pick());
            heldUntil = until.isAfter(heldUntil) ? until : heldUntil;
            pace = pace.held(until, now);
        }

        void check() {
            assertThat(pace.inFlight()).isEqualTo(out.size());
            assertThat(pace.unbegun())
                    .isEqualTo((int) out.stream().filter(turn -> !turn.begun()).count());
            assertThat(pace.wants().byJob()).isEqualTo(wants);
            Instant farthest = now.plus(HostPolicy.SPACING_MAX).plus(HostPace.BACKOFF_MAX);
            assertThat(pace.nextStart()).isBeforeOrEqualTo(farthest.isAfter(heldUntil) ? farthest : heldUntil);
            if (pace.mayStart(now)) {
                assertThat(pace.isDead(now)).isFalse();
            }
            if (pace.forgettable(now)) {
                assertThat(out).isEmpty();
                assertThat(pace.backoff()).isZero();
            }
        }

        void endsWithTheHostFree() {
            for (Turn turn : List.copyOf(out)) {
                out.remove(turn);
                pace = pace.finished(turn, Verdict.NO_CONNECTION, now);
            }
            Instant next = pace.nextStart();
            assertThat(pace.mayStart(next)).isTrue();
            assertThat(pace.isDead(next)).isFalse();
        }

        private int cap() {
            int least =
                    wants.values().stream().mapToInt(HostPolicy::perHost).min().orElse(1);
            return pace.deadInRow() >= HostPace.DEAD_AFTER ? 1 : least;
        }

        private Duration spacing() {
            return wants.values().stream()
                    .map(HostPolicy::spacing)
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
        }
    }
}
