package io.orbweaver.store;

import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.rocksdb.RocksStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

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

    /** Copies the folder of an open store. Its threads may remove files meanwhile, or make some: then once more. */
    public static void copy(Path from, Path to) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInSameThread()
                .ignoreExceptionsInstanceOf(NoSuchFileException.class)
                .until(() -> isWholeCopy(from, to));
    }

    private static boolean isWholeCopy(Path from, Path to) throws IOException {
        FileSystemUtils.deleteRecursively(to);
        Files.createDirectories(to.getParent());
        List<Path> paths = paths(from);
        for (Path path : paths) {
            Files.copy(path, to.resolve(from.relativize(path)));
        }
        return paths.equals(paths(from));
    }

    private static List<Path> paths(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause(); // what was listed is gone
        }
    }

    @Override
    public RocksStore opened() {
        return store;
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
