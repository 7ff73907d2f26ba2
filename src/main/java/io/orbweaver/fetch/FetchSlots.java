package io.orbweaver.fetch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The cap of the instance: no transfer runs without one of its slots. Safe for use by any thread; never blocks. */
public final class FetchSlots {

    private final int slotsMax;
    private final AtomicInteger taken = new AtomicInteger();

    /** @param slotsMax transfers in flight at the same time, at least 1 */
    public FetchSlots(int slotsMax) {
        if (slotsMax < 1) {
            throw new IllegalArgumentException("at least one slot is needed");
        }
        this.slotsMax = slotsMax;
    }

    /** Takes a slot; null where all are taken. */
    public @Nullable Slot tryTake() {
        int present = taken.get();
        while (present < slotsMax) {
            if (taken.compareAndSet(present, present + 1)) {
                return new Slot();
            }
            present = taken.get();
        }
        return null;
    }

    /** Transfers in flight. */
    public int inFlight() {
        return taken.get();
    }

    /** The cap. */
    public int slotsMax() {
        return slotsMax;
    }

    /** The right to have one transfer in flight. */
    public final class Slot {

        private final AtomicBoolean given = new AtomicBoolean();

        private Slot() {}

        /** Gives the slot back; only the first call does. */
        public boolean giveBack() {
            if (given.compareAndSet(false, true)) {
                taken.decrementAndGet();
                return true;
            }
            return false;
        }
    }
}
