package io.orbweaver.simulation;

import io.orbweaver.Tries;
import io.orbweaver.store.redis.RedisServer;
import io.orbweaver.store.redis.SimulatedServer;
import java.nio.file.Path;
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
@Tag("process")
class SharedSimulationTest {

    private static final SimSeeds SEEDS =
            new SimSeeds("shared simulation", 100, seed -> new Simulation(seed, SharedSimulationTest.server));

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
    void guaranteesHoldForFixedSeeds() {
        SEEDS.fixed(Tries.volume(4));
    }

    @Test
    void andForFreshOnes() {
        SEEDS.fresh(Tries.volume(4));
    }

    @Test
    void aSeedIsReplayedExactly() {
        SEEDS.replayed(Tries.volume(1));
    }

    @Test
    @Tag("long")
    void andForAsManyAsThereIsTimeFor() {
        SEEDS.asManyAsThereIsTimeFor();
    }
}
