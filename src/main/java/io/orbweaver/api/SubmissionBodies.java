package io.orbweaver.api;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The intake of submissions' bodies. Those that are arriving share a bound of bytes: one that has sent half of its body
 * holds what it has sent, and no place of a submission that is whole. Thread-safe.
 */
final class SubmissionBodies {

    /** Bytes of one submission. */
    static final int BYTES_MAX = 1 << 20;

    private final long bytesMax;
    private final AtomicLong held = new AtomicLong();

    /** @param submissionsMax submissions of the largest size that may be held at the same time */
    SubmissionBodies(int submissionsMax) {
        this.bytesMax = (long) submissionsMax * BYTES_MAX;
    }

    /**
     * The whole of a body; empty for none. Its bytes count while they arrive.
     *
     * @param body its parts, which are released
     */
    Mono<byte[]> whole(Flux<DataBuffer> body) {
        return Mono.using(
                Received::new,
                received -> body.doOnNext(received::take).then(Mono.fromSupplier(received::bytes)),
                Received::release);
    }

    /** The received part of one body. For one subscription. */
    private final class Received {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void take(DataBuffer part) {
            try {
                int count = part.readableByteCount();
                if (bytes.size() + count > BYTES_MAX) {
                    throw new DataBufferLimitException("a submission has " + BYTES_MAX + " bytes at most");
                }
                if (held.addAndGet(count) > bytesMax) {
                    held.addAndGet(-count);
                    throw ConcurrencyLimit.tooManySubmissions();
                }
                byte[] chunk = new byte[count];
                part.read(chunk);
                bytes.writeBytes(chunk);
            } finally {
                DataBufferUtils.release(part);
            }
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        void release() {
            held.addAndGet(-bytes.size());
        }
    }
}
