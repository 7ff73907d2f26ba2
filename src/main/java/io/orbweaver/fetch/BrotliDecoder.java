package io.orbweaver.fetch;

import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The Brotli format (RFC 7932); the native decoder holds its window, 16 MB at most. Bytes behind its end are a damage:
 * the native decoder fails for those that come with the end, so that those that come later must be no better.
 */
final class BrotliDecoder implements ContentDecoder {

    private static final int INPUT_BYTES = 8 << 10;

    private final DecoderJNI.Wrapper decoder;
    private boolean begun;
    private boolean done;
    private boolean paused;
    private boolean closed;

    BrotliDecoder() {
        try {
            decoder = new DecoderJNI.Wrapper(INPUT_BYTES);
        } catch (IOException e) {
            throw new IllegalStateException("no Brotli decoder", e);
        }
    }

    @Override
    public boolean decode(ByteBuf coded, DecodedSink sink) {
        while (paused || coded.isReadable()) {
            if (!paused) {
                push(coded);
            }
            paused = false;
            drain(sink);
            if (paused) {
                return false;
            }
        }
        return true;
    }

    private void push(ByteBuf coded) {
        if (done) {
            throw new Damaged("more after its end");
        }
        begun = true;
        ByteBuffer input = decoder.getInputBuffer();
        input.clear();
        int length = Math.min(input.remaining(), coded.readableBytes());
        input.limit(length);
        coded.readBytes(input);
        decoder.push(length);
    }

    private void drain(DecodedSink sink) {
        while (!done && !paused) {
            switch (decoder.getStatus()) {
                case DONE -> done = true;
                case OK -> decoder.push(0);
                case NEEDS_MORE_OUTPUT -> pull(sink);
                case NEEDS_MORE_INPUT -> {
                    if (!decoder.hasOutput()) {
                        return;
                    }
                    pull(sink);
                }
                default -> throw new Damaged("not Brotli");
            }
        }
    }

    private void pull(DecodedSink sink) {
        give(decoder.pull(), sink);
        paused = sink.isFull();
    }

    private static void give(ByteBuffer decoded, DecodedSink sink) {
        byte[] chunk = sink.chunk();
        while (decoded.hasRemaining()) {
            int length = Math.min(chunk.length, decoded.remaining());
            decoded.get(chunk, 0, length);
            sink.accept(chunk, length);
        }
    }

    @Override
    public void end() {
        if (begun && !done) {
            throw new Damaged("cut short");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            decoder.destroy();
        }
    }
}
