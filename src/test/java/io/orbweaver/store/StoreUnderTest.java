package io.orbweaver.store;

import io.orbweaver.body.Bodies;
import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.StoreStatus;
import io.orbweaver.event.EventLog;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.job.Jobs;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.store.base.Store;

/** A store as the contracts see it: its ports, its clock, and what may happen to it. */
public interface StoreUnderTest extends AutoCloseable {

    /** The store as it is open now. */
    Store opened();

    default Jobs jobs() {
        return opened().jobs();
    }

    default Ledger ledger() {
        return opened().ledger();
    }

    default Frontier frontier() {
        return opened().frontier();
    }

    default HostGate hostGate() {
        return opened().hostGate();
    }

    default EventLog eventLog() {
        return opened().eventLog();
    }

    default Bodies bodies() {
        return opened().bodies();
    }

    default StoreStatus status() {
        return opened().status();
    }

    TestClock clock();

    /** Closes it in order and opens it again on the same data; ports must be asked for anew. */
    void reopen();

    /** Opens what a process that dies now would leave; ports must be asked for anew. */
    void crash();

    @Override
    void close();
}
