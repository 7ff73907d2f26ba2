package io.orbweaver.egress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folders that {@code file:} URLs may reach: none unless the operator says so. Immutable.
 *
 * <p>Links are followed once and then trusted: a user who may write below a root while it is crawled can expose other
 * files through it; the operator chooses who may.
 */
public final class FileRoots {

    private final List<Path> roots;

    /** @param roots folders; relative ones count from the working folder */
    public FileRoots(List<Path> roots) {
        this.roots =
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    /** The folders, absolute. */
    public List<Path> roots() {
        return roots;
    }

    /** Whether a path lies below a root as it is written; links in it are not looked at. Never blocks. */
    public boolean mayHold(String absolutePath) {
        try {
            Path path = Path.of(absolutePath).normalize();
            return roots.stream().anyMatch(path::startsWith);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * The real path of a file below a root, every symbolic link followed; empty where that is not below the real path
     * of a root, so that no link leads out. Looks at files: it may block.
     *
     * @throws IOException where there is no such file, or it cannot be looked at
     */
    public Optional<Path> resolve(String absolutePath) throws IOException {
        if (!mayHold(absolutePath)) {
            return Optional.empty();
        }
        Path real = Path.of(absolutePath).toRealPath();
        for (Path root : roots) {
            if (Files.exists(root) && real.startsWith(root.toRealPath())) {
                return Optional.of(real);
            }
        }
        return Optional.empty();
    }
}
