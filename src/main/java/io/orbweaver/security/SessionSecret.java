package io.orbweaver.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.random.RandomGenerator;

/**
 * The secret that signs sessions: random, in a file of the data folder that its owner alone can read, so that browsers
 * stay signed in over a restart. Deleting it signs all of them out at the next start. Blocks; read once, at the start.
 */
final class SessionSecret {

    static final String FILE = "session-secret";
    private static final int BYTES = 32;

    private SessionSecret() {}

    /**
     * The secret of a folder, created if absent.
     *
     * @param random a strong one
     */
    static byte[] of(Path folder, RandomGenerator random) {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            if (Files.exists(file)) {
                byte[] there = Files.readAllBytes(file);
                if (there.length == BYTES) {
                    return there;
                }
            }
            byte[] made = new byte[BYTES];
            random.nextBytes(made);
            Path part = Files.createTempFile(folder, FILE, ".part", ownersAlone(folder));
            Files.write(part, made);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("the secret of sessions cannot be kept in " + folder, e);
        }
    }

    private static FileAttribute<?>[] ownersAlone(Path folder) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
