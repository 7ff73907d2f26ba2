package io.orbweaver.store;

import io.orbweaver.body.Bodies;
import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.StoreStatus;
import io.orbweaver.event.EventLog;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.job.Jobs;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.rocksdb.RocksStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

/** The embedded store in folders of a test. */
public final class RocksStoreUnderTest implements StoreUnderTest {

    private static final StoreLimits LIMITS = new StoreLimits(1_000, 8 << 20, 16 << 20);

    private final TestClock clock = new TestClock();
    private final Random random = new Random(7);
    private final Path root;
    private Path folder;
    private int lives;
    private RocksStore store;

    public RocksStoreUnderTest(Path root) {
        this.root = root;
        this.folder = root.resolve("data-0");
        this.store = RocksStore.open(folder, clock, random, LIMITS);
    }

    @Override
    public void reopen() {
        store.close();
        store = RocksStore.open(folder, clock, random, LIMITS);
    }

    @Override
    public void crash() {
        Path copy = root.resolve("data-" + ++lives);
        copy(folder, copy);
        store.close();
        folder = copy;
        store = RocksStore.open(folder, clock, random, LIMITS);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Jobs jobs() {
        return store.jobs();
    }

    @Override
    public Ledger ledger() {
        return store.ledger();
    }

    @Override
    public Frontier frontier() {
        return store.frontier();
    }

    @Override
    public HostGate hostGate() {
        return store.hostGate();
    }

    @Override
    public EventLog eventLog() {
        return store.eventLog();
    }

    @Override
    public Bodies bodies() {
        return store.bodies();
    }

    @Override
    public StoreStatus status() {
        return store.status();
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Override
    public void close() {
        store.close();
    }
}
