package io.orbweaver.fetch;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The gzip (RFC 1952), zlib (RFC 1950) and bare deflate (RFC 1951) formats. Members of gzip that follow each other are
 * one body; anything else behind the end is ignored, as browsers do.
 */
final class InflatingDecoder implements ContentDecoder {

    private static final int ZLIB_HEADER_BYTES = 2;
    private static final byte[] NOTHING = {};

    private enum Part {
        START,
        HEADER,
        DATA,
        TRAILER,
        BETWEEN_MEMBERS,
        END
    }

    private final boolean gzip;
    private final CRC32 crc = new CRC32();
    private final byte[] first = new byte[ZLIB_HEADER_BYTES];
    private int firstBytes;
    private GzipHeader header = new GzipHeader();
    private @Nullable Inflater inflater;
    private Part part = Part.START;
    private long trailer;
    private int trailerBytes;
    private boolean paused;

    private InflatingDecoder(boolean gzip) {
        this.gzip = gzip;
    }

    static ContentDecoder gzip() {
        return new InflatingDecoder(true);
    }

    static ContentDecoder deflate() {
        return new InflatingDecoder(false);
    }

    @Override
    public boolean decode(ByteBuf coded, DecodedSink sink) {
        while (coded.isReadable() || paused) {
            switch (part) {
                case START -> start(coded, sink);
                case HEADER -> part = header.take(coded.readByte()) ? Part.DATA : Part.HEADER;
                case DATA -> inflate(coded, sink);
                case TRAILER -> trailer(coded.readByte());
                case BETWEEN_MEMBERS -> nextMember(coded);
                case END -> coded.skipBytes(coded.readableBytes());
            }
            if (paused) {
                return false;
            }
        }
        return true;
    }

    private void start(ByteBuf coded, DecodedSink sink) {
        if (gzip) {
            inflater = new Inflater(true);
            part = Part.HEADER;
            return;
        }
        first[firstBytes++] = coded.readByte();
        if (firstBytes == ZLIB_HEADER_BYTES) {
            boolean zlib = (first[0] & 0x0f) == 8 && (((first[0] & 0xff) << 8) | (first[1] & 0xff)) % 31 == 0;
            inflater = new Inflater(!zlib);
            part = Part.DATA;
            inflater.setInput(first);
            drain(inflater, sink);
        }
    }

    private void inflate(ByteBuf coded, DecodedSink sink) {
        Inflater active = active();
        int readable = coded.readableBytes();
        active.setInput(coded.nioBuffer());
        drain(active, sink);
        coded.skipBytes(readable - active.getRemaining());
        active.setInput(NOTHING); // the buffer is the caller's
    }

    private void drain(Inflater active, DecodedSink sink) {
        byte[] chunk = sink.chunk();
        paused = false;
        try {
            while (!active.finished()) {
                int length = active.inflate(chunk, 0, chunk.length);
                if (length > 0) {
                    crc.update(chunk, 0, length);
                    sink.accept(chunk, length);
                    paused = sink.isFull() && !active.finished();
                    if (paused) {
                        return;
                    }
                } else if (active.needsDictionary()) {
                    throw new Damaged("a preset dictionary");
                } else if (active.needsInput() && !active.finished()) {
                    return;
                }
            }
        } catch (DataFormatException e) {
            throw new Damaged("not deflated");
        }
        part = gzip ? Part.TRAILER : Part.END;
    }

    /** Eight bytes: the checksum and the length modulo 2^32, both little-endian. */
    private void trailer(byte next) {
        trailer |= (next & 0xffL) << (8 * trailerBytes++);
        if (trailerBytes < Long.BYTES) {
            return;
        }
        Inflater active = active();
        if ((trailer & 0xffffffffL) != crc.getValue() || trailer >>> 32 != (active.getBytesWritten() & 0xffffffffL)) {
            throw new Damaged("the checksum does not match");
        }
        trailer = 0;
        trailerBytes = 0;
        crc.reset();
        active.reset();
        header = new GzipHeader();
        part = Part.BETWEEN_MEMBERS;
    }

    private void nextMember(ByteBuf coded) {
        boolean member = (coded.getByte(coded.readerIndex()) & 0xff) == GzipHeader.ID1;
        part = member ? Part.HEADER : Part.END;
    }

    private Inflater active() {
        if (inflater == null) {
            throw new IllegalStateException("closed");
        }
        return inflater;
    }

    @Override
    public void end() {
        boolean whole = part == Part.END || part == Part.BETWEEN_MEMBERS || (part == Part.START && firstBytes == 0);
        if (!whole) {
            throw new Damaged("cut short");
        }
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }
}
