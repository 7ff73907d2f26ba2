package io.orbweaver.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What a process holds that must not grow, on Linux.
 *
 * @param heap bytes in use after a full collection
 * @param direct bytes of buffers outside it
 * @param resident bytes of memory altogether
 * @param threads of the process, the JVM's own included
 * @param files open files and sockets
 * @param disk bytes of its data folder
 */
record Vitals(long heap, long direct, long resident, long threads, long files, long disk) {

    /** What is measured, how it is called, and how much it may vary besides a tenth. */
    enum Measure {
        HEAP("heap after GC", Vitals::heap, 8 << 20),
        DIRECT("direct memory", Vitals::direct, 8 << 20),
        RESIDENT("resident memory", Vitals::resident, 32 << 20),
        THREADS("threads", Vitals::threads, 2),
        FILES("open files", Vitals::files, 32),
        DISK("data folder", Vitals::disk, 32 << 20);

        private final String title;
        private final ToLongFunction<Vitals> value;
        private final long slack;

        Measure(String title, ToLongFunction<Vitals> value, long slack) {
            this.title = title;
            this.value = value;
            this.slack = slack;
        }

        String title() {
            return title;
        }

        /** The most that it may be where it was so much before. */
        long most(long before) {
            return before + before / 10 + slack;
        }

        /** The middle one of some. */
        long median(List<Vitals> some) {
            long[] sorted = some.stream().mapToLong(value).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    /** Measures a process that runs with {@code -XX:NativeMemoryTracking=summary}. */
    static Vitals of(long pid, Path data) throws IOException {
        Footprint footprint = Footprint.of(pid);
        return new Vitals(
                footprint.heap(),
                footprint.direct(),
                status(pid, "VmRSS:") << 10,
                threads(pid),
                files(pid),
                bytes(data));
    }

    /** Threads of a process. */
    static long threads(long pid) throws IOException {
        return status(pid, "Threads:");
    }

    private static long status(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static long files(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.count();
        }
    }

    /** Bytes of the files in a folder, which may come and go meanwhile. */
    static long bytes(Path folder) {
        AtomicLong bytes = new AtomicLong();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes.addAndGet(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.get();
    }

    @Override
    public String toString() {
        return String.format(
                "heap %5.1f MB, direct %5.1f MB, resident %4d MB, %3d threads, %4d files, disk %4d MB",
                heap / 1_048_576.0, direct / 1_048_576.0, resident >> 20, threads, files, disk >> 20);
    }
}
