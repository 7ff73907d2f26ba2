package io.orbweaver.fetch;

import reactor.core.publisher.Mono;

/**
 * A receiver of a decoded response body, chunk by chunk as it arrives.
 *
 * <p>Calls are serial and come from one event loop, behind a wait too: an implementation must not block, and does work
 * bounded by the chunk's length. After {@link #complete()} or a failed transfer no further call is made.
 */
public interface BodySink {

    /**
     * The next bytes of the body. The array is the caller's and is reused after the call.
     *
     * @param bytes holds the chunk
     * @param offset the chunk's first byte
     * @param length number of bytes, 0 or more
     */
    void accept(byte[] bytes, int offset, int length);

    /** The body has ended, whole. */
    void complete();

    /**
     * Whether no more of the body is to be decoded before {@link #settled()} completes; asked after each chunk of a
     * coded body, and of any other after each piece that came from the connection, which may have been several chunks.
     * The wait does not count against the request's time-out.
     */
    default boolean isBusy() {
        return false;
    }

    /**
     * Completes, on any thread, when a busy sink can take more. Subscribed to once each time that it was busy, and
     * cancelled with the transfer, which waits for it without a time limit. An error is a bug of the sink.
     */
    default Mono<Void> settled() {
        return Mono.empty();
    }
}
