package io.orbweaver.store.rocksdb;

import io.orbweaver.job.JobId;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.KeyValues.Writes;
import io.orbweaver.store.rocksdb.database.Keyspace;
import io.orbweaver.url.CanonicalUrl;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * One group of operations: what they write, which jobs they touched, and what is to be answered once it is durable.
 * Used by the store's thread; the answers are then given by the sync thread.
 *
 * <p>What is in the batch is not yet to be seen in the database: an operation that reads queues calls {@link #settle}
 * first, which writes what the operations before it did, whole.
 */
final class Batch implements AutoCloseable {

    private final KeyValues database;
    private final Writes writes;
    private final Set<LiveJob> touched = new LinkedHashSet<>();
    private final Map<LiveJob, Runnable> shows = new LinkedHashMap<>();
    private final Set<JobId> woken = new LinkedHashSet<>();
    private final Map<Seen, CanonicalUrl> seen = new HashMap<>();
    private final Map<List<Object>, CanonicalUrl> noted = new HashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final InstantSource clock;
    private boolean durable;

    private record Seen(JobId job, CanonicalUrl url) {}

    /** A caller that waits for the group. */
    interface Answer {
        void give();

        void fail(Throwable cause);
    }

    Batch(KeyValues database, InstantSource clock) {
        this.database = database;
        this.writes = database.newWrites();
        this.clock = clock;
    }

    KeyValues database() {
        return database;
    }

    void put(Family family, byte[] key, byte[] value) throws RocksDBException {
        writes.put(family, key, value);
    }

    void delete(Family family, byte[] key) throws RocksDBException {
        writes.delete(family, key);
    }

    void deleteRange(Family family, byte[] from, byte[] to) throws RocksDBException {
        writes.deleteRange(family, from, to);
    }

    /** The job's record goes into this group, and is shown when the group is durable. */
    void touch(LiveJob job) {
        touched.add(job);
    }

    /** Runs when the group is durable, before anyone is answered; the last one for a job counts. */
    void whenDurable(LiveJob job, Runnable show) {
        shows.put(job, show);
    }

    /** The job may have a host due now. */
    void wake(JobId job) {
        woken.add(job);
    }

    Set<JobId> woken() {
        return woken;
    }

    /** The known URL behind a URL that was first seen in this group; null where it was not. */
    @Nullable
    CanonicalUrl seen(JobId job, CanonicalUrl url) {
        return seen.get(new Seen(job, url));
    }

    void see(JobId job, CanonicalUrl url, CanonicalUrl of) {
        seen.put(new Seen(job, url), of);
    }

    /** Something else of a job that this group noted first, by its key; null where it did not. */
    @Nullable
    CanonicalUrl noted(JobId job, Object key) {
        return noted.get(List.of(job, key));
    }

    void note(JobId job, Object key, CanonicalUrl url) {
        noted.put(List.of(job, key), url);
    }

    /** This group must reach the disk before it is answered. */
    void mustSync() {
        durable = true;
    }

    boolean mustBeSynced() {
        return durable;
    }

    void answer(Answer answer) {
        answers.add(answer);
    }

    /**
     * Writes everything so far, with the records of the jobs that it touched: each operation is in one write, whole.
     */
    void settle() throws RocksDBException {
        for (LiveJob job : touched) {
            job.closeGroup(clock.instant());
            put(Family.JOBS, Keyspace.job('m', job.id()), job.record());
            job.showWhenDurable(this);
        }
        touched.clear();
        seen.clear();
        noted.clear();
        if (!writes.isEmpty()) {
            database.write(writes);
            writes.clear();
        }
    }

    /** The group is durable, or needs not be: make it visible, then answer. */
    void complete() {
        shows.values().forEach(Runnable::run);
        answers.forEach(Answer::give);
    }

    /** Nothing of the group counts. Answers do not throw. */
    void fail(Throwable cause) {
        answers.forEach(answer -> answer.fail(cause));
    }

    @Override
    public void close() {
        writes.close();
    }
}
