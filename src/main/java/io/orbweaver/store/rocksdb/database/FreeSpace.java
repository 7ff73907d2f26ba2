package io.orbweaver.store.rocksdb.database;

import io.orbweaver.commit.StoreUnavailable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The check that a folder has enough free space for the store to be opened anew: RocksDB then writes what its logs hold
 * to tables, and begins another log. Tried before the store is closed, which can still be read where it cannot be
 * written.
 */
final class FreeSpace {

    private static final long MARGIN_BYTES = 16L << 20;
    private static final int PROBE_BYTES = 1 << 20;

    private FreeSpace() {}

    /** @throws StoreUnavailable if there is not enough space, or nothing can be written and synced at all */
    static void require(Path folder) {
        Path probe = folder.resolve("PROBE");
        try {
            long needed = MARGIN_BYTES;
            for (Path log : WalReader.files(folder)) {
                needed += Files.size(log);
            }
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < needed) {
                throw new StoreUnavailable("no space left on its disk: " + (free >> 20) + " MB are free, "
                        + (needed >> 20) + " MB are needed to go on");
            }
            write(probe);
        } catch (IOException e) {
            throw new StoreUnavailable("its disk cannot be written: " + e.getMessage(), e);
        }
    }

    private static void write(Path probe) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(probe.toFile(), "rw")) {
            file.write(new byte[PROBE_BYTES]);
            file.getFD().sync();
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
