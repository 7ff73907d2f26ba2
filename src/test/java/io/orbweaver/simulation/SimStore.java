package io.orbweaver.simulation;

import io.orbweaver.store.base.Store;
import java.util.function.Consumer;

/** One instance's open store. */
interface SimStore {

    Store store();

    /** What is to be done after each step of time. */
    void pump();

    /** What must hold of it after each step; looks at jobs as clients would see them. */
    void check(SimClaims claims, Iterable<SimJob> jobs);

    /** Whether it works. */
    boolean isWell();

    /** Closes it, in order. */
    void close(Runnable closed);

    /** Its process was killed. */
    void died();

    /** Where stores are opened, and what befalls them. */
    interface Home {

        /** Opens a store for a process; says why where that cannot be. */
        void open(SimProcess process, Consumer<SimStore> opened, Consumer<String> refused);

        /** Something bad begins, and ends by itself; says what. */
        String trouble();

        /** All that is bad ends. */
        void heal();

        /** How often URLs may have been asked for once more, as leases were lost without any process dying. */
        int lapses();

        /** Whether nothing bad was going on for so long that instances know of each other what there is to know. */
        boolean isQuiet();

        /** How far an instance's view of starts may be off, nanoseconds. */
        long skewNanos();
    }
}
