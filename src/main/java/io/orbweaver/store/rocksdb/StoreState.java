package io.orbweaver.store.rocksdb;

import io.orbweaver.commit.StoreDamaged;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.base.StoreSignals;
import io.orbweaver.store.rocksdb.database.DamageRecord;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.JobCodec;
import io.orbweaver.store.rocksdb.database.JobCodec.Stored;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.KeyValues.Rows;
import io.orbweaver.store.rocksdb.database.Keyspace;
import io.orbweaver.store.rocksdb.database.LeaseJournal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import reactor.core.publisher.Flux;

/**
 * The database and the jobs in memory. Jobs that run are always in memory; another is while an operation on it is not
 * durable yet.
 *
 * <p>Readers hold the read lock while they use the database, so that it is not opened anew under them; the lock is
 * taken on the store's own threads only and never across an asynchronous step.
 */
final class StoreState implements GroupCommit.Life {

    private final KeyValues.Opener opener;
    private final InstantSource clock;
    private final KnownUrls known = new KnownUrls();
    private final RunningJobs running;
    private final int sitemapsMax;
    private final BodyQuota quota;
    private final LeaseJournal marks;
    private final Map<JobId, LiveJob> live = new ConcurrentHashMap<>();
    private final Set<JobId> pausing = ConcurrentHashMap.newKeySet();
    private final DamageRecord damage = new DamageRecord();
    private final StoreSignals signals = new StoreSignals();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private KeyValues database;
    private boolean readable = true;

    StoreState(KeyValues.Opener opener, InstantSource clock, StoreLimits limits, LeaseJournal marks) {
        this.sitemapsMax = limits.sitemapsMax();
        this.quota = new BodyQuota(limits.bodiesJobMax(), limits.bodiesMax());
        this.running = new RunningJobs(limits.runningMax());
        this.opener = opener;
        this.clock = clock;
        this.marks = marks;
        this.database = opener.open();
        try {
            read(db -> {
                LostLeaseCounts.count(db, marks.begin());
                return true;
            });
            marks.clear();
            loadActive();
        } catch (StoreUnavailable e) {
            close();
            throw e;
        }
    }

    /** A read of the database. */
    interface Reading<T extends @Nullable Object> {
        T read(KeyValues database) throws RocksDBException;
    }

    InstantSource clock() {
        return clock;
    }

    /** The store's thread. */
    RunningJobs running() {
        return running;
    }

    BodyQuota quota() {
        return quota;
    }

    KnownUrls known() {
        return known;
    }

    /** Hot; emitted by the store's thread. */
    Flux<JobId> wakes() {
        return signals.wakes();
    }

    /** Hot; emitted by the sync thread. */
    Flux<JobId> changes() {
        return signals.changes();
    }

    /** Hot; emitted by the sync thread. */
    Flux<Job> moves() {
        return signals.moves();
    }

