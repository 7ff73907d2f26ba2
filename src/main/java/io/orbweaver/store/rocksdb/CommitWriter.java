package io.orbweaver.store.rocksdb;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Ledger.Keeping;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.event.EventJson;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobState;
import io.orbweaver.job.spec.DuplicateUse;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.outcome.Page;
import io.orbweaver.store.base.CommitDecision;
import io.orbweaver.store.base.CommitRules;
import io.orbweaver.store.base.EndRule;
import io.orbweaver.store.rocksdb.HostQueue.Entry;
import io.orbweaver.store.rocksdb.LiveJob.Held;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.Keyspace;
import io.orbweaver.store.rocksdb.database.QueueCodec;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Host;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** What a commit changes, in memory and in the group's batch. Used by the store's thread. */
final class CommitWriter {

    private final KnownUrls known;
    private final InstantSource clock;

    CommitWriter(KnownUrls known, InstantSource clock) {
        this.known = known;
        this.clock = clock;
    }

    Receipt append(Batch batch, @Nullable LiveJob job, Commit commit) throws RocksDBException {
        Held held = job == null ? null : job.held(commit.lease().token());
        if (job == null || held == null) {
            return Receipt.LEASE_LOST;
        }
        boolean couldLease = job.mayLease();
        CommitDecision decision = CommitRules.decide(commit, facts(batch, job, held, commit));
        discover(batch, job, decision.discovered());
        job.endLease(commit.lease().token());
        batch.delete(Family.QUEUE, held.entry().key());
        count(batch, job, decision);
        if (decision.result() instanceof Commit.Parked parked) {
            park(batch, job, held, parked, decision.newAlias());
        } else if (decision.result() instanceof Commit.Retry retry) {
            retry(batch, job, held, retry);
        } else {
            finish(batch, job, held, decision);
        }
        job.hosts().leaseEnded(batch, held.lease().host());
        batch.touch(job);
        job.sitemaps().release(batch, job);
        endIfOver(batch, job);
        if (!couldLease && job.mayLease()) {
            batch.wake(job.id());
        }
        return Receipt.COMMITTED;
    }

    Receipt discover(Batch batch, @Nullable LiveJob job, Lease lease, List<FrontierUrl> discovered)
            throws RocksDBException {
        if (job == null || job.held(lease.token()) == null) {
            return Receipt.LEASE_LOST;
        }
        discover(batch, job, discovered);
        return Receipt.COMMITTED;
    }

    /** Writes a part of a body ahead of its commit. */
    Keeping keep(Batch batch, @Nullable LiveJob job, Lease lease, int part, byte[] frame) throws RocksDBException {
        Held held = job == null ? null : job.held(lease.token());
        return job == null || held == null
                ? Keeping.LEASE_LOST
                : job.bodies().keep(batch, held.entry().ordinal(), part, frame);
    }

    /** Makes URLs known that are not; a known one, or an alias, stays what it is. */
    void discover(Batch batch, LiveJob job, List<FrontierUrl> discovered) throws RocksDBException {
        for (FrontierUrl url : discovered) {
            if (!url.isPage()) {
                job.sitemaps().add(batch, job, url, clock.instant());
            } else if (known.find(batch, job.id(), url.url()) == null) {
                Counters counters = job.job().counters().discovered(1);
                long ordinal = counters.known();
                known.put(batch, job.id(), url.url(), ordinal);
                Host host = url.target().host();
                byte[] key = Keyspace.queued(Keyspace.queuePrefix(job.id(), host, Keyspace.CLASS_READY), ordinal);
                batch.put(Family.QUEUE, key, QueueCodec.encode(url));
                job.set(counters);
                job.hosts().add(batch, host, new Entry(key, url));
                batch.touch(job);
            }
        }
    }

    /** What is known that may change what a commit comes to. */
    private CommitRules.Facts facts(Batch batch, LiveJob job, Held held, Commit commit) throws RocksDBException {
        CommitRules.Facts facts = CommitRules.Facts.none(job.job().spec().duplicates());
        if (commit.result() instanceof Commit.Parked parked) {
            return facts.target(known.find(batch, job.id(), parked.target()));
        }
        if (!(commit.result() instanceof Commit.Done done) || !(done.outcome() instanceof Page page)) {
            return facts;
        }
        boolean skips = facts.duplicates() == DuplicateUse.SKIP;
        return facts.canonical(skips ? pageUnder(batch, job, page.canonical()) : null)
                .content(known.firstOfContent(batch, job.id(), page.sha256()))
                .room(
                        done.kept() == null
                                ? CommitRules.Room.AMPLE
                                : job.bodies().room(batch, held.entry().ordinal(), page.sha256(), done.kept()));
    }

