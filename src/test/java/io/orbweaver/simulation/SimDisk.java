package io.orbweaver.simulation;

import io.orbweaver.job.Job;
import io.orbweaver.store.base.Store;
import io.orbweaver.store.rocksdb.SimulatedDisk;
import io.orbweaver.store.rocksdb.SimulatedStore;
import java.util.Random;
import java.util.function.Consumer;

/** The embedded store's home: a disk that loses what was not synced, and may be full. */
final class SimDisk implements SimStore.Home {

    private static final long READ_NANOS_MAX = 3_000_000;
    private static final long FULL_NANOS_MAX = 10_000_000_000L;
    private static final int DEPTH_MAX = 1_000;

    private final SimTime time;
    private final Random random;
    private final SimProcess world;
    private final SimulatedDisk disk;

    SimDisk(SimTime time, Random random) {
        this.time = time;
        this.random = random;
        this.world = new SimProcess(time);
        this.disk = new SimulatedDisk(random);
    }

    @Override
    public void open(SimProcess process, Consumer<SimStore> opened, Consumer<String> refused) {
        SimulatedStore store;
        try {
            store = new SimulatedStore(disk, time, random, process.scheduler(READ_NANOS_MAX), process::after);
        } catch (IllegalStateException noRoom) {
            if (!disk.isFull()) {
                throw noRoom;
            }
            refused.accept(noRoom.getMessage());
            return;
        }
        opened.accept(new Embedded(store));
    }

    @Override
    public String trouble() {
        disk.full(true);
        world.after(random.nextLong(FULL_NANOS_MAX), () -> disk.full(false));
        return "disk full";
    }

    @Override
    public void heal() {
        disk.full(false);
    }

    @Override
    public int lapses() {
        return 0;
    }

    @Override
    public boolean isQuiet() {
        return true;
    }

    @Override
    public long skewNanos() {
        return 0;
    }

    private final class Embedded implements SimStore {

        private final SimulatedStore simulated;

        Embedded(SimulatedStore simulated) {
            this.simulated = simulated;
        }

        @Override
        public Store store() {
            return simulated.store();
        }

        @Override
        public void pump() {
            simulated.pump();
        }

        @Override
        public void check(SimClaims claims, Iterable<SimJob> jobs) {
            Throwable trouble = simulated.trouble();
            claims.require(
                    trouble == null || SimulatedDisk.saidSo(trouble),
                    "the store is in trouble by the disk only: " + trouble);
            claims.require(simulated.depth() < DEPTH_MAX, "what waits for the store is bounded");
            for (Job visible : simulated.visible()) {
                for (SimJob job : jobs) {
                    if (visible.id().equals(job.id)) {
                        job.seen(visible);
                    }
                }
            }
        }

        @Override
        public boolean isWell() {
            return !disk.isFull() && simulated.trouble() == null;
        }

        @Override
        public void close(Runnable closed) {
            simulated.store().close();
            closed.run();
        }

        @Override
        public void died() {
            disk.crash();
        }
    }
}
