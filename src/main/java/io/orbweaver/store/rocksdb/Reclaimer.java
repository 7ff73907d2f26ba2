package io.orbweaver.store.rocksdb;

import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.job.JobId;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.KeyValues.Rows;
import io.orbweaver.store.rocksdb.database.KeyValues.Writes;
import io.orbweaver.store.rocksdb.database.Keyspace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * The background task that reclaims the disk space of removed jobs. Removing a job only marks its rows as deleted,
 * which is quick; the rest is done here, after everything else, and continued at the next start if it was interrupted.
 *
 * <p>Each pass writes what is in memory to small tables; those of the jobs that are still there are merged, so that a
 * store where jobs come and go for long has as many files as one that was filled at once.
 *
 * <p>Jobs that were created one after another and are all removed are one range: so a thousand small ones cost as one.
 */
final class Reclaimer {

    private static final Logger log = LoggerFactory.getLogger(Reclaimer.class);

    /** After a removal, so that those that follow it are reclaimed with it. */
    private static final long PAUSE_MILLIS = 2_000;

    private static final int JOBS_AT_ONCE = 10_000;

    private final StoreState state;
    private final Scheduler scheduler;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean closed;

    /** @param scheduler may block for long; nothing else runs there */
    Reclaimer(StoreState state, Scheduler scheduler) {
        this.state = state;
        this.scheduler = scheduler;
    }

    /** A run of removed jobs without one between them that is there. */
    private record Range(List<JobId> jobs) {

        byte[] from() {
            return Keyspace.jobPrefix(jobs.get(0));
        }

        byte[] to() {
            return Keyspace.afterJob(jobs.get(jobs.size() - 1));
        }
    }

    /** There may be something to reclaim. Any thread; returns at once. */
    void wake() {
        if (!closed && waiting.compareAndSet(false, true)) {
            scheduler.schedule(this::pass, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void pass() {
        waiting.set(false);
        try {
            List<Range> ranges = state.read(Reclaimer::ranges);
            if (!ranges.isEmpty() && !closed) {
                state.read(db -> {
                    db.flush();
                    return true;
                });
            }
            ranges.forEach(this::reclaim);
            for (Family family : RocksJobs.OF_A_JOB) {
                mergeSmallTables(family);
            }
        } catch (StoreUnavailable e) {
            log.debug("the disk space of removed jobs is reclaimed later: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.warn("the disk space of removed jobs could not be reclaimed", e);
        }
    }

    private void mergeSmallTables(Family family) {
        if (!closed) {
            state.read(db -> {
                db.mergeSmallTables(family);
                return true;
            });
        }
    }

    private void reclaim(Range range) {
        for (Family family : RocksJobs.OF_A_JOB) {
            if (closed) {
                return;
            }
            state.read(db -> {
                db.reclaim(family, range.from(), range.to());
                return true;
            });
        }
        state.read(db -> {
            try (Writes writes = db.newWrites()) {
                for (JobId job : range.jobs()) {
                    writes.delete(Family.JOBS, Keyspace.job('r', job));
                }
                db.write(writes);
            }
            return true;
        });
    }

    private static List<Range> ranges(KeyValues db) {
        List<Range> ranges = new ArrayList<>();
        byte[] prefix = {'r'};
        try (Rows removed = db.rows(Family.JOBS);
                Rows present = db.rows(Family.JOBS)) {
            JobId last = null;
            removed.seek(prefix);
            for (int i = 0; i < JOBS_AT_ONCE && removed.isValid(); i++) {
                if (!Keyspace.startsWith(removed.key(), prefix)) {
                    break;
                }
                JobId job = Keyspace.jobOf(removed.key(), 1);
                if (last == null || isBetween(present, last, job)) {
                    ranges.add(new Range(new ArrayList<>()));
                }
                ranges.get(ranges.size() - 1).jobs().add(job);
                last = job;
                removed.next();
            }
        }
        return ranges;
    }

    private static boolean isBetween(Rows present, JobId before, JobId behind) {
        present.seek(Keyspace.job('m', before));
        return present.isValid()
                && present.key()[0] == 'm'
                && Keyspace.jobOf(present.key(), 1).compareTo(behind) < 0;
    }

    /** Begins nothing more; what is under way is stopped by {@link StoreState#stopReclaiming}. */
    void close() {
        closed = true;
    }
}
