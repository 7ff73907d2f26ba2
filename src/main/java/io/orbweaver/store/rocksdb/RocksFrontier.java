package io.orbweaver.store.rocksdb;

import io.orbweaver.frontier.DueHost;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.KnownUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.frontier.LeaseAnswer;
import io.orbweaver.frontier.ListedUrl;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.orbweaver.store.rocksdb.HostQueue.Entry;
import io.orbweaver.store.rocksdb.LiveJob.Held;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.Keyspace;
import io.orbweaver.store.rocksdb.database.LeaseJournal;
import io.orbweaver.store.rocksdb.database.QueueCodec;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The frontier on RocksDB. Leases live in memory and as long as the process: one that dies leaves every URL in its
 * queue, and in {@link LeaseJournal} a record of those that it had leased.
 */
final class RocksFrontier implements Frontier {

    private static final DueHosts NONE = new DueHosts(List.of(), Instant.MAX);

    private final StoreState state;
    private final GroupCommit loop;
    private final Jobs jobs;
    private final Scheduler reads;
    private final CommitWriter commits;
    private long lastToken;

    /** @param firstToken a number that no earlier process reached, so that its leases are not taken for this one's */
    RocksFrontier(StoreState state, GroupCommit loop, Jobs jobs, Scheduler reads, long firstToken) {
        this.state = state;
        this.jobs = jobs;
        this.reads = reads;
        this.loop = loop;
        this.commits = new CommitWriter(state.known(), state.clock());
        this.lastToken = firstToken;
    }

    @Override
    public Mono<DueHosts> due(JobId id, int hostsMax) {
        return loop.quickly(batch -> dueNow(batch, id, hostsMax), (batch, dropped) -> {
            LiveJob job = state.inMemory(id);
            for (DueHost host : dropped == null ? List.<DueHost>of() : dropped.hosts()) {
                if (job != null) {
                    job.hosts().later(host.host(), now());
                    batch.wake(id);
                }
            }
        });
    }

    private DueHosts dueNow(Batch batch, JobId id, int hostsMax) throws RocksDBException {
        LiveJob job = state.inMemory(id);
        if (job == null) {
            return NONE;
        }
        endIfOver(batch, job); // a process that died may have left it at a limit
        job.sitemaps().release(batch, job);
        return job.mayLease() ? job.hosts().due(batch, hostsMax, now()) : NONE;
    }

    private void endIfOver(Batch batch, LiveJob job) throws RocksDBException {
        if (job.ending() != null) {
            commits.endIfOver(batch, job);
            batch.mustSync();
        }
    }

    @Override
    public Mono<LeaseAnswer> lease(JobId id, Host host, Origin origin) {
        return loop.quickly(batch -> leaseNow(batch, id, host, origin), (batch, dropped) -> {
            if (dropped != null && dropped.lease() != null) {
                giveBackNow(batch, dropped.lease());
            }
            LiveJob job = state.inMemory(id);
            if (job != null) {
                job.hosts().later(host, now());
                batch.wake(id);
            }
        });
    }

    private LeaseAnswer leaseNow(Batch batch, JobId id, Host host, Origin origin) throws RocksDBException {
        LiveJob job = state.inMemory(id);
        if (job == null) {
            return new LeaseAnswer(null, null, true);
        }
        if (!job.mayLease()) {
            job.hosts().later(host, now());
            return new LeaseAnswer(null, null, true);
        }
        Entry first = job.hosts().peek(batch, host, now());
        while (first != null && !job.sitemaps().mayLease(job, first)) {
            job.sitemaps().putBack(batch, job, job.hosts().takeOut(host));
            first = job.hosts().peek(batch, host, now());
        }
        if (first == null || !first.origin().equals(origin)) {
            return new LeaseAnswer(null, next(batch, job, host, first), false);
        }
        Lease lease = new Lease(id, first.url(), host, ++lastToken, job.lost().of(first.ordinal()));
        job.lease(lease, job.hosts().lease(host));
        job.showLeases();
        return new LeaseAnswer(lease, next(batch, job, host, job.hosts().peek(batch, host, now())), false);
    }

    private @Nullable DueHost next(Batch batch, LiveJob job, Host host, @Nullable Entry first) throws RocksDBException {
        if (first == null) {
            job.hosts().releaseEmpty(batch, host);
            return null;
        }
        return new DueHost(host, first.origin());
    }

    @Override
    public Mono<Void> later(JobId id, Host host, Instant until) {
        return loop.quickly(batch -> {
            LiveJob job = state.inMemory(id);
            if (job != null) {
                job.hosts().later(host, until);
                batch.wake(id);
            }
            return null;
        });
    }

    @Override
    public Mono<Void> giveBack(Lease lease) {
        return loop.quickly(batch -> {
            giveBackNow(batch, lease);
            return null;
        });
    }

    private void giveBackNow(Batch batch, Lease lease) throws RocksDBException {
        LiveJob job = state.inMemory(lease.job());
        Held held = job == null ? null : job.endLease(lease.token());
        if (job != null && held != null) {
            job.queuedAgain(held);
            job.hosts().giveBack(held.lease().host(), held.entry());
            job.showLeases();
            endIfOver(batch, job); // it was the last one under way, and maxBytes is reached
            batch.wake(lease.job());
        }
    }

    @Override
    public Mono<Void> recall() {
        return loop.quickly(batch -> {
            for (LiveJob job : state.liveJobs()) {
                job.takeBackAll();
                job.hosts().recall();
                job.showLeases();
                batch.wake(job.id());
            }
            return null;
        });
    }

    @Override
    public Mono<KnownUrl> find(JobId id, CanonicalUrl url) {
        return jobs.find(id)
                .flatMap(job -> Mono.fromCallable(() -> state.<@Nullable KnownUrl>read(db -> findNow(db, job, url)))
                        .subscribeOn(reads));
    }

    private static @Nullable KnownUrl findNow(KeyValues db, Job job, CanonicalUrl url) throws RocksDBException {
        KnownUrls.Stored stored = KnownUrls.stored(db, job.id(), url);
        KnownUrls.Stored known =
                stored == null || stored.of().equals(url) ? stored : KnownUrls.stored(db, job.id(), stored.of());
        if (known == null || known.ordinal() > job.counters().known()) {
            return null; // what the log does not show yet is not returned
        }
        byte[] queued = db.get(
                Family.QUEUE,
                Keyspace.queued(
                        Keyspace.queuePrefix(job.id(), known.of().host(), Keyspace.CLASS_READY), known.ordinal()));
        long seq = known.seq() > job.lastSeq() ? 0 : known.seq();
        return new KnownUrl(
                known.of(), known.ordinal(), seq, queued == null || seq > 0 ? null : QueueCodec.decode(queued));
    }

    @Override
    public Mono<List<ListedUrl>> list(JobId id, @Nullable CanonicalUrl after, int max) {
        return jobs.find(id)
                .flatMap(job -> Mono.fromCallable(() -> state.read(db -> KnownUrls.list(db, job, after, max)))
                        .subscribeOn(reads))
                .defaultIfEmpty(List.of());
    }

    @Override
    public Flux<JobId> wakes() {
        return state.wakes();
    }

    private Instant now() {
        return state.clock().instant();
    }
}
