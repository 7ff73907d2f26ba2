package io.orbweaver.store.rocksdb.database;

import io.orbweaver.commit.StoreRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The check that all that was ever acknowledged is in a store's folder, before RocksDB opens it for writing: that would
 * create a new database where its first file is missing, and cut the log at the first damage, and remove the rest.
 */
final class IntegrityCheck {

    private static final Logger log = LoggerFactory.getLogger(IntegrityCheck.class);
    private static final int TRIES = 3;

    private IntegrityCheck() {}

    /** The number of the last write that RocksDB finds, opened so that it changes nothing. */
    interface Found {
        long lastWrite() throws RocksDBException, IOException;
    }

    /**
     * Looks at a folder.
     *
     * @param found asked only where the logs alone do not go as far as the store was synced
     * @throws StoreRefused where something acknowledged is missing
     */
    static void check(Path folder, Found found) throws IOException, RocksDBException {
        if (!Files.exists(folder.resolve("CURRENT"))) {
            refuseIfThereWasAStore(folder);
            return;
        }
        if (SyncedSequence.read(folder) == 0) {
            lookAtLogsAlone(folder);
            return;
        }
        long synced = 0;
        long last = 0;
        for (int i = 0; i < TRIES; i++) { // a process that has the store open may be in the middle of something
            synced = SyncedSequence.read(folder);
            if (synced == 0 || WalReader.highest(folder) >= synced) {
                return;
            }
            last = found.lastWrite();
            if (last >= synced) {
                return;
            }
        }
        throw new StoreRefused(
                "The store in " + folder + " is damaged: writes up to " + synced + " were acknowledged, and it can be"
                        + " read up to " + last + "; a log file in it is damaged or missing.",
                "Restore the whole folder from a backup; or, to go on without what is lost, delete "
                        + SyncedSequence.in(folder) + ".",
                null);
    }

    /**
     * Without the synced sequence it is unknown how far the logs must reach; that they end in the middle of a record is
     * seen.
     */
    private static void lookAtLogsAlone(Path folder) throws IOException {
        boolean damaged = SyncedSequence.isDamaged(folder);
        if (WalReader.areWhole(folder)) {
            if (damaged) {
                log.warn("{} was damaged and is written anew; the logs beside it are whole", SyncedSequence.in(folder));
            }
        } else if (damaged) {
            throw new StoreRefused(
                    "The store in " + folder + " is damaged: both its file SYNCED and a log file in it are, so that"
                            + " what was acknowledged may be missing.",
                    "Restore the whole folder from a backup; or, to go on without what is lost, delete "
                            + SyncedSequence.in(folder) + ".",
                    null);
        } else if (!WalReader.files(folder).isEmpty()) {
            log.warn(
                    "the logs in {} are incomplete, and without the file SYNCED it is unknown how much was lost",
                    folder);
        }
    }

    private static void refuseIfThereWasAStore(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            boolean wasThere = files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.endsWith(".sst")
                            || name.endsWith(".log")
                            || name.equals(
                                    SyncedSequence.in(folder).getFileName().toString()));
            if (wasThere) {
                throw new StoreRefused(
                        "The store in " + folder + " is damaged: its file CURRENT is missing.",
                        "Restore the whole folder from a backup, or give another orbweaver.data-dir.",
                        null);
            }
        }
    }
}
