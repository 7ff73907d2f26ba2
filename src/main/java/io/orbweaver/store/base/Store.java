package io.orbweaver.store.base;

import io.orbweaver.body.Bodies;
import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.StoreStatus;
import io.orbweaver.event.EventLog;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.job.Jobs;
import io.orbweaver.politeness.HostGate;
import java.time.InstantSource;

/** A store that is open: all of its ports. */
public interface Store extends AutoCloseable {

    /** The jobs. */
    Jobs jobs();

    /** The ledger. */
    Ledger ledger();

    /** The frontier. */
    Frontier frontier();

    /** The host gate. */
    HostGate hostGate();

    /** The event logs. */
    EventLog eventLog();

    /** The kept bodies. */
    Bodies bodies();

    /** Whether it works, and how much is in it. */
    StoreStatus status();

    /** The clock that its leases, turns and due times go by. */
    InstantSource clock();

    /** Takes nothing more, lets what was accepted end, and closes; blocks while it does. */
    @Override
    void close();
}
