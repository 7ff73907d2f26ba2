package io.orbweaver.fetch;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;

/** The Zstandard format (RFC 8878), with the window of at most 8 MB that RFC 9659 allows in a content coding. */
final class ZstdDecoder implements ContentDecoder {

    private static final int WINDOW_LOG_MAX = 23;

    private final Source source = new Source();
    private final ZstdInputStreamNoFinalizer decoded;
    private boolean begun;

    ZstdDecoder() {
        try {
            decoded = new ZstdInputStreamNoFinalizer(source, RecyclingBufferPool.INSTANCE);
            decoded.setContinuous(true);
            decoded.setLongMax(WINDOW_LOG_MAX);
        } catch (IOException e) {
            throw new IllegalStateException("no Zstandard decoder", e);
        }
    }

    @Override
    public boolean decode(ByteBuf coded, DecodedSink sink) {
        begun |= coded.isReadable();
        source.present = coded;
        try {
            return drain(sink);
        } catch (IOException e) {
            throw new Damaged("not Zstandard");
        } finally {
            source.present = Unpooled.EMPTY_BUFFER;
        }
    }

    private boolean drain(DecodedSink sink) throws IOException {
        byte[] chunk = sink.chunk();
        int length = decoded.read(chunk, 0, chunk.length);
        while (length > 0) {
            sink.accept(chunk, length);
            if (sink.isFull()) {
                return false;
            }
            length = decoded.read(chunk, 0, chunk.length);
        }
        return true;
    }

    @Override
    public void end() {
        if (!begun) {
            return;
        }
        try {
            decoded.setContinuous(false);
            if (decoded.read() != -1) {
                throw new Damaged("more after its end");
            }
        } catch (IOException e) {
            throw new Damaged("cut short");
        }
    }

    @Override
    public void close() {
        try {
            decoded.close();
        } catch (IOException e) {
            throw new IllegalStateException("its source does not fail to close", e);
        }
    }

    /** The bytes that are there; it ends where they do and goes on with the next. */
    private static final class Source extends InputStream {

        private ByteBuf present = Unpooled.EMPTY_BUFFER;

        @Override
        public int read() {
            return present.isReadable() ? present.readByte() & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int readable = Math.min(length, present.readableBytes());
            if (readable == 0) {
                return -1;
            }
            present.readBytes(bytes, offset, readable);
            return readable;
        }
    }
}
