package io.orbweaver.simulation;

import io.orbweaver.store.redis.SimulatedLink;
import java.time.Duration;
import reactor.core.Disposable;

/** The network between an instance and the shared store: late, and at times broken or deaf. */
final class SimWire implements SimulatedLink.Wire {

    /** The longest way of a request or an answer. */
    static final long WAY_NANOS_MAX = 2_000_000;

    private final SimTime time;
    private final SimProcess network;
    private final SimProcess process;
    private final SimShared shared;
    private long lastAsk;
    private long lastAnswer;
    private int connection;
    private long downUntil;
    private long deafUntil;

    SimWire(SimTime time, SimProcess network, SimProcess process, SimShared shared) {
        this.time = time;
        this.network = network;
        this.process = process;
        this.shared = shared;
    }

    /** What is on its way is lost, and for so long there is no connection. */
    void reset(long nanos) {
        connection++;
        downUntil = Math.max(downUntil, time.nanos() + nanos);
    }

    /** For so long whatever is sent is lost, and nobody is told. */
    void swallow(long nanos) {
        deafUntil = time.nanos() + nanos;
    }

    void heal() {
        downUntil = 0;
        deafUntil = 0;
    }

    @Override
    public boolean isUp() {
        return time.nanos() >= downUntil;
    }

    /** Whether what is sent arrives. */
    boolean isWell() {
        return isUp() && time.nanos() >= deafUntil;
    }

    private boolean isLost(int sentBy) {
        return sentBy != connection || !isWell();
    }

    @Override
    public void toServer(Runnable arrives) {
        int by = connection;
        lastAsk = Math.max(lastAsk, time.nanos() + time.random().nextLong(WAY_NANOS_MAX));
        time.at(lastAsk, 0, network, () -> {
            if (!isLost(by)) {
                shared.arrives(arrives);
            }
        });
    }

    @Override
    public void toInstance(Runnable arrives) {
        int by = connection;
        lastAnswer = Math.max(lastAnswer, time.nanos() + time.random().nextLong(WAY_NANOS_MAX));
        time.at(lastAnswer, 0, process, () -> {
            if (!isLost(by)) {
                arrives.run();
            }
        });
    }

    @Override
    public Disposable after(Duration delay, Runnable action) {
        return process.disposable(delay.toNanos(), action);
    }
}
