package io.orbweaver.fetch;

/**
 * Takes a decoded response body chunk by chunk, as it arrives.
 *
 * <p>Calls are serial and come from one event loop: an implementation must not block, and does work bounded by the
 * chunk's length. After {@link #complete()} or a failed transfer no further call is made.
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
}
