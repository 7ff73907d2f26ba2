package io.orbweaver.crash;

import io.orbweaver.service.ServiceProcess;
import io.orbweaver.service.ServiceProcess.Jvm;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM that starts the service in half the time, by an archive of its classes: for tests that start it often. */
final class SharedClasses {

    private SharedClasses() {}

    /** Makes the archive by one run of the service; a JVM that cannot use it starts without. */
    static Jvm in(Path folder) throws IOException {
        Path jar = folder.resolve("classes.jar");
        pack(Path.of("target/classes"), jar);
        String libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        String classPath = jar + File.pathSeparator + libraries;
        Path archive = folder.resolve("classes.jsa");
        Jvm making = Jvm.of(classPath, "-XX:ArchiveClassesAtExit=" + archive);
        try (ServiceProcess service =
                ServiceProcess.launch(making, folder, folder.resolve("first")).awaitReady()) {
            service.terminate();
        }
        return Jvm.of(classPath, "-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds=off");
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
