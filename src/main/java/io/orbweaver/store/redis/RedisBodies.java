package io.orbweaver.store.redis;

import com.github.luben.zstd.Zstd;
import io.orbweaver.body.Bodies;
import io.orbweaver.body.KeptBody;
import io.orbweaver.job.JobId;
import io.orbweaver.store.base.BodyCodec;
import io.orbweaver.store.redis.server.JobKeys;
import reactor.core.publisher.Mono;

/** The kept bodies on Redis. */
final class RedisBodies implements Bodies {

    private final RedisContext context;

    RedisBodies(RedisContext context) {
        this.context = context;
    }

    @Override
    public Mono<KeptBody> find(JobId job, long seq) {
        return field(job, 'p', Long.toString(seq)).map(stored -> BodyCodec.decode(job, seq, stored));
    }

    @Override
    public Mono<byte[]> part(KeptBody body, int part) {
        return field(body.job(), 'f', body.place() + ":" + part)
                .map(frame -> Zstd.decompress(frame, (int) Math.min(PART_BYTES, Zstd.getFrameContentSize(frame))));
    }

    private Mono<byte[]> field(JobId job, char part, String field) {
        return context.calls().read(context.link().commands().hget(JobKeys.of(job, part), JobKeys.bytes(field)));
    }
}
