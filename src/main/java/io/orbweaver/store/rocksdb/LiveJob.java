package io.orbweaver.store.rocksdb;

import io.orbweaver.event.EventType;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.SideAccount;
import io.orbweaver.store.base.EndRule;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.JobCodec;
import io.orbweaver.store.rocksdb.database.JobCodec.SeedFailure;
import io.orbweaver.store.rocksdb.database.Keyspace;
import io.orbweaver.store.rocksdb.database.LeaseJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * A job in memory: its record as the open group has it, its leases and its hosts. Owned by the store's thread, except
 * {@link #visible()}, which is what the last sync covers, and the number of leases beside it.
 */
final class LiveJob {

    private final Map<Long, Held> leases = new HashMap<>();
    private final Set<Long> leasedOrdinals = new HashSet<>();
    private final HostWindow hosts;
    private final DeferredSitemaps sitemaps;
    private final JobBodies bodies;
    private final LostLeaseCounts lost;
    private final LeaseJournal marks;
    private final Shown shown;
    private final RunningJobs running;
    private Job job;
    private @Nullable SeedFailure seedFailure;
    private int blockTypes;
    private long pagesInGroup;
    private volatile int leasesOut;
    private final AtomicReference<@Nullable Job> visible;

    /**
     * A lease that is out.
     *
     * @param lease as it was given
     * @param entry the URL's place in its queue
     * @param mark the place of its entry in the journal
     */
    record Held(Lease lease, HostQueue.Entry entry, int mark) {}

    /** Called when a job's record became visible, with whether its state changed by that. */
    interface Shown {
        void shown(LiveJob job, boolean moved);
    }

    LiveJob(
            Job job,
            @Nullable SeedFailure seedFailure,
            int blockTypes,
            @Nullable Job visible,
            HostWindow hosts,
            DeferredSitemaps sitemaps,
            JobBodies bodies,
            LostLeaseCounts lost,
            LeaseJournal marks,
            RunningJobs running,
            Shown shown) {
        this.running = running;
        running.moved(null, job.state());
        this.job = job;
        this.seedFailure = seedFailure;
        this.blockTypes = blockTypes;
        this.visible = new AtomicReference<>(visible);
        this.hosts = hosts;
        this.sitemaps = sitemaps;
        this.bodies = bodies;
        this.lost = lost;
        this.marks = marks;
        this.shown = shown;
    }

    JobId id() {
        return job.id();
    }

    Job job() {
        return job;
    }

    /** The job as last made durable; null while its opening is not. Any thread. */
    @Nullable
    Job visible() {
        return visible.get();
    }

    /** The state as last made durable; null while its opening is not. Any thread. */
    @Nullable
    JobState visibleState() {
        Job seen = visible();
        return seen == null ? null : seen.state();
    }

    /** Lets the present record be seen once a group is durable. */
    void showWhenDurable(Batch batch) {
        Job durable = job;
        batch.whenDurable(this, () -> {
            Job before = visible.getAndSet(durable);
            showLeases(); // they may have gone out or come back since
            shown.shown(this, before == null || before.state() != durable.state());
        });
    }

    /** Lets leases be seen, which are never on disk, beside the account that is. Any thread. */
    void showLeases() {
        visible.updateAndGet(shown -> {
            int out = leasesOut;
            if (shown == null || shown.state().ended()) {
                return shown;
            }
            Counters counters = shown.counters();
            long open = counters.leased() + counters.queued();
            return shown.with(counters.leased(Math.min(out, open) - counters.leased()), shown.lastSeq());
        });
    }

    boolean isLeased(long ordinal) {
        return leasedOrdinals.contains(ordinal);
    }

    /** Whether nothing runs and all is durable, so that the disk alone can hold it. */
    boolean mayLeaveMemory() {
        return job.state() != JobState.RUNNING && leases.isEmpty() && job.equals(visible.get());
    }

    /** Gives out a lease. */
    void lease(Lease lease, HostQueue.Entry entry) {
        leases.put(lease.token(), new Held(lease, entry, marks.mark(id(), entry.ordinal())));
        leasedOrdinals.add(entry.ordinal());
        if (lease.entry().isPage()) {
            leasesOut++;
            set(job.counters().leased(1));
        }
    }

    /** A lease that ended leaves its URL queued: the account says so again. */
    void queuedAgain(Held held) {
        if (held.lease().entry().isPage()) {
            set(job.counters().leased(-1));
        }
    }

    /** Ends a lease; null where its token does not hold. */
    @Nullable
    Held endLease(long token) {
        Held held = leases.remove(token);
        if (held != null) {
            marks.unmark(held.mark());
            leasedOrdinals.remove(held.entry().ordinal());
            leasesOut -= held.lease().entry().isPage() ? 1 : 0;
        }
        return held;
    }

    LostLeaseCounts lost() {
        return lost;
    }

    DeferredSitemaps sitemaps() {
        return sitemaps;
    }

    JobBodies bodies() {
        return bodies;
    }

    HostWindow hosts() {
        return hosts;
    }

    @Nullable
    Held held(long token) {
        return leases.get(token);
    }

    void set(Job changed) {
        running.moved(job.state(), changed.state());
        job = changed;
    }

    void set(SideAccount side) {
        job = job.with(side);
    }

    void set(Counters counters) {
        job = job.with(counters, job.lastSeq());
    }

    void countPage() {
        pagesInGroup++;
    }

    /** Folds the group's pages into the rate, once for the group. */
    void closeGroup(Instant now) {
        if (pagesInGroup > 0) {
            job = job.with(job.rate().plus(pagesInGroup, now));
            pagesInGroup = 0;
        }
        bodies.closeGroup();
    }

    byte[] record() {
        return JobCodec.meta(new JobCodec.Stored(job, seedFailure, sitemaps.seen(), sitemaps.left(), bodies.stored()));
    }

    /** Remembers the failed seed that was submitted first. */
    void seedFailed(int place, String kind) {
        if (seedFailure == null || place < seedFailure.place()) {
            seedFailure = new SeedFailure(place, kind);
        }
    }

    /** Whether one more URL may be leased now. */
    boolean mayLease() {
        Counters counters = job.counters();
        Integer cap = job.spec().concurrency();
        return job.state() == JobState.RUNNING
                && (cap == null || leases.size() < cap)
                && counters.pages() + counters.leased() < job.spec().maxPages()
                && !EndRule.bytesReached(job.spec(), counters);
    }

    /** Why a running job is over by itself now; null where it is not. */
    @Nullable
    EndRule ending() {
        return EndRule.of(job, sitemaps.left(), seedFailure == null ? null : seedFailure.kind());
    }

    /** Appends an event to the log; its number is the next. */
    void log(Batch batch, EventType type, byte[] json) throws RocksDBException {
        long seq = job.lastSeq() + 1;
        byte[] value = new byte[1 + json.length];
        value[0] = (byte) type.ordinal();
        System.arraycopy(json, 0, value, 1, json.length);
        batch.put(Family.LOG, Keyspace.event(id(), seq), value);
        int before = (seq - 1) % Keyspace.BLOCK_EVENTS == 0 ? 0 : blockTypes;
        blockTypes = before | type.bit();
        if (blockTypes != before) {
            batch.put(Family.BLOCKS, Keyspace.block(id(), seq), new byte[] {(byte) blockTypes});
        }
        job = job.with(job.counters(), seq);
        batch.touch(this);
    }

    /** Ends every lease; the URLs are queued again. */
    void takeBackAll() {
        List<Held> held = new ArrayList<>(leases.values());
        leases.clear();
        leasedOrdinals.clear();
        leasesOut = 0;
        held.forEach(h -> {
            marks.unmark(h.mark());
            queuedAgain(h);
            hosts.giveBack(h.lease().host(), h.entry());
        });
    }
}
