package io.orbweaver.store.redis;

import io.orbweaver.store.redis.server.JobKeys;
import io.orbweaver.store.redis.server.RedisLink;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;

/**
 * The approximate number of bytes of bodies that all jobs keep: each job's own number is exact and written with what
 * changes it, this one after it, so that a process which dies in between leaves it a little off.
 */
final class BodyTotal {

    private final RedisLink link;
    private final long max;
    private volatile long total;

    /** @param max stored bytes that there may be */
    BodyTotal(RedisLink link, long max) {
        this.link = link;
        this.max = max;
    }

    /** Counts what came to be kept, or with a minus what is gone. */
    Mono<Void> add(long bytes) {
        return bytes == 0
                ? Mono.empty()
                : link.commands()
                        .incrby(JobKeys.BODIES, bytes)
                        .doOnNext(sum -> total = Math.max(0, sum))
                        .then();
    }

    /** Looks how many there are. */
    Mono<Void> read() {
        return link.commands()
                .get(JobKeys.BODIES)
                .doOnNext(sum -> total = Math.max(0, Long.parseLong(new String(sum, StandardCharsets.US_ASCII))))
                .then();
    }

    /** Stored bytes, as far as this instance knows. */
    long total() {
        return total;
    }

    /** Stored bytes that are left. */
    long left() {
        return Math.max(0, max - total);
    }

    long max() {
        return max;
    }
}
