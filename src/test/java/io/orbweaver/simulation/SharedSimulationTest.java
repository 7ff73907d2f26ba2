package io.orbweaver.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.store.redis.RedisServer;
import io.orbweaver.store.redis.SimulatedServer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The same promises where two or three instances share a store, by the real engine's scripts, on a network that loses
 * what it likes. {@code -Dsimulation.seed} runs that seed alone.
 */
class SharedSimulationTest {

    private static final int FIXED = 20;
    private static final int FRESH = 20;
    private static final Long ONLY = Long.getLong("simulation.seed");

    private static RedisServer redis;
    private static SimulatedServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        quiet(LogLevel.OFF); // trouble is what it is about
        redis = RedisServer.start(folder, "--appendonly", "no"); // what is lost by a crash is not tried here
        server = new SimulatedServer(redis);
    }

    @AfterAll
    static void end() {
        server.close();
        redis.close();
        quiet(null);
    }

    private static void quiet(LogLevel level) {
        LoggingSystem.get(SharedSimulationTest.class.getClassLoader()).setLogLevel("io.orbweaver.store.redis", level);
    }

    @Test
    void whatIsPromisedHoldsForFixedSeeds() {
        runs(1, FIXED);
    }

    @Test
    void andForFreshOnes() {
        long first = ONLY == null ? new Random().nextLong() : ONLY;
        System.out.println("shared simulation: fresh seeds from " + first);
        runs(first, ONLY == null ? FRESH : 1);
    }

    @Test
    void aSeedIsReplayedExactly() {
        for (int seed = 0; seed < 4; seed++) {
            assertThat(run(seed).hash()).as("seed " + seed).isEqualTo(run(seed).hash());
        }
    }

    @Test
    @Tag("long")
    void andForAsManyAsThereIsTimeFor() {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Integer.getInteger("simulation.minutes", 10));
        long first = new Random().nextLong();
        System.out.println("shared simulation: fresh seeds from " + first);
        long count = 0;
        while (System.nanoTime() < end) {
            run(first + count++);
        }
        System.out.println("shared simulation: " + count + " seeds");
        assertThat(count).isPositive();
    }

    private static void runs(long first, int count) {
        long steps = 0;
        for (int i = 0; i < count; i++) {
            steps += run(first + i).steps();
        }
        assertThat(steps).as("something happened").isGreaterThan(100L * count);
    }

    private static Simulation run(long seed) {
        try {
            return new Simulation(seed, server).run();
        } catch (AssertionError e) {
            throw new AssertionError("with -Dsimulation.seed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
