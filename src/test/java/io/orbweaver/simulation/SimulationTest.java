package io.orbweaver.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The engine's promises under chance. */
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);

    @Test
    void whatIsPromisedHoldsForEachOfManySeeds() {
        long steps = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            steps += run(seed).steps();
        }
        assertThat(steps).isGreaterThan(100L * SEEDS);
    }

    @Test
    void aSeedIsReplayedExactly() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(run(seed).hash()).as("seed " + seed).isEqualTo(run(seed).hash());
        }
    }

    private static Simulation run(long seed) {
        try {
            return new Simulation(seed).run();
        } catch (AssertionError e) {
            throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
