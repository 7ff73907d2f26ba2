package io.orbweaver.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoder of several codings of one body, the last applied first (RFC 9110 §8.4). What is between two of them is
 * bounded as the body itself is, so that one that decodes to gigabytes of the next coding ends there.
 */
final class CodingChain implements ContentDecoder {

    private static final int CHUNK_BYTES = 16 << 10;

    private final ContentDecoder outer;
    private final ContentDecoder inner;
    private final long betweenMax;
    private final byte[] between = new byte[CHUNK_BYTES];
    private long passed;

    /** What the inner decoder has not undone yet; at most a few chunks. */
    private @Nullable ByteBuf left;

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
    public boolean decode(ByteBuf coded, DecodedSink sink) {
        if (left != null) {
            if (!inner.decode(left, sink)) {
                return false;
            }
            left = null;
        }
        return outer.decode(coded, new Between(sink)) && left == null;
    }

    /** Passes the output of the outer decoder to the inner one; keeps what the sink cannot take yet. */
    private final class Between implements DecodedSink {

        private final DecodedSink sink;

        Between(DecodedSink sink) {
            this.sink = sink;
        }

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
            ByteBuf bytes = Unpooled.copiedBuffer(chunk, 0, length);
            if (left != null) {
                left = Unpooled.wrappedBuffer(left, bytes);
            } else if (!inner.decode(bytes, sink)) {
                left = bytes;
            }
        }

        @Override
        public boolean isFull() {
            return left != null || sink.isFull();
        }
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
