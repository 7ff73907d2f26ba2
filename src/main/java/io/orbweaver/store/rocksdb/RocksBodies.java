package io.orbweaver.store.rocksdb;

import com.github.luben.zstd.Zstd;
import io.orbweaver.body.Bodies;
import io.orbweaver.body.KeptBody;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.orbweaver.store.base.BodyCodec;
import io.orbweaver.store.rocksdb.database.BodyKeys;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The kept bodies on RocksDB; what a job's record does not show yet is not there. */
final class RocksBodies implements Bodies {

    private final StoreState state;
    private final Jobs jobs;
    private final Scheduler reads;

    RocksBodies(StoreState state, Jobs jobs, Scheduler reads) {
        this.state = state;
        this.jobs = jobs;
        this.reads = reads;
    }

    @Override
    public Mono<KeptBody> find(JobId job, long seq) {
        return jobs.find(job)
                .filter(shown -> seq > 0 && seq <= shown.lastSeq())
                .flatMap(shown -> Mono.fromCallable(() -> state.<@Nullable KeptBody>read(db -> findNow(db, job, seq)))
                        .subscribeOn(reads));
    }

    private static @Nullable KeptBody findNow(KeyValues db, JobId job, long seq) throws RocksDBException {
        byte[] stored = db.get(Family.BODIES, BodyKeys.page(job, seq));
        return stored == null ? null : BodyCodec.decode(job, seq, stored);
    }

    @Override
    public Mono<byte[]> part(KeptBody body, int part) {
        return Mono.fromCallable(() -> state.<byte @Nullable []>read(db -> partNow(db, body, part)))
                .subscribeOn(reads);
    }

    private static byte @Nullable [] partNow(KeyValues db, KeptBody body, int part) throws RocksDBException {
        byte[] frame = db.get(Family.BODIES, BodyKeys.part(body.job(), body.place(), part));
        return frame == null
                ? null
                : Zstd.decompress(frame, (int) Math.min(PART_BYTES, Zstd.getFrameContentSize(frame)));
    }
}
