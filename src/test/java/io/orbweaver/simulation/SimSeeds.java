package io.orbweaver.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Runs simulations by their seeds; a failure tells its seed, and {@code -Dsimulation.seed} runs that alone.
 *
 * @param name of the kind of simulation
 * @param stepsMin steps of a seed on average, below which nothing has happened
 * @param simulation makes one
 */
record SimSeeds(String name, long stepsMin, LongFunction<Simulation> simulation) {

    private static final Long ONLY = Long.getLong("simulation.seed");

    /** Runs the first seeds, which are the same each time. */
    void fixed(int count) {
        runs(1, count);
    }

    /** Runs seeds that nobody has run. */
    void fresh(int count) {
        runs(freshFrom(), ONLY == null ? count : 1);
    }

    /** Runs seeds twice: all is the same again. */
    void replayed(int count) {
        for (int seed = 0; seed < count; seed++) {
            assertThat(run(seed).hash()).as("seed " + seed).isEqualTo(run(seed).hash());
        }
    }

    /** Runs fresh seeds for {@code -Dsimulation.minutes}, and says how many. */
    void asManyAsThereIsTimeFor() {
        long begun = System.nanoTime();
        long end = begun + TimeUnit.MINUTES.toNanos(Integer.getInteger("simulation.minutes", 10));
        long first = freshFrom();
        long count = 0;
        long steps = 0;
        long crashes = 0;
        while (System.nanoTime() < end) {
            Simulation done = run(first + count++);
            steps += done.steps();
            crashes += done.crashes;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        System.out.printf(
                "%s: %d seeds, %d steps, %d crashes in %s: %d seeds a minute%n",
                name, count, steps, crashes, took, count * 60_000 / took.toMillis());
        assertThat(count).isPositive();
    }

    private long freshFrom() {
        long first = ONLY == null ? new Random().nextLong() : ONLY;
        System.out.println(name + ": fresh seeds from " + first);
        return first;
    }

    private void runs(long first, int count) {
        long steps = 0;
        for (int i = 0; i < count; i++) {
            steps += run(first + i).steps();
        }
        assertThat(steps).as("something happened").isGreaterThan(stepsMin * count);
    }

    /** Runs one. */
    Simulation run(long seed) {
        try {
            return simulation.apply(seed).run();
        } catch (AssertionError e) {
            throw new AssertionError("with -Dsimulation.seed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