    /** Reads on any of the store's threads. */
    <T extends @Nullable Object> T read(Reading<T> reading) {
        lock.readLock().lock();
        try {
            if (!readable) {
                throw new StoreUnavailable("the store is not open");
            }
            return reading.read(database);
        } catch (RocksDBException e) {
            throw noted(DamageRecord.readFailed(e));
        } catch (StoreUnavailable e) {
            throw noted(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private StoreUnavailable noted(StoreUnavailable error) {
        if (error instanceof StoreDamaged damaged) {
            damage.add(damaged);
        }
        return error;
    }

    /** What of the files was found damaged. */
    DamageRecord damage() {
        return damage;
    }

    @Override
    public void damaged(StoreDamaged damaged) {
        damage.add(damaged);
    }

    @Override
    public Batch newBatch() {
        evictIdle();
        return new Batch(database, clock);
    }

    @Override
    public void written(Batch batch) {
        batch.woken().forEach(signals::woken);
    }

    @Override
    public void sync() throws RocksDBException {
        database.sync();
    }

    @Override
    public void reopen() {
        opener.probe(); // until then what is open can be read, as far as the last sync went
        Set<JobId> before = new HashSet<>(live.keySet());
        stopReclaiming();
        lock.writeLock().lock();
        try {
            readable = false; // if it does not open again, the closed database must not be read
            database.close();
            openAgain();
            known.clear();
            pausing.clear();
            live.clear();
            marks.clear(); // their leases are gone, and the process lives
            running.clear();
            loadActive();
        } finally {
            lock.writeLock().unlock();
        }
        before.addAll(live.keySet());
        before.forEach(this::publishCurrent);
    }

    /** What failed may be on disk anyway: watchers of a job are notified of its state and log as they now are. */
    private void publishCurrent(JobId id) {
        LiveJob job = live.get(id);
        Stored stored = job == null ? this.<@Nullable Stored>read(db -> stored(db, id)) : null;
        Job asItIs = job != null ? job.visible() : stored == null ? null : stored.job();
        if (asItIs != null) {
            signals.moved(asItIs);
        }
        signals.woken(id);
        changed(id);
    }

    /** Ends the wait for disk space to be reclaimed. */
    void stopReclaiming() {
        database.stopReclaiming();
    }

    private void openAgain() {
        try {
            database = opener.open();
            readable = true;
        } catch (RuntimeException | Error e) {
            try {
                database = opener.openForReading();
                readable = true;
            } catch (RuntimeException unreadable) {
                e.addSuppressed(unreadable);
            }
            throw e;
        }
    }

    /** Closes the database; the loop has ended. */
    void close() {
        stopReclaiming();
        lock.writeLock().lock();
        try {
            readable = false;
            database.close();
            marks.close();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void loadActive() {
        read(db -> {
            quota.load(db);
            return true;
        });
        for (JobId id : read(StoreState::activeIds)) {
            load(id);
        }
    }

    private static List<JobId> activeIds(KeyValues db) {
        List<JobId> ids = new ArrayList<>();
        byte[] prefix = {'a'};
        try (Rows it = db.rows(Family.JOBS)) {
            for (it.seek(prefix); it.isValid() && Keyspace.startsWith(it.key(), prefix); it.next()) {
                ids.add(Keyspace.jobOf(it.key(), 1));
            }
        }
        return ids;
    }

    /** Jobs in memory. */
    Iterable<LiveJob> liveJobs() {
        return live.values();
    }

    /** A job in memory; null where it is not. Any thread. */
    @Nullable
    LiveJob inMemory(JobId id) {
        return live.get(id);
    }

    /** A job, brought to memory where it is stored; null where it is not. The store's thread. */
    @Nullable
    LiveJob load(JobId id) {
        LiveJob there = live.get(id);
        if (there != null) {
            return there;
        }
        Stored stored = this.<@Nullable Stored>read(db -> stored(db, id));
        if (stored == null) {
            return null;
        }
        Job job = stored.job();
        int types = read(db -> {
            byte[] block = job.lastSeq() == 0 ? null : db.get(Family.BLOCKS, Keyspace.block(id, job.lastSeq()));
            return block == null ? 0 : (int) block[0];
        });
        if (job.state() != JobState.RUNNING) {
            pausing.add(id); // it is dropped again unless the operation changes it
        }
        return keep(
                self -> new LiveJob(
                        job,
                        stored.seedFailure(),
                        types,
                        job,
                        window(id, self, true),
                        new DeferredSitemaps(known, sitemapsMax, stored.sitemapsSeen(), stored.sitemapsLeft()),
                        bodies(stored),
                        read(db -> LostLeaseCounts.of(db, id)),
                        marks,
                        running,
                        this::shown),
                id);
    }

    /** A job that is being opened. The store's thread. */
    LiveJob create(Job job) {
        DeferredSitemaps sitemaps = new DeferredSitemaps(known, sitemapsMax, 0, 0);
        return keep(
                self -> new LiveJob(
                        job,
                        null,
                        0,
                        null,
                        window(job.id(), self, false),
                        sitemaps,
                        new JobBodies(job.id(), quota, 0),
                        LostLeaseCounts.none(job.id()),
                        marks,
                        running,
                        this::shown),
                job.id());
    }

    private JobBodies bodies(Stored stored) {
        JobBodies bodies = new JobBodies(stored.job().id(), quota, stored.bodyBytes());
        if (stored.job().spec().keepBodies()) {
            read(db -> {
                bodies.loadAhead(db);
                return true;
            });
        }
        return bodies;
    }

    private LiveJob keep(Function<LiveJob[], LiveJob> make, JobId id) {
        LiveJob[] self = new LiveJob[1];
        LiveJob job = make.apply(self);
        self[0] = job;
        live.put(id, job);
        return job;
    }

    private HostWindow window(JobId id, LiveJob[] self, boolean beyond) {
        QueueReader reader = new QueueReader(() -> database, ordinal -> self[0].isLeased(ordinal));
        return new HostWindow(id, reader, running, beyond);
    }

    /** Forgets a job that is gone, or need not be in memory. The store's thread. */
    void drop(JobId id) {
        live.remove(id);
    }

    /** Notifies that something of a job became visible. */
    void changed(JobId id) {
        signals.changed(id);
    }

    /** Runs on the sync thread, or on the store's where nothing had to be synced. */
    private void shown(LiveJob job, boolean moved) {
        Job visible = job.visible();
        if (visible != null && moved) {
            signals.moved(visible);
        }
        if (visible != null && visible.state() != JobState.RUNNING) {
            pausing.add(job.id());
        }
        changed(job.id());
    }

    private void evictIdle() {
        for (JobId id : pausing) {
            LiveJob job = live.get(id);
            if (job == null || job.job().state() == JobState.RUNNING || job.mayLeaveMemory()) {
                pausing.remove(id);
                if (job != null && job.mayLeaveMemory()) {
                    live.remove(id);
                }
            }
        }
    }

    static @Nullable Stored stored(KeyValues db, JobId id, InstantSource clock) throws RocksDBException {
        byte[] meta = db.get(Family.JOBS, Keyspace.job('m', id));
        byte[] spec = db.get(Family.JOBS, Keyspace.job('s', id));
        return meta == null || spec == null ? null : JobCodec.read(id, spec, meta, clock.instant());
    }

    private @Nullable Stored stored(KeyValues db, JobId id) throws RocksDBException {
        return stored(db, id, clock);
    }
}
