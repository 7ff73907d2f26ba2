package io.orbweaver.body;

import io.orbweaver.job.JobId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The port that reads kept bodies. Every publisher is cold, completes on a scheduler for reading, and is safe to
 * cancel; an error means that the store does not work.
 */
public interface Bodies {

    /** Decoded bytes of one part. */
    int PART_BYTES = 256 << 10;

    /** The body of a page; empty where none is kept, or there is no such page. */
    Mono<KeptBody> find(JobId job, long seq);

    /**
     * One part of a body, decoded.
     *
     * @param part 0 to {@link KeptBody#parts} - 1
     * @return the bytes, the caller's own; empty where the job has been removed since
     */
    Mono<byte[]> part(KeptBody body, int part);

    /**
     * The whole of a body, part by part as they are asked for.
     *
     * @return fails with {@link BodyGone} where the job is removed meanwhile
     */
    default Flux<byte[]> bytes(KeptBody body) {
        return Flux.range(0, body.parts())
                .concatMap(part -> part(body, part).switchIfEmpty(Mono.error(BodyGone::new)), 0);
    }

    /** A body that was removed while it was read. */
    final class BodyGone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BodyGone() {
            super("the body was removed while it was read", null, false, false);
        }
    }
}
