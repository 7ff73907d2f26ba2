package io.orbweaver.store.rocksdb;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Kept;
import io.orbweaver.commit.Ledger.Keeping;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.event.EventData;
import io.orbweaver.event.EventJson;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobState;
import io.orbweaver.job.spec.DuplicateUse;
import io.orbweaver.outcome.BodyKeeping;
import io.orbweaver.outcome.Failure;
import io.orbweaver.outcome.Outcome;
import io.orbweaver.outcome.Page;
import io.orbweaver.outcome.Skip;
import io.orbweaver.outcome.SkipReason;
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
        Commit.Result result = commit.result() instanceof Commit.Done done
                ? withBody(batch, job, held, withDuplicate(batch, job, held, done))
                : commit.result();
        discover(
                batch,
                job,
                isCopy(commit.result(), result)
                        ? commit.discovered().stream()
                                .filter(url -> !url.isPage())
                                .toList()
                        : commit.discovered());
        job.endLease(commit.lease().token());
        batch.delete(Family.QUEUE, held.entry().key());
        if (result instanceof Commit.Done || result instanceof Commit.SitemapDone) {
            job.lost().ended(batch, held.entry().ordinal());
        }
        if (result instanceof Commit.Done done) {
            finish(batch, job, held, done);
        } else if (result instanceof Commit.Parked parked) {
            job.bodies().drop(batch, held.entry().ordinal());
            park(batch, job, held, parked);
        } else if (result instanceof Commit.Retry retry) {
            job.bodies().drop(batch, held.entry().ordinal());
            retry(batch, job, held, retry);
        } else if (result instanceof Commit.SitemapDone sitemap) {
            sitemapDone(batch, job, held, sitemap);
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

    /** A page whose content an earlier page had says so, or is none, as the job asks. */
    private Commit.Done withDuplicate(Batch batch, LiveJob job, Held held, Commit.Done done) throws RocksDBException {
        FrontierUrl url = held.entry().url();
        if (!(done.outcome() instanceof Page page) || page.bytes() == 0) {
            return done;
        }
        boolean skipped = job.job().spec().duplicates() == DuplicateUse.SKIP;
        CanonicalUrl of = skipped ? pageUnder(batch, job, page.canonical()) : null;
        if (of == null || of.equals(url.url())) {
            of = known.firstOfContent(batch, job.id(), url.url(), page.sha256());
        }
        if (of == null || of.equals(url.url())) {
            return done;
        }
        Outcome outcome = skipped ? new Skip(SkipReason.DUPLICATE, of) : page.duplicateOf(of);
        Kept kept = skipped ? null : done.kept();
        return new Commit.Done(outcome, data(url, outcome, done.at()), done.at(), done.joining(), kept);
    }

    /** A page whose body there is no room for says so. */
    private static Commit.Done withBody(Batch batch, LiveJob job, Held held, Commit.Done done) throws RocksDBException {
        if (done.kept() == null || !(done.outcome() instanceof Page page)) {
            return done;
        }
        if (job.bodies().mayKeep(batch, held.entry().ordinal(), page.sha256(), done.kept())) {
            return done;
        }
        Page without = page.body(BodyKeeping.LIMIT);
        EventData data = data(held.entry().url(), without, done.at());
        return new Commit.Done(without, data, done.at(), done.joining(), null);
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

    /** Whether a page turned out to be a skipped copy here, so that its links lead nowhere. */
    private static boolean isCopy(Commit.Result asked, Commit.Result result) {
        return asked instanceof Commit.Done before
                && before.outcome() instanceof Page
                && result instanceof Commit.Done done
                && done.outcome() instanceof Skip;
    }

    private static EventData data(FrontierUrl url, Outcome outcome, Instant at) {
        return EventJson.outcome(new EventJson.Place(url.url(), url.depth(), url.referrer(), at), outcome);
    }

    private static void sitemapDone(Batch batch, LiveJob job, Held held, Commit.SitemapDone done)
            throws RocksDBException {
        FrontierUrl sitemap = held.entry().url();
        job.sitemaps().done();
        if (done.outcome() != null && done.data() != null) {
            job.log(batch, EventType.SITEMAP, done.data());
            job.set(job.job().side().plus(done.outcome()));
            job.set(job.job().counters().plusBytes(done.outcome().bytes()));
        }
        if (done.failure() != null && sitemap.isSeed()) {
            job.seedFailed(sitemap.seed(), done.failure().wireName());
        }
    }

    private void finish(Batch batch, LiveJob job, Held held, Commit.Done done) throws RocksDBException {
        FrontierUrl url = held.entry().url();
        Outcome outcome = done.outcome();
        EventData data = done.data();
        job.log(batch, EventJson.typeOf(outcome), data.json());
        long seq = job.job().lastSeq();
        if (data.whole() != null) {
            OversizedResults.put(batch, job.id(), seq, data.whole());
        }
        if (done.kept() != null && outcome instanceof Page page) {
            job.bodies().put(batch, held.entry().ordinal(), seq, page.sha256(), done.kept());
        } else {
            job.bodies().drop(batch, held.entry().ordinal());
        }
        known.done(batch, job.id(), url.url(), held.entry().ordinal(), seq);
        job.set(job.job().counters().plus(outcome));
        if (outcome instanceof Page page) {
            job.set(job.job().side().plusOmittedLinks(page.omitted().links()));
            job.countPage();
        } else if (outcome instanceof Failure failure && url.isSeed()) {
            job.seedFailed(url.seed(), failure.kind().wireName());
        }
        if (done.joining() != null) {
            job.set(job.job().joining(done.joining()));
        }
    }

    private void park(Batch batch, LiveJob job, Held held, Commit.Parked parked) throws RocksDBException {
        FrontierUrl next = parked.next();
        CanonicalUrl target = parked.target();
        if (next.isPage()) {
            CanonicalUrl of = known.find(batch, job.id(), target);
            if (of != null && !of.equals(next.url())) {
                Skip skip = new Skip(SkipReason.DUPLICATE, of);
                EventData data = data(next, skip, parked.at());
                finish(batch, job, held, new Commit.Done(skip, data, parked.at(), null, null));
                return;
            }
            if (of == null) {
                known.putAlias(batch, job.id(), target, next.url());
            }
        }
        byte[] key = Keyspace.queued(
                Keyspace.queuePrefix(job.id(), target.host(), Keyspace.CLASS_PARKED),
                held.entry().ordinal());
        batch.put(Family.QUEUE, key, QueueCodec.encode(next));
        job.queuedAgain(held);
        job.hosts().addParked(batch, target.host(), new Entry(key, next));
        batch.wake(job.id());
    }

    private static void retry(Batch batch, LiveJob job, Held held, Commit.Retry retry) throws RocksDBException {
        Host host = held.lease().host();
        byte[] key = Keyspace.timed(
                Keyspace.queuePrefix(job.id(), host, Keyspace.CLASS_TIMED),
                retry.notBefore().toEpochMilli(),
                held.entry().ordinal());
        batch.put(Family.QUEUE, key, QueueCodec.encode(retry.next()));
        job.queuedAgain(held);
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
