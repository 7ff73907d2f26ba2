package io.orbweaver.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * Undoes several codings of one body, the last applied first (RFC 9110 §8.4). What is between two of them is bounded as
 * the body itself is, so that one that decodes to gigabytes of the next coding ends there.
 */
final class CodingChain implements ContentDecoder {

    private static final int CHUNK_BYTES = 16 << 10;

    private final ContentDecoder outer;
    private final ContentDecoder inner;
    private final long betweenMax;
    private final byte[] between = new byte[CHUNK_BYTES];
    private long passed;

    private CodingChain(ContentDecoder outer, ContentDecoder inner, long betweenMax) {
        this.outer = outer;
        this.inner = inner;
        this.betweenMax = betweenMax;
    }

    /**
     * The decoder for several codings.
     *
     * @param decoders in the order in which the codings were applied, at least one
     * @param betweenMax bytes between two of them
     */
    static ContentDecoder of(List<ContentDecoder> decoders, long betweenMax) {
        ContentDecoder chain = decoders.get(0);
        for (ContentDecoder next : decoders.subList(1, decoders.size())) {
            chain = new CodingChain(next, chain, betweenMax);
        }
        return chain;
    }

    @Override
    public void decode(ByteBuf coded, DecodedSink sink) {
        outer.decode(coded, new DecodedSink() {
            @Override
            public byte[] chunk() {
                return between;
            }

            @Override
            public void accept(byte[] chunk, int length) {
                passed += length;
                if (passed > betweenMax) {
                    throw new BodyMeter.TooLarge();
                }
                inner.decode(Unpooled.wrappedBuffer(chunk, 0, length), sink);
            }
        });
    }

    @Override
    public void end() {
        outer.end();
        inner.end();
    }

    @Override
    public void close() {
        outer.close();
        inner.close();
    }
}