    /** The known URL whose outcome is a page under some URL, as far as the disk has it; null where there is none. */
    private static @Nullable CanonicalUrl pageUnder(Batch batch, LiveJob job, @Nullable CanonicalUrl url)
            throws RocksDBException {
        KnownUrls.Stored stored = url == null ? null : KnownUrls.stored(batch.database(), job.id(), url);
        if (stored != null && !stored.of().equals(url)) {
            stored = KnownUrls.stored(batch.database(), job.id(), stored.of());
        }
        if (stored == null || stored.seq() == 0) {
            return null;
        }
        byte[] event = batch.database().get(Family.LOG, Keyspace.event(job.id(), stored.seq()));
        return event != null && EventType.ofOrdinal(event[0]) == EventType.PAGE ? stored.of() : null;
    }

    /** The event and the account of what came to an end. */
    private static void count(Batch batch, LiveJob job, CommitDecision decision) throws RocksDBException {
        CommitDecision.Event event = decision.event();
        if (event != null) {
            job.log(batch, event.type(), event.data().json());
            if (event.data().whole() != null) {
                OversizedResults.put(
                        batch, job.id(), job.job().lastSeq(), event.data().whole());
            }
        }
        job.set(decision.counted(job.job().counters()));
        job.set(decision.counted(job.job().side()));
        FailureKind failure = decision.seedFailure();
        if (failure != null) {
            job.seedFailed(decision.lease().entry().seed(), failure.wireName());
        }
    }

    private void finish(Batch batch, LiveJob job, Held held, CommitDecision decision) throws RocksDBException {
        long ordinal = held.entry().ordinal();
        job.lost().ended(batch, ordinal);
        if (!(decision.result() instanceof Commit.Done done)) {
            job.sitemaps().done();
            return;
        }
        CanonicalUrl url = held.entry().url().url();
        long seq = job.job().lastSeq();
        known.done(batch, job.id(), url, ordinal, seq);
        if (decision.newContent() != null) {
            known.putContent(batch, job.id(), decision.newContent(), url);
        }
        if (done.kept() != null && done.outcome() instanceof Page page) {
            job.bodies().put(batch, ordinal, seq, page.sha256(), done.kept());
        } else {
            job.bodies().drop(batch, ordinal);
        }
        if (done.outcome() instanceof Page) {
            job.countPage();
        }
        if (done.joining() != null) {
            job.set(job.job().joining(done.joining()));
        }
    }

    private void park(Batch batch, LiveJob job, Held held, Commit.Parked parked, @Nullable CanonicalUrl newAlias)
            throws RocksDBException {
        if (newAlias != null) {
            known.putAlias(batch, job.id(), newAlias, parked.next().url());
        }
        job.bodies().drop(batch, held.entry().ordinal());
        Host host = parked.target().host();
        byte[] key = Keyspace.queued(
                Keyspace.queuePrefix(job.id(), host, Keyspace.CLASS_PARKED),
                held.entry().ordinal());
        batch.put(Family.QUEUE, key, QueueCodec.encode(parked.next()));
        job.hosts().addParked(batch, host, new Entry(key, parked.next()));
        batch.wake(job.id());
    }

    private static void retry(Batch batch, LiveJob job, Held held, Commit.Retry retry) throws RocksDBException {
        job.bodies().drop(batch, held.entry().ordinal());
        Host host = held.lease().host();
        byte[] key = Keyspace.timed(
                Keyspace.queuePrefix(job.id(), host, Keyspace.CLASS_TIMED),
                retry.notBefore().toEpochMilli(),
                held.entry().ordinal());
        batch.put(Family.QUEUE, key, QueueCodec.encode(retry.next()));
        job.hosts().addTimed(batch, host, Instant.ofEpochMilli(retry.notBefore().toEpochMilli()));
    }

    /** Ends a job that has nothing left, or has reached a limit. */
    void endIfOver(Batch batch, LiveJob job) throws RocksDBException {
        EndRule ending = job.ending();
        if (ending != null) {
            end(batch, job, ending.state(), ending.why());
        }
    }

    /** Ends a job: leases go back, then {@code state} and {@code end} are its last events. */
    void end(Batch batch, LiveJob job, JobState state, @Nullable String why) throws RocksDBException {
        Instant now = clock.instant();
        job.takeBackAll();
        job.bodies().dropAll(batch);
        job.set(job.job().moved(state, why, now));
        job.log(batch, EventType.STATE, EventJson.state(job.id(), state, why, now));
        Job ended = job.job();
        job.log(batch, EventType.END, EventJson.end(state, why, ended.counters(), now));
        batch.delete(Family.JOBS, Keyspace.job('a', job.id()));
        OwnedJobs.ended(batch, ended);
        batch.wake(job.id());
    }
}
