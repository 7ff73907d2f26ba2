package io.orbweaver.service;

import io.orbweaver.OnceABuild;
import io.orbweaver.service.ServiceProcess.Jvm;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The service's classes as a jar with an archive of how the JVM has them in memory, by which it starts in half the
 * time. Made once a build, by one run of the service; a JVM that cannot use the archive starts without.
 */
final class SharedClasses {

    private static final Path CLASSES = Path.of("target/classes");
    private static final Path FOLDER = Path.of("target/shared-classes");

    private final Path jar;
    private final Path archive;

    private static SharedClasses current;

    private SharedClasses(Path folder) {
        jar = folder.resolve("classes.jar");
        archive = folder.resolve("classes.jsa");
    }

    /** Those of the classes as they are. */
    static synchronized SharedClasses current() {
        if (current == null) {
            current = made();
        }
        return current;
    }

    private static SharedClasses made() {
        try {
            Path folder = FOLDER.resolve(Integer.toHexString(state())).toAbsolutePath();
            SharedClasses shared = new SharedClasses(folder);
            OnceABuild.in(folder, () -> shared.make(folder));
            return shared;
        } catch (Exception e) {
            throw new IllegalStateException("the service's classes cannot be shared", e);
        }
    }

    /** Another where a class, a resource or a library is. */
    private static int state() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return Objects.hash(
                    System.getProperty("java.home"),
                    System.getProperty("java.class.path"),
                    files.filter(Files::isRegularFile)
                            .map(file -> file + " " + file.toFile().lastModified())
                            .sorted()
                            .toList());
        }
    }

    String classPath() {
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        return jar + File.pathSeparator + libraries;
    }

    /** The options that have a JVM use the archive. */
    String[] options() {
        return new String[] {"-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds=off"};
    }

    private void make(Path folder) throws IOException {
        removeOthers(folder);
        pack(CLASSES, jar);
        Jvm making = Jvm.of(classPath(), "-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off");
        try (ServiceProcess service =
                ServiceProcess.launch(making, folder, folder.resolve("first")).awaitReady()) {
            service.terminate();
        }
    }

    /** Those of classes as they were: an archive has some 70 MB. */
    private static void removeOthers(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            for (Path other : all.toList()) {
                if (!other.getFileName().equals(folder.getFileName())) {
                    FileSystemUtils.deleteRecursively(other);
                }
            }
        }
    }

    /** Directories cannot be shared, jars can; Spring looks for packages by their entries. */
    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.skip(1).sorted().toList()) {
                boolean isFolder = Files.isDirectory(file);
                entries.putNextEntry(new JarEntry(classes.relativize(file) + (isFolder ? "/" : "")));
                if (!isFolder) {
                    Files.copy(file, entries);
                }
                entries.closeEntry();
            }
        }
    }
}
