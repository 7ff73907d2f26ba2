package io.orbweaver.store.rocksdb.database;

import io.orbweaver.commit.StoreRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The open RocksDB: its column families, its bounds in memory, its format. */
public final class Database implements KeyValues {

    private static final long BLOCK_CACHE_BYTES = 96L << 20;
    private static final long WRITE_BUFFERS_BYTES = 64L << 20;
    /** A start reads all of it, and each job that is removed adds to it; RocksDB's own bound is 1 GB. */
    private static final long MANIFEST_BYTES_MAX = 4 << 20;

    private static final long LOG_BYTES_MAX = 256L << 20;
    private static final long BLOB_BYTES_MIN = 1 << 10;
    private static final long BLOB_FILE_BYTES = 64L << 20;
    private static final int OPEN_FILES_MAX = 512;

    static {
        RocksDB.loadLibrary();
    }

    private final RocksDB db;
    private final List<ColumnFamilyHandle> handles;
    private final List<AutoCloseable> owned;
    private final WriteOptions unsynced = new WriteOptions();
    /** Even on the last level, to which a table with nothing but deletions may come as it is, and stay for ever. */
    private final CompactRangeOptions reclaiming = new CompactRangeOptions()
            .setExclusiveManualCompaction(false)
            .setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized);

    private final @Nullable SyncedSequence mark;

    private Database(
            RocksDB db, List<ColumnFamilyHandle> handles, List<AutoCloseable> owned, @Nullable SyncedSequence mark) {
        this.db = db;
        this.handles = handles;
        this.owned = owned;
        this.mark = mark;
    }

    /**
     * Opens the database in a folder, made where it is missing.
     *
     * @throws StoreRefused where the folder is another process's, or holds something that this version cannot read
     */
    public static Database open(Path folder) {
        try {
            Files.createDirectories(folder);
            IntegrityCheck.check(folder, () -> lastWrite(folder));
            Database database = open(folder, false);
            try {
                database.checkFormat(folder);
            } catch (RocksDBException | RuntimeException e) {
                database.close();
                throw e;
            }
            return database;
        } catch (RocksDBException | IOException e) {
            throw refused(folder, e);
        }
    }

    /**
     * Opens it for reading where it cannot be opened for writing: needs no free space on the disk, but memory for the
     * logs.
     *
     * @throws StoreRefused where that is not possible either
     */
    public static Database openForReading(Path folder) {
        try {
            return open(folder, true);
        } catch (RocksDBException | IOException e) {
            throw refused(folder, e);
        }
    }

    /** Opens the database in a folder, and again. */
    public static Opener opener(Path folder) {
        return new Opener() {
            @Override
            public KeyValues open() {
                return Database.open(folder);
            }

            @Override
            public void probe() {
                FreeSpace.require(folder);
            }

            @Override
            public KeyValues openForReading() {
                return Database.openForReading(folder);
            }
        };
    }

    private static long lastWrite(Path folder) throws RocksDBException, IOException {
        try (Database database = open(folder, true)) {
            return database.db.getLatestSequenceNumber();
        }
    }

    private static Database open(Path folder, boolean forReading) throws RocksDBException, IOException {
        List<AutoCloseable> owned = new ArrayList<>();
        try {
            Cache cache = own(owned, new LRUCache(BLOCK_CACHE_BYTES));
            BloomFilter bloom = own(owned, new BloomFilter(10));
            List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
            List<Family> families = forReading ? present(folder) : List.of(Family.values());
            for (Family family : families) {
                ColumnFamilyOptions options = own(owned, familyOptions(cache, bloom));
                if (family == Family.BODIES) {
                    keepApart(options);
                }
                descriptors.add(
                        new ColumnFamilyDescriptor(family.familyName().getBytes(StandardCharsets.US_ASCII), options));
            }
            DBOptions options = own(owned, databaseOptions());
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            String path = folder.toString();
            if (forReading) {
                RocksDB db = RocksDB.openReadOnly(options, path, descriptors, handles);
                return new Database(db, handles, owned, null);
            }
            RocksDB db = RocksDB.open(options, path, descriptors, handles);
            try {
                db.flushWal(true);
                SyncedSequence mark = SyncedSequence.open(folder, db.getLatestSequenceNumber());
                return new Database(db, handles, owned, own(owned, mark));
            } catch (RocksDBException | IOException e) {
                db.close();
                throw e;
            }
        } catch (RocksDBException | IOException e) {
            closeAll(owned);
            throw e;
        }
    }

    private static ColumnFamilyOptions familyOptions(Cache cache, BloomFilter bloom) {
        return new ColumnFamilyOptions()
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setFilterPolicy(bloom)
                        .setBlockSize(16 << 10)
                        .setFormatVersion(5))
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(16 << 20)
                .setMaxWriteBufferNumber(3)
                .setLevelCompactionDynamicLevelBytes(true);
    }

    /**
     * Those that a store has: one that an older version wrote may lack the last of them, and reading makes none. What
     * is not there in any other way is damaged, as opening all of them will say.
     */
    private static List<Family> present(Path folder) {
        List<Family> all = List.of(Family.values());
        try (Options options = new Options()) {
            Set<String> names = RocksDB.listColumnFamilies(options, folder.toString()).stream()
                    .map(name -> new String(name, StandardCharsets.US_ASCII))
                    .collect(Collectors.toSet());
            List<Family> present = all.stream()
                    .filter(family -> names.contains(family.familyName()))
                    .toList();
            return present.isEmpty() || !present.equals(all.subList(0, present.size())) ? all : present;
        } catch (RocksDBException e) {
            return all;
        }
    }

    /** Parts of bodies are large, compressed, and never changed: compactions pass over them, only keys are sorted. */
    private static void keepApart(ColumnFamilyOptions options) {
        options.setEnableBlobFiles(true)
                .setMinBlobSize(BLOB_BYTES_MIN)
                .setBlobFileSize(BLOB_FILE_BYTES)
                .setEnableBlobGarbageCollection(true)
                .setBlobCompressionType(CompressionType.NO_COMPRESSION);
    }

    private static DBOptions databaseOptions() {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setDbWriteBufferSize(WRITE_BUFFERS_BYTES)
                .setMaxTotalWalSize(LOG_BYTES_MAX)
                .setMaxOpenFiles(OPEN_FILES_MAX)
                .setMaxBackgroundJobs(2)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(3)
                .setMaxLogFileSize(4 << 20)
                .setMaxManifestFileSize(MANIFEST_BYTES_MAX);
    }

    private void checkFormat(Path folder) throws RocksDBException {
        byte[] stored = get(Family.DEFAULT, Keyspace.FORMAT_KEY);
        if (stored == null) {
            try (Writes writes = newWrites()) {
                writes.put(Family.DEFAULT, Keyspace.FORMAT_KEY, number(Keyspace.FORMAT));
                write(writes);
            }
            sync();
        } else if (ByteBuffer.wrap(stored).getInt() != Keyspace.FORMAT) {
            int format = ByteBuffer.wrap(stored).getInt();
            throw new StoreRefused(
                    "The store in " + folder + " has format " + format + "; this version reads format "
                            + Keyspace.FORMAT + ".",
                    "Start the version that wrote it, or give another orbweaver.data-dir.",
                    null);
        }
    }

    private static StoreRefused refused(Path folder, Exception cause) {
        String said = String.valueOf(cause.getMessage());
        return said.contains("While lock file") || said.contains("lock hold by current process")
                ? new StoreRefused(
                        "Another process uses the store in " + folder + ".",
                        "Stop it, or give this one its own orbweaver.data-dir.",
                        cause)
                : new StoreRefused(
                        "The store in " + folder + " cannot be opened: " + said,
                        "Check that the folder may be written to. Restore all of it from a backup if it is damaged.",
                        cause);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** Families are only ever added at the end. */
    private boolean isThere(Family family) {
        return family.ordinal() < handles.size();
    }

    private ColumnFamilyHandle handle(Family family) {
        return handles.get(family.ordinal());
    }

    @Override
    public byte @Nullable [] get(Family family, byte[] key) throws RocksDBException {
        return isThere(family) ? db.get(handle(family), key) : null;
    }

    @Override
    public Rows rows(Family family) {
        return isThere(family) ? new RocksRows(db.newIterator(handle(family))) : EmptyRows.INSTANCE;
    }

    @Override
    public Writes newWrites() {
        return new RocksWrites();
    }

    @Override
    public void write(Writes writes) throws RocksDBException {
        db.write(unsynced, ((RocksWrites) writes).batch);
    }

    @Override
    public void sync() throws RocksDBException {
        long covered = db.getLatestSequenceNumber();
        db.flushWal(true);
        if (mark != null) {
            mark.synced(covered);
        }
    }

    @Override
    public void flush() throws RocksDBException {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            db.flush(flush, handles); // all of them: only then the log's files can go
        }
    }

    @Override
    public void reclaim(Family family, byte[] from, byte[] to) throws RocksDBException {
        db.deleteFilesInRanges(handle(family), List.of(from, to), false);
        db.compactRange(handle(family), from, to, reclaiming);
    }

    @Override
    public void mergeSmallTables(Family family) throws RocksDBException {
        List<SmallTables.Table> tables = db.getLiveFilesMetaData().stream()
                .filter(file ->
                        family.familyName().equals(new String(file.columnFamilyName(), StandardCharsets.US_ASCII)))
                .map(file -> new SmallTables.Table(file.level(), file.smallestKey(), file.largestKey(), file.size()))
                .toList();
        for (SmallTables.KeyRange range : SmallTables.toMerge(tables)) {
            db.compactRange(handle(family), range.from(), range.to(), reclaiming);
        }
    }

    @Override
    public void stopReclaiming() {
        reclaiming.setCanceled(true);
    }

    private final class RocksWrites implements Writes {

        private final WriteBatch batch = new WriteBatch();

        @Override
        public void put(Family family, byte[] key, byte[] value) throws RocksDBException {
            batch.put(handle(family), key, value);
        }

        @Override
        public void delete(Family family, byte[] key) throws RocksDBException {
            batch.delete(handle(family), key);
        }

        @Override
        public void deleteRange(Family family, byte[] from, byte[] to) throws RocksDBException {
            batch.deleteRange(handle(family), from, to);
        }

        @Override
        public boolean isEmpty() {
            return batch.count() == 0;
        }

        @Override
        public void clear() {
            batch.clear();
        }

        @Override
        public void close() {
            batch.close();
        }
    }

    @Override
    public void close() {
        unsynced.close();
        reclaiming.close();
        handles.forEach(ColumnFamilyHandle::close);
        db.close();
        closeAll(owned);
    }

    private static <T extends AutoCloseable> T own(List<AutoCloseable> owned, T resource) {
        owned.add(resource);
        return resource;
    }

    private static void closeAll(List<AutoCloseable> owned) {
        for (int i = owned.size() - 1; i >= 0; i--) {
            try {
                owned.get(i).close();
            } catch (Exception e) {
                throw new IllegalStateException("a RocksDB object does not close", e);
            }
        }
    }
}
