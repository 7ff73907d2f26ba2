package io.orbweaver.store.rocksdb;

import io.orbweaver.job.Job;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.rocksdb.database.LeaseJournal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import reactor.core.scheduler.Scheduler;

/** The real store on a simulated disk; its steps are taken when chance says. For one thread. */
public final class SimulatedStore {

    private static final long STEP_NANOS_MAX = 2_000_000;

    private final StoreState state;
    private final GroupCommit loop;
    private final RocksStore store;
    private final Random random;
    private final BiConsumer<Long, Runnable> after;
    private boolean writes;
    private boolean syncs;
    private boolean closed;

    /**
     * Opens it.
     *
     * @param reads where it reads
     * @param after has something done after nanoseconds
     */
    public SimulatedStore(
            SimulatedDisk disk, InstantSource clock, Random random, Scheduler reads, BiConsumer<Long, Runnable> after) {
        this.random = random;
        this.after = after;
        this.state = new StoreState(disk, clock, new StoreLimits(1_000, 8 << 20, 16 << 20), LeaseJournal.none());
        this.loop = new GroupCommit(state);
        this.store = new RocksStore(state, loop, reads, reads, random, this::finish);
    }

    public RocksStore store() {
        return store;
    }

    /** Plans the steps that there is something to do for. To be called whenever something was done. */
    public void pump() {
        boolean toWrite = (loop.depth() > 0 && loop.hasRoomForGroup()) || loop.trouble() != null;
        if (!closed && !writes && toWrite) {
            writes = true;
            after.accept(random.nextLong(STEP_NANOS_MAX), this::write);
        }
        if (!closed && !syncs && loop.unsynced() > 0) {
            syncs = true;
            after.accept(random.nextLong(4 * STEP_NANOS_MAX), this::sync);
        }
    }

    private void write() {
        try {
            long rest = loop.hasRoomForGroup() ? loop.write(0) : 0;
            after.accept(rest * 1_000_000, () -> writes = false);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sync() {
        syncs = false;
        try {
            loop.sync(0);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void finish() {
        closed = true;
        loop.close();
        loop.writerEnded();
        while (loop.needsSyncer()) {
            sync();
        }
    }

    /** What waits for the store. */
    public int depth() {
        return loop.depth();
    }

    /** What is wrong, or null. */
    public Throwable trouble() {
        return loop.trouble();
    }

    /** The jobs in memory, as clients see them. */
    public List<Job> visible() {
        List<Job> jobs = new ArrayList<>();
        state.liveJobs().forEach(live -> {
            if (live.visible() != null) {
                jobs.add(live.visible());
            }
        });
        return jobs;
    }
}
