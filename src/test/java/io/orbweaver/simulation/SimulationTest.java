package io.orbweaver.simulation;

import io.orbweaver.Tries;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine's promises under chance. A failure tells its seed and the last of what happened; {@code -Dsimulation.seed}
 * runs that seed alone. The long form runs fresh seeds for {@code -Dsimulation.minutes}.
 */
class SimulationTest {

    private static final SimSeeds SEEDS = new SimSeeds("simulation", 50, Simulation::new);

    @Test
    void guaranteesHoldForFixedSeeds() {
        SEEDS.fixed(Tries.volume(300));
    }

    @Test
    void andForFreshOnes() {
        SEEDS.fresh(Tries.volume(300));
    }

    /** Each found a bug once, when the simulation was what it was then. */
    @ParameterizedTest
    @ValueSource(longs = {5, 10, 83, 1952, 2906, 17683})
    void andForThoseThatFailedOnce(long seed) {
        SEEDS.run(seed);
    }

    @Test
    void aSeedIsReplayedExactly() {
        SEEDS.replayed(Tries.volume(8));
    }

    @Test
    @Tag("long")
    void andForAsManyAsThereIsTimeFor() {
        SEEDS.asManyAsThereIsTimeFor();
    }
}
