package io.orbweaver.fetch;

import io.netty.buffer.ByteBuf;

/**
 * A decoder of the coding of one body. Each step gives at most one chunk to its sink, which may ask for a pause behind
 * any, so a body that decodes to gigabytes is cut at its bound and never held; a body that ends before its coding does
 * is damaged, not short.
 *
 * <p>Not thread-safe: every call, {@link #close} included, is made on the connection's event loop.
 */
interface ContentDecoder extends AutoCloseable {

    /**
     * Decodes as much as the bytes allow, or until the sink is full; they stay the caller's.
     *
     * @return whether nothing is left to decode; else it is to be called again with what is left of the same bytes,
     *     which may be none, once the sink has settled
     * @throws Damaged where they are not in the coding
     */
    boolean decode(ByteBuf coded, DecodedSink sink);

    /**
     * The coded body has ended. One that never began is empty, whatever the header says of its coding.
     *
     * @throws Damaged where more was to come
     */
    void end();

    /** Gives native memory back; may be called again. */
    @Override
    void close();

    /** A body that is not what its Content-Encoding says. */
    final class Damaged extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message, null, false, false);
        }
    }
}
