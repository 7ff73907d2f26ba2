package io.orbweaver.store.rocksdb;

import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.Jobs;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.JobCodec;
import io.orbweaver.store.rocksdb.database.JobCodec.Stored;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.KeyValues.Rows;
import io.orbweaver.store.rocksdb.database.Keyspace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The jobs on RocksDB, as the last sync left them. */
final class RocksJobs implements Jobs {

    /** Families whose keys begin with the job. */
    static final List<Family> OF_A_JOB = Arrays.stream(Family.values())
            .filter(family -> family != Family.DEFAULT && family != Family.JOBS)
            .toList();

    private final StoreState state;
    private final GroupCommit loop;
    private final Scheduler reads;
    private final Reclaimer reclaimer;

    RocksJobs(StoreState state, GroupCommit loop, Scheduler reads, Reclaimer reclaimer) {
        this.reclaimer = reclaimer;
        this.state = state;
        this.loop = loop;
        this.reads = reads;
    }

    @Override
    public Mono<Job> find(JobId id) {
        return Mono.defer(() -> {
            LiveJob live = state.inMemory(id);
            return live != null
                    ? Mono.justOrEmpty(live.visible())
                    : Mono.fromCallable(() -> fromDisk(id)).subscribeOn(reads);
        });
    }

    private @Nullable Job fromDisk(JobId id) {
        Stored stored = state.<@Nullable Stored>read(db -> StoreState.stored(db, id, state.clock()));
        LiveJob live = state.inMemory(id); // came in between: what the disk had may not be durable
        if (live != null) {
            return live.visible();
        }
        return stored == null ? null : stored.job();
    }

    @Override
    public Mono<List<Job>> list(@Nullable JobState wanted, @Nullable String owner, @Nullable JobId after, int limit) {
        return Mono.fromCallable(() -> {
                    List<Job> page = new ArrayList<>();
                    Range range = owner == null ? Range.ofAll() : Range.of(owner, wanted);
                    for (JobId id : ids(range, wanted, after, limit)) {
                        Job job = visible(id);
                        if (job != null && (wanted == null || job.state() == wanted)) {
                            page.add(job);
                        }
                    }
                    return page;
                })
                .subscribeOn(reads);
    }

    private @Nullable Job visible(JobId id) {
        LiveJob live = state.inMemory(id);
        return live == null ? fromDisk(id) : live.visible();
    }

    /**
     * Rows that end in a job's id, in its order.
     *
     * @param prefix what they begin with
     */
    private record Range(byte[] prefix) {

        static Range ofAll() {
            return new Range(new byte[] {'m'});
        }

        /** Whether the rows are records of jobs. */
        boolean isOfAll() {
            return prefix.length == 1;
        }

        static Range of(String owner, @Nullable JobState wanted) {
            return new Range(OwnedJobs.prefix(wanted == null || wanted.ended() ? 'o' : 'n', owner));
        }

        /** The row of a job; the last there may be where that is null. */
        byte[] row(@Nullable JobId job) {
            return ByteBuffer.allocate(prefix.length + Long.BYTES)
                    .put(prefix)
                    .putLong(job == null ? Long.MAX_VALUE : job.value())
                    .array();
        }
    }

    /** Ids from the newest; what is in memory may not be durable on disk yet, so that it is looked at later. */
    private List<JobId> ids(Range range, @Nullable JobState wanted, @Nullable JobId after, int limit) {
        return state.read(db -> {
            List<JobId> ids = new ArrayList<>();
            byte[] from = range.row(after);
            try (Rows it = db.rows(Family.JOBS)) {
                it.seekForPrev(from);
                if (after != null && it.isValid() && Arrays.equals(it.key(), from)) {
                    it.prev();
                }
                while (ids.size() < limit && it.isValid() && Keyspace.startsWith(it.key(), range.prefix())) {
                    JobId id = Keyspace.jobOf(it.key(), range.prefix().length);
                    if (wanted == null || stateOf(db, id, range.isOfAll() ? it.value() : null) == wanted) {
                        ids.add(id);
                    }
                    it.prev();
                }
            }
            return ids;
        });
    }

    private @Nullable JobState stateOf(KeyValues db, JobId id, byte @Nullable [] record) throws RocksDBException {
        LiveJob live = state.inMemory(id);
        if (live != null) {
            return live.visibleState();
        }
        byte[] meta = record == null ? db.get(Family.JOBS, Keyspace.job('m', id)) : record;
        return meta == null ? null : JobCodec.stateOf(meta);
    }

    @Override
    public Mono<Void> remove(JobId id) {
        return loop.durably(batch -> removeNow(batch, id))
                .flatMap(removed -> removed
                        ? Mono.fromRunnable(reclaimer::wake)
                        : Mono.error(new IllegalStateException("a job is removed only after its end")));
    }

    private boolean removeNow(Batch batch, JobId id) throws RocksDBException {
        LiveJob job = state.load(id);
        if (job == null || !job.job().state().ended()) {
            return job == null;
        }
        batch.settle();
        erase(batch, id);
        OwnedJobs.removed(batch, job.job());
        job.lost().erase(batch);
        state.quota().add(batch, -job.bodies().stored());
        batch.settle(); // the next operation of the group must not find it again
        state.drop(id);
        batch.whenDurable(job, () -> state.changed(id));
        return true;
    }

    private static void erase(Batch batch, JobId id) throws RocksDBException {
        for (char part : new char[] {'m', 's', 'a'}) {
            batch.delete(Family.JOBS, Keyspace.job(part, id));
        }
        for (Family family : OF_A_JOB) {
            batch.deleteRange(family, Keyspace.jobPrefix(id), Keyspace.afterJob(id));
        }
        batch.put(Family.JOBS, Keyspace.job('r', id), new byte[0]);
    }

    @Override
    public Flux<JobId> changes() {
        return state.changes();
    }
}
