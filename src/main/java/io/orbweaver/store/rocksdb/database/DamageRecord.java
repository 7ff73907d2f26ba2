package io.orbweaver.store.rocksdb.database;

import io.orbweaver.commit.StoreDamaged;
import io.orbweaver.commit.StoreUnavailable;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the store that were found damaged, and the only place that distinguishes damage from other errors of
 * RocksDB. Each file is logged once, however often it is read. Thread-safe.
 */
public final class DamageRecord {

    private static final Logger log = LoggerFactory.getLogger(DamageRecord.class);
    private static final int FILES_MAX = 1_000;
    private static final Pattern FILE =
            Pattern.compile("(?<![^/\\\\\\s:])(\\d+\\.(?:sst|blob|log)|MANIFEST-\\d+|OPTIONS-\\d+|CURRENT)\\b");

    private final Set<String> files = new HashSet<>();
    private volatile @Nullable StoreDamaged first;

    /** What a read that failed means. */
    public static StoreUnavailable readFailed(RocksDBException error) {
        StoreDamaged damaged = damage(error);
        return damaged == null
                ? new StoreUnavailable("the store cannot be read: " + error.getMessage(), error)
                : damaged;
    }

    /** The damage that an error of any operation comes from; null where it comes from something else. */
    public static @Nullable StoreDamaged damage(Throwable error) {
        if (error instanceof StoreDamaged known) {
            return known;
        }
        if (!(error instanceof RocksDBException cause)) {
            return null;
        }
        String said = String.valueOf(cause.getMessage());
        String file = file(said);
        Status status = cause.getStatus();
        boolean corrupt = status != null && status.getCode() == Status.Code.Corruption;
        boolean missing = file != null
                && (file.endsWith(".sst") || file.endsWith(".blob"))
                && said.contains("No such file or directory");
        return corrupt || missing
                ? new StoreDamaged("rocksdb/" + (file == null ? "(its name is not known)" : file), cause)
                : null;
    }

    /** The last file that a message names, without its folder: the one that could not be read. */
    private static @Nullable String file(String said) {
        String name = null;
        for (Matcher found = FILE.matcher(said); found.find(); ) {
            name = found.group(1);
        }
        return name;
    }

    /** Remembers a damage, and logs it where it is news. */
    public synchronized void add(StoreDamaged damaged) {
        if (first == null) {
            first = damaged;
        }
        if (files.size() < FILES_MAX && files.add(damaged.file())) {
            log.error(damaged.sentence(), damaged.getCause());
        }
    }

    /** The first that was found; null where none was. */
    @Nullable
    public StoreDamaged first() {
        return first;
    }
}
