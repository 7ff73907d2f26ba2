package io.orbweaver.store.rocksdb;

import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.KeyValues.Rows;
import io.orbweaver.store.rocksdb.database.Keyspace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.RocksDBException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The event logs on RocksDB; a read never looks beyond what the last sync made durable. */
final class RocksEventLog implements EventLog {

    /** Blocks without a wanted type that one read may pass over. */
    private static final int BLOCKS_SKIPPED_MAX = 4_096;

    private final StoreState state;
    private final Jobs jobs;
    private final Scheduler reads;

    RocksEventLog(StoreState state, Jobs jobs, Scheduler reads) {
        this.state = state;
        this.jobs = jobs;
        this.reads = reads;
    }

    @Override
    public Mono<EventBatch> read(JobId id, long behind, int typeMask, int eventsMax) {
        return read(id, behind, typeMask, eventsMax, false);
    }

    @Override
    public Mono<EventBatch> readWhole(JobId id, long behind, int typeMask, int eventsMax) {
        return read(id, behind, typeMask, eventsMax, true);
    }

    private Mono<EventBatch> read(JobId id, long behind, int typeMask, int eventsMax, boolean whole) {
        long after = Math.max(0, behind);
        return jobs.find(id).flatMap(job -> {
            if (after >= job.lastSeq()) {
                return Mono.just(
                        new EventBatch(List.of(), after, true, job.state().ended()));
            }
            return Mono.fromCallable(() -> state.read(db -> readNow(db, job, after, typeMask, eventsMax, whole)))
                    .subscribeOn(reads);
        });
    }

    private static EventBatch readNow(KeyValues db, Job job, long after, int typeMask, int eventsMax, boolean whole)
            throws RocksDBException {
        long from = skipBlocks(db, job, after + 1, typeMask);
        List<LoggedEvent> events = new ArrayList<>();
        long upTo = from - 1;
        long bytes = 0;
        if (from <= job.lastSeq()) {
            byte[] prefix = Keyspace.jobPrefix(job.id());
            try (Rows it = db.rows(Family.LOG)) {
                it.seek(Keyspace.event(job.id(), from));
                while (it.isValid()
                        && Keyspace.startsWith(it.key(), prefix)
                        && upTo < job.lastSeq()
                        && upTo - after < EVENTS_MAX
                        && events.size() < eventsMax
                        && bytes < BYTES_MAX) {
                    long seq = ByteBuffer.wrap(it.key()).getLong(8);
                    byte[] value = it.value();
                    EventType type = EventType.ofOrdinal(value[0]);
                    if ((type.bit() & typeMask) != 0) {
                        byte[] json = Arrays.copyOfRange(value, 1, value.length);
                        byte[] shown = whole ? OversizedResults.of(db, job.id(), seq, json) : json;
                        events.add(new LoggedEvent(seq, type, shown));
                        bytes += shown.length;
                    }
                    upTo = seq;
                    it.next();
                }
            } catch (StoreUnavailable | RocksDBException e) {
                if (upTo < from) {
                    throw e;
                } // else what comes before it is whole: the next read meets it again
            }
        }
        boolean atTail = upTo >= job.lastSeq();
        return new EventBatch(events, upTo, atTail, atTail && job.state().ended());
    }

    /** The first number, from one on, whose block has a wanted type. */
    private static long skipBlocks(KeyValues db, Job job, long from, int typeMask) throws RocksDBException {
        long seq = from;
        for (int skipped = 0; skipped < BLOCKS_SKIPPED_MAX && seq <= job.lastSeq(); skipped++) {
            byte[] types = db.get(Family.BLOCKS, Keyspace.block(job.id(), seq));
            if (types == null || (types[0] & typeMask) != 0) {
                return seq;
            }
            seq = ((seq - 1) / Keyspace.BLOCK_EVENTS + 1) * Keyspace.BLOCK_EVENTS + 1;
        }
        return Math.min(seq, job.lastSeq() + 1);
    }
}
