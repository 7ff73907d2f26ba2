package io.orbweaver.store.rocksdb;

import io.orbweaver.body.Bodies;
import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.StoreDamaged;
import io.orbweaver.commit.StoreRefused;
import io.orbweaver.commit.StoreStatus;
import io.orbweaver.event.EventLog;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobState;
import io.orbweaver.job.Jobs;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.store.base.Store;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.rocksdb.database.Database;
import io.orbweaver.store.rocksdb.database.LeaseJournal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The embedded store: opened, wired and closed as one. */
public final class RocksStore implements Store {

    private static final int READERS = 2;
    private static final int READS_WAITING_MAX = 100_000;

    private final StoreState state;
    private final GroupCommit loop;
    private final Scheduler reads;
    private final Scheduler reclaims;
    private final Reclaimer reclaimer;
    private final Runnable ending;
    private final RocksJobs jobs;
    private final RocksLedger ledger;
    private final RocksFrontier frontier;
    private final RocksHostGate gate;
    private final RocksEventLog eventLog;
    private final RocksBodies bodies;

    /**
     * A store made of its parts.
     *
     * @param loop applies operations; the thread that drives it is ended by {@code ending}
     * @param reads reads from the disk, where it may block
     * @param reclaims reclaims disk space, where it may block for long
     * @param ending returns when the loop has ended
     */
    RocksStore(
            StoreState state,
            GroupCommit loop,
            Scheduler reads,
            Scheduler reclaims,
            RandomGenerator random,
            Runnable ending) {
        this.state = state;
        this.loop = loop;
        this.reads = reads;
        this.reclaims = reclaims;
        this.ending = ending;
        this.reclaimer = new Reclaimer(state, reclaims);
        this.jobs = new RocksJobs(state, loop, reads, reclaimer);
        this.ledger = new RocksLedger(state, loop, random);
        this.frontier = new RocksFrontier(state, loop, jobs, reads, random.nextLong());
        this.gate = new RocksHostGate(state, loop);
        this.eventLog = new RocksEventLog(state, jobs, reads);
        this.bodies = new RocksBodies(state, jobs, reads);
    }

    /**
     * Opens the store in a folder, made where it is missing; blocks while it does.
     *
     * @param folder the data folder; the store lives in its sub-folder {@code rocksdb}
     * @param clock decides times and leases
     * @param random makes job ids
     * @param limits how much of everything there may be
     * @throws IllegalStateException with a sentence for the operator, where another process has it or it cannot be read
     */
    public static RocksStore open(Path folder, InstantSource clock, RandomGenerator random, StoreLimits limits) {
        return open(folder, clock, random, limits, UnaryOperator.identity());
    }

    /** The same, with something around its life that may fail. */
    static RocksStore open(
            Path folder,
            InstantSource clock,
            RandomGenerator random,
            StoreLimits limits,
            UnaryOperator<GroupCommit.Life> around) {
        Path own = folder.resolve("rocksdb");
        StoreState state = state(own, clock, limits);
        GroupCommit loop = new GroupCommit(around.apply(state));
        StoreThreads threads = new StoreThreads(loop);
        Scheduler reads = Schedulers.newBoundedElastic(READERS, READS_WAITING_MAX, "store-read");
        Scheduler reclaims = Schedulers.newSingle("store-reclaim", true);
        RocksStore store = new RocksStore(state, loop, reads, reclaims, random, threads::close);
        threads.start();
        store.reclaimer.wake();
        return store;
    }

    private static StoreState state(Path folder, InstantSource clock, StoreLimits limits) {
        try {
            return new StoreState(Database.opener(folder), clock, limits, LeaseJournal.in(folder));
        } catch (StoreDamaged e) {
            throw new StoreRefused(
                    "The store in " + folder + " is damaged: its file " + e.file() + " cannot be read.",
                    "Restore the whole folder from a backup.",
                    e);
        }
    }

    @Override
    public Jobs jobs() {
        return jobs;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Frontier frontier() {
        return frontier;
    }

    @Override
    public HostGate hostGate() {
        return gate;
    }

    @Override
    public EventLog eventLog() {
        return eventLog;
    }

    @Override
    public Bodies bodies() {
        return bodies;
    }

    /** Jobs in memory: those that run, and others for as long as an operation on them is not durable. */
    int jobsInMemory() {
        int count = 0;
        for (LiveJob ignored : state.liveJobs()) {
            count++;
        }
        return count;
    }

    @Override
    public InstantSource clock() {
        return state.clock();
    }

    @Override
    public StoreStatus status() {
        return () -> {
            long running = 0;
            long paused = 0;
            long queued = 0;
            for (LiveJob live : state.liveJobs()) {
                Job job = live.visible();
                if (job != null && job.state() == JobState.RUNNING) {
                    running++;
                    queued += job.counters().queued();
                } else if (job != null && job.state() == JobState.PAUSED) {
                    paused++;
                }
            }
            Throwable trouble = loop.trouble();
            StoreDamaged damage = state.damage().first();
            return new StoreStatus.Snapshot(
                    trouble == null ? null : String.valueOf(trouble.getMessage()),
                    damage == null ? null : damage.sentence(),
                    loop.depth(),
                    running,
                    paused,
                    queued,
                    state.quota().total(),
                    state.quota().max(),
                    null);
        };
    }

    /** Takes nothing more, makes durable what was accepted, and closes; blocks while it does. */
    @Override
    public void close() {
        reclaimer.close();
        ending.run();
        reads.dispose();
        reclaims.dispose();
        state.close();
    }
}
