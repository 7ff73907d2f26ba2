package io.orbweaver.store.rocksdb.database;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of how far the store was ever synced, in a tiny file beside it: the number of the last write that a sync
 * covered. It distinguishes a log that lost its torn tail, which was never acknowledged, from one that is damaged
 * before its end.
 *
 * <p>RocksDB by itself cannot distinguish them: it stops at the first record that is not whole and takes the rest for a
 * torn tail ({@code kPointInTimeRecovery}); its other modes refuse the garbage that a power cut may leave
 * ({@code kAbsoluteConsistency}, {@code kTolerateCorruptedTailRecords}), or skip what was acknowledged; and what it
 * tracks of its logs in the manifest does not cover the last one.
 *
 * <p><b>Why it never refuses after a power cut or a kill.</b> The file is written after the sync that it records has
 * returned, so on disk it may be older than the log, but never newer; and it is never synced itself, which would cost
 * as much as the sync of the log. So it covers everything acknowledged after a kill, and all but the last seconds
 * (until the system wrote the file back) after a power cut. One that is missing says nothing, and nothing is refused:
 * that is how an operator goes on without what is lost. Nor is anything where it is damaged and the logs are whole;
 * both damaged at once are more than a power cut does.
 */
public final class SyncedSequence implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SyncedSequence.class);
    private static final String NAME = "SYNCED";
    private static final int BYTES = Long.BYTES + Integer.BYTES;

    private final RandomAccessFile file;
    private boolean failed;

    private SyncedSequence(RandomAccessFile file) {
        this.file = file;
    }

    /** Where it is kept. */
    public static Path in(Path folder) {
        return folder.resolve(NAME);
    }

    /**
     * Opens it for writing. If there is no intact file, one is written and synced: its place on the disk is allocated
     * then, and is only ever written over, which does not tear so few bytes.
     *
     * @param durable number of the last write, all of which are synced
     */
    static SyncedSequence open(Path folder, long durable) throws IOException {
        boolean whole = Files.exists(in(folder)) && !isDamaged(folder);
        SyncedSequence mark = new SyncedSequence(new RandomAccessFile(in(folder).toFile(), "rw"));
        if (!whole) {
            mark.file.setLength(0);
            mark.synced(durable);
            mark.file.getFD().sync();
            try (FileChannel parent = FileChannel.open(folder)) {
                parent.force(true);
            }
        }
        return mark;
    }

    /** Whether there is one that cannot be read. */
    static boolean isDamaged(Path folder) throws IOException {
        return Files.exists(in(folder)) && number(folder) < 0;
    }

    /** The number that is kept; 0 if the file is missing or not intact. */
    public static long read(Path folder) throws IOException {
        return Math.max(0, number(folder));
    }

    private static long number(Path folder) throws IOException {
        Path mark = in(folder);
        byte[] bytes = Files.exists(mark) ? Files.readAllBytes(mark) : new byte[0];
        if (bytes.length != BYTES) {
            return -1;
        }
        ByteBuffer kept = ByteBuffer.wrap(bytes);
        long number = kept.getLong();
        return kept.getInt() == checksum(number) ? number : -1;
    }

    /** A sync that covers this write has returned. Where the file cannot be written, it keeps an older number. */
    void synced(long number) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(number)
                .putInt(checksum(number))
                .array();
        try {
            file.seek(0);
            file.write(bytes);
        } catch (IOException e) {
            if (!failed) {
                log.warn("how far the store is synced cannot be recorded: {}", e.getMessage());
            }
            failed = true;
        }
    }

    private static int checksum(long number) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            log.debug("the file of the synced sequence could not be closed", e);
        }
    }
}
