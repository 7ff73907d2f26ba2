package io.orbweaver.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine's promises under chance. A failure tells its seed and the last of what happened; {@code -Dsimulation.seed}
 * runs that seed alone. The long form runs fresh seeds for {@code -Dsimulation.minutes}.
 */
class SimulationTest {

    private static final int FIXED = 1_500;
    private static final int FRESH = 1_500;
    private static final Long ONLY = Long.getLong("simulation.seed");

    @Test
    void whatIsPromisedHoldsForFixedSeeds() {
        runs(1, FIXED);
    }

    @Test
    void andForFreshOnes() {
        long first = ONLY == null ? new Random().nextLong() : ONLY;
        System.out.println("simulation: fresh seeds from " + first);
        runs(first, ONLY == null ? FRESH : 1);
    }

    /** Each found a bug once, when the simulation was what it was then. */
    @ParameterizedTest
    @ValueSource(longs = {5, 10, 83, 1952, 2906, 17683})
    void andForThoseThatFailedOnce(long seed) {
        run(seed);
    }

    @Test
    void aSeedIsReplayedExactly() {
        for (int seed = 0; seed < 40; seed++) {
            assertThat(run(seed).hash()).as("seed " + seed).isEqualTo(run(seed).hash());
        }
    }

    @Test
    @Tag("long")
    void andForAsManyAsThereIsTimeFor() {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Integer.getInteger("simulation.minutes", 10));
        long begun = System.nanoTime();
        long first = new Random().nextLong();
        System.out.println("simulation: fresh seeds from " + first);
        long count = 0;
        long steps = 0;
        long crashes = 0;
        while (System.nanoTime() < end) {
            Simulation simulation = run(first + count++);
            steps += simulation.steps();
            crashes += simulation.crashes;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        System.out.printf(
                "simulation: %d seeds, %d steps, %d crashes in %s: %d seeds a minute%n",
                count, steps, crashes, took, count * 60_000 / took.toMillis());
        assertThat(count).isPositive();
    }

    private static void runs(long first, int count) {
        long steps = 0;
        for (int i = 0; i < count; i++) {
            steps += run(first + i).steps();
        }
        assertThat(steps).as("something happened").isGreaterThan(50L * count);
    }

    private static Simulation run(long seed) {
        try {
            return new Simulation(seed).run();
        } catch (AssertionError e) {
            throw new AssertionError("with -Dsimulation.seed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
