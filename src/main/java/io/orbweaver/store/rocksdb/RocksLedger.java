package io.orbweaver.store.rocksdb;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Ledger;
import io.orbweaver.event.EventJson;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.EndReason;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.SitemapUse;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.JobCodec;
import io.orbweaver.store.rocksdb.database.Keyspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The ledger on RocksDB: every call is an operation of the store's loop. */
final class RocksLedger implements Ledger {

    private final StoreState state;
    private final GroupCommit loop;
    private final CommitWriter commits;
    private final IdempotencyKeys keys;
    private final RandomGenerator random;

    RocksLedger(StoreState state, GroupCommit loop, RandomGenerator random) {
        this.state = state;
        this.loop = loop;
        this.random = random;
        this.commits = new CommitWriter(state.known(), state.clock());
        this.keys = new IdempotencyKeys(state.clock());
    }

    @Override
    public Mono<Opened> open(JobSpec spec, @Nullable IdempotencyKey key, @Nullable Owner owner) {
        return loop.durably(batch -> openNow(batch, spec, key, owner));
    }

    private Opened openNow(Batch batch, JobSpec spec, @Nullable IdempotencyKey key, @Nullable Owner owner)
            throws RocksDBException {
        if (key != null) {
            batch.settle();
            IdempotencyKeys.Found found = keys.find(batch.database(), key);
            LiveJob first = found == null ? null : state.load(found.job());
            if (found != null && !found.fingerprint().equals(key.fingerprint())) {
                return new Opened.KeyTaken();
            }
            if (first != null) {
                return new Opened.Replayed(first.job());
            }
        }
        if (spec.start() && !state.running().hasRoom()) {
            return new Opened.TooMany();
        }
        if (owner != null && !OwnedJobs.hasRoom(batch, owner)) {
            return new Opened.OwnerFull();
        }
        Opened.Fresh opened = create(batch, spec, owner);
        if (key != null) {
            keys.put(batch, key, opened.job().id());
        }
        return opened;
    }

    private Opened.Fresh create(Batch batch, JobSpec spec, @Nullable Owner owner) throws RocksDBException {
        Instant now = state.clock().instant();
        JobId id = freshId(batch, now);
        LiveJob job = state.create(Job.created(id, spec, owner == null ? null : owner.name(), now));
        OwnedJobs.opened(batch, job.job());
        batch.put(Family.JOBS, Keyspace.job('s', id), JobCodec.spec(spec));
        job.log(batch, EventType.STATE, EventJson.state(id, JobState.CREATED, null, now));
        List<FrontierUrl> seeds = new ArrayList<>();
        for (int i = 0; i < spec.seeds().size(); i++) {
            seeds.add(
                    spec.sitemaps() == SitemapUse.ONLY
                            ? FrontierUrl.origin(spec.seeds().get(i), i)
                            : FrontierUrl.seed(spec.seeds().get(i), i));
        }
        commits.discover(batch, job, seeds);
        if (spec.start()) {
            run(batch, job);
        }
        return new Opened.Fresh(job.job());
    }

    private JobId freshId(Batch batch, Instant now) throws RocksDBException {
        JobId id = JobId.of(now.toEpochMilli(), random.nextLong());
        while (state.inMemory(id) != null || batch.database().get(Family.JOBS, Keyspace.job('m', id)) != null) {
            id = JobId.of(now.toEpochMilli(), random.nextLong());
        }
        return id;
    }

    @Override
    public Mono<Moved> move(JobId id, JobState.Move move) {
        return loop.durably(batch -> {
            LiveJob job = state.load(id);
            if (job == null) {
                return new Moved.Unknown();
            }
            JobState next = job.job().state().after(move);
            if (next == null) {
                return new Moved.Conflict(job.job());
            }
            boolean changed = next != job.job().state();
            if (changed && next == JobState.RUNNING && !state.running().hasRoom()) {
                return new Moved.TooMany();
            }
            if (changed) {
                apply(batch, job, next);
            }
            return new Moved.Ok(job.job(), changed);
        });
    }

    private void apply(Batch batch, LiveJob job, JobState next) throws RocksDBException {
        switch (next) {
            case RUNNING -> run(batch, job);
            case PAUSED -> {
                moveTo(batch, job, next);
                batch.wake(job.id());
            }
            case CANCELLED -> commits.end(batch, job, next, null);
            case CREATED, COMPLETED, FAILED -> throw new IllegalStateException("no call leads to " + next);
        }
    }

    private void run(Batch batch, LiveJob job) throws RocksDBException {
        moveTo(batch, job, JobState.RUNNING);
        batch.put(Family.JOBS, Keyspace.job('a', job.id()), new byte[0]);
        job.hosts().recall();
        batch.wake(job.id());
        commits.endIfOver(batch, job);
    }

    private void moveTo(Batch batch, LiveJob job, JobState next) throws RocksDBException {
        Instant now = state.clock().instant();
        job.set(job.job().moved(next, null, now));
        job.log(batch, EventType.STATE, EventJson.state(job.id(), next, null, now));
    }

    @Override
    public Mono<Void> timeUp(JobId id) {
        return loop.durably(batch -> {
            LiveJob job = state.load(id);
            Duration limit = job == null ? null : job.job().spec().maxDuration();
            if (job != null
                    && limit != null
                    && job.job().state() == JobState.RUNNING
                    && job.job().running(state.clock().instant()).compareTo(limit) >= 0) {
                commits.end(batch, job, JobState.COMPLETED, EndReason.MAX_DURATION);
            }
            return null;
        });
    }

    @Override
    public Mono<Void> takeBack(JobId id) {
        return loop.quickly(batch -> {
            LiveJob job = state.inMemory(id);
            if (job != null && job.job().state() == JobState.PAUSED) {
                job.takeBackAll();
                job.showLeases();
            }
            return null;
        });
    }

    @Override
    public Flux<Job> moves() {
        return state.moves();
    }

    @Override
    public Mono<Receipt> append(Commit commit) {
        return loop.durably(
                batch -> commits.append(batch, state.inMemory(commit.lease().job()), commit));
    }

    @Override
    public Mono<Keeping> keep(Lease lease, int part, byte[] frame) {
        return loop.quickly(batch -> commits.keep(batch, state.inMemory(lease.job()), lease, part, frame));
    }

    @Override
    public Mono<Receipt> discover(Lease lease, List<FrontierUrl> discovered) {
        return loop.durably(batch -> commits.discover(batch, state.inMemory(lease.job()), lease, discovered));
    }
}
