package io.orbweaver.store.rocksdb.database;

import io.orbweaver.job.JobId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal of the URLs that are leased now, in a small file beside the database: what a process that dies leaves in it
 * is what it had leased, so that a page which ends the process is identified. Nothing is brought back from here: a
 * leased URL never left its queue.
 *
 * <p>An entry is written and never synced, which costs a microsecond: the operating system has it if only the process
 * dies. After a power cut the entries of the last seconds may be wrong, and a URL counts once too often or too seldom.
 * Where the file cannot be written, nothing is recorded. Used by the store's thread.
 */
public final class LeaseJournal implements AutoCloseable {

    /** More than visits are under way in any but the largest settings; a lease beyond them is not marked. */
    static final int SLOTS = 4_096;

    /** Of a lease that is not marked. */
    static final int UNMARKED = -1;

    private static final Logger log = LoggerFactory.getLogger(LeaseJournal.class);
    private static final String NAME = "LEASED";
    private static final int SLOT_BYTES = 16;

    private final @Nullable Path path;
    private final BitSet used = new BitSet(SLOTS);
    private @Nullable FileChannel file;

    private LeaseJournal(@Nullable Path path) {
        this.path = path;
    }

    /** A journal in a file of a folder, which is not read before {@link #begin}. */
    public static LeaseJournal in(Path folder) {
        return new LeaseJournal(folder.resolve(NAME));
    }

    /** No journal: every lease of a process that dies was the first. */
    public static LeaseJournal none() {
        return new LeaseJournal(null);
    }

    /**
     * A URL that was leased when a process died.
     *
     * @param job the job
     * @param ordinal the URL's number in it
     */
    public record Left(JobId job, long ordinal) {}

    /** Opens the file; what the process before left in it. */
    public List<Left> begin() {
        List<Left> left = new ArrayList<>();
        if (path == null) {
            return left;
        }
        try {
            FileChannel opened = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            file = opened;
            ByteBuffer all = ByteBuffer.allocate(SLOTS * SLOT_BYTES);
            while (all.hasRemaining() && opened.read(all, all.position()) > 0) {}
            all.clear();
            while (all.hasRemaining()) {
                Left mark = new Left(new JobId(all.getLong()), all.getLong());
                if (mark.ordinal() != 0) {
                    left.add(mark);
                }
            }
        } catch (IOException e) {
            giveUp(e);
        }
        return left;
    }

    /** No lease is out: also of the process before none is left. */
    public void clear() {
        used.clear();
        write(0, ByteBuffer.allocate(SLOTS * SLOT_BYTES));
    }

    /** Records a URL; returns the place of its entry, or {@link #UNMARKED}. */
    public int mark(JobId job, long ordinal) {
        int slot = used.nextClearBit(0);
        if (file == null || slot >= SLOTS) {
            return UNMARKED;
        }
        used.set(slot);
        write(
                slot,
                ByteBuffer.allocate(SLOT_BYTES)
                        .putLong(job.value())
                        .putLong(ordinal)
                        .flip());
        return slot;
    }

    /** Clears an entry. */
    public void unmark(int slot) {
        if (slot != UNMARKED) {
            used.clear(slot);
            write(slot, ByteBuffer.allocate(SLOT_BYTES));
        }
    }

    private void write(int slot, ByteBuffer bytes) {
        FileChannel open = file;
        if (open == null) {
            return;
        }
        try {
            long at = (long) slot * SLOT_BYTES;
            while (bytes.hasRemaining()) {
                at += open.write(bytes, at);
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void giveUp(IOException e) {
        log.warn("leases cannot be recorded, so that a page which ends the process is tried again: {}", e.getMessage());
        close();
    }

    @Override
    public void close() {
        FileChannel open = file;
        file = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            log.debug("the journal of leases could not be closed", e);
        }
    }
}
