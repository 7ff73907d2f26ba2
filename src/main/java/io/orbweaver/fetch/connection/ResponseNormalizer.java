package io.orbweaver.fetch.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * The handler that rewrites what servers send on one HTTP/1 connection into strict HTTP/1.1, before the client's codec
 * reads it: heads as {@link ResponseHead} has them, chunks without extensions and trailers, their sizes without
 * padding, and a bare LF as a line's end there, too. Bodies pass untouched and uncopied.
 *
 * <p>A head is passed on whole or not at all, so that one that is cut is a connection that ended before an answer.
 * Holds at most one head ({@value #HEAD_BYTES_MAX} bytes) or one chunk's size line. Lives on the connection's event
 * loop.
 */
public final class ResponseNormalizer extends ByteToMessageDecoder {

    /** Bytes of the fields of one head; the trailers of one body have the same limit. */
    public static final int HEAD_BYTES_MAX = 64 << 10;

    private static final String NAME = "orbweaver.responseNormalizer";
    private static final int LINE_BYTES_MAX = 4_096;
    private static final byte[] VERSION = "HTTP/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        UNTIL_CLOSE,
        DAMAGED
    }

    private Part part = Part.HEAD;
    private long left;

    /** Bytes of the head or trailers that were looked at, and of their present line; a CR at its end does not count. */
    private int scanned;

    private int lineBytes;
    private int lines;
    private boolean awaited;
    private volatile boolean begun;

    /** Puts one before the codec of a connection that speaks HTTP/1. */
    public static void addTo(ChannelPipeline pipeline) {
        pipeline.addBefore(NettyPipeline.HttpCodec, NAME, new ResponseNormalizer());
    }

    /** That of a connection; null where it does not speak HTTP/1. */
    public static @Nullable ResponseNormalizer of(ChannelPipeline pipeline) {
        return (ResponseNormalizer) pipeline.get(NAME);
    }

    /** A request is about to be sent. */
    public void expectAnswer() {
        awaited = true;
        begun = false;
    }

    /** Whether a byte has come since the last request was sent. */
    public boolean hasAnswerBegun() {
        return begun;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        begun = true;
        super.channelRead(context, message);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        try {
            switch (part) {
                case HEAD -> head(in, out);
                case BODY, CHUNK -> pass(in, out);
                case CHUNK_SIZE -> chunkSize(in, out);
                case CHUNK_END -> chunkEnd(in, out);
                case TRAILERS -> trailers(in, out);
                case UNTIL_CLOSE -> out.add(in.readRetainedSlice(in.readableBytes()));
                case DAMAGED -> in.skipBytes(in.readableBytes());
            }
        } catch (DecoderException e) {
            part = Part.DAMAGED;
            in.skipBytes(in.readableBytes());
            if (awaited) {
                context.fireExceptionCaught(e);
            }
            context.close();
        }
    }

    private void head(ByteBuf in, List<Object> out) {
        int end = blockEnd(in, true);
        if (end < 0) {
            return;
        }
        byte[] bytes = ByteBufUtil.getBytes(in, in.readerIndex(), end);
        in.skipBytes(end);
        startBlock();
        ResponseHead head = ResponseHead.read(bytes);
        out.add(Unpooled.wrappedBuffer(head.bytes()));
        left = head.length();
        part = switch (head.framing()) {
            case NONE -> Part.HEAD;
            case LENGTH -> left == 0 ? Part.HEAD : Part.BODY;
            case CHUNKED -> Part.CHUNK_SIZE;
            case CLOSE -> Part.UNTIL_CLOSE;
        };
        awaited = part != Part.HEAD || isInterim(bytes);
    }

    /** Whether the status begins with 1: another head answers the request. */
    private static boolean isInterim(byte[] head) {
        int at = 0;
        while (at < head.length && head[at] != ' ' && head[at] != '\t') {
            at++;
        }
        while (at < head.length && (head[at] == ' ' || head[at] == '\t')) {
            at++;
        }
        return at < head.length && head[at] == '1';
    }

    /**
     * The number of bytes up to the end of an empty line; -1 where it has not come.
     *
     * @param head whether it is a head, before which empty lines do not count (RFC 9112 §2.2)
     */
    private int blockEnd(ByteBuf in, boolean head) {
        int readable = in.readableBytes();
        while (scanned < readable) {
            byte next = in.getByte(in.readerIndex() + scanned++);
            if (next == '\n') {
                boolean empty = lineBytes == 0;
                lines += empty && head && lines == 0 ? 0 : 1;
                lineBytes = 0;
                if (empty && (lines > 0 || !head)) {
                    return scanned;
                } else if (empty) {
                    in.skipBytes(scanned);
                    readable -= scanned;
                    scanned = 0;
                }
            } else if (next != '\r' || lineBytes > 0) {
                checkStart(head, next);
                lineBytes++;
            }
            checkBounds(head);
        }
        return -1;
    }

    private void checkStart(boolean head, byte next) {
        if (head && lines == 0 && lineBytes < VERSION.length && next != VERSION[lineBytes]) {
            throw new DecoderException("no answer of HTTP/1");
        }
    }

    private void checkBounds(boolean head) {
        if (scanned > HEAD_BYTES_MAX + LINE_BYTES_MAX || head && lines == 0 && lineBytes > LINE_BYTES_MAX) {
            throw new DecoderException("a head that is too long");
        }
    }

    private void startBlock() {
        scanned = 0;
        lineBytes = 0;
        lines = 0;
    }

    private void pass(ByteBuf in, List<Object> out) {
        int length = (int) Math.min(left, in.readableBytes());
        if (length > 0) {
            left -= length;
            out.add(in.readRetainedSlice(length));
        }
        if (left == 0) {
            awaited = part != Part.BODY;
            part = part == Part.BODY ? Part.HEAD : Part.CHUNK_END;
        }
    }

    private void chunkSize(ByteBuf in, List<Object> out) {
        int length = in.bytesBefore((byte) '\n');
        if (length > LINE_BYTES_MAX || length < 0 && in.readableBytes() > LINE_BYTES_MAX) {
            throw new DecoderException("a chunk's size that is too long");
        }
        if (length < 0) {
            return;
        }
        String line = in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
        in.skipBytes(1);
        left = size(line);
        if (left == 0) {
            part = Part.TRAILERS;
        } else {
            part = Part.CHUNK;
            out.add(Unpooled.copiedBuffer(Long.toHexString(left) + "\r\n", StandardCharsets.US_ASCII));
        }
    }

    /** RFC 9112 §7.1: hexadecimal digits, white space around them, an extension that is not looked at. */
    private static long size(String line) {
        int semicolon = line.indexOf(';');
        String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        try {
            long size = digits.startsWith("+") ? -1 : Long.parseLong(digits, 16);
            if (size >= 0 && size <= Integer.MAX_VALUE) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new DecoderException("a chunk without a size", e);
        }
        throw new DecoderException("a chunk of a size that no body has");
    }

    private void chunkEnd(ByteBuf in, List<Object> out) {
        int at = in.readerIndex();
        int crs = in.getByte(at) == '\r' ? 1 : 0;
        if (in.readableBytes() <= crs) {
            return;
        }
        if (in.getByte(at + crs) != '\n') {
            throw new DecoderException("a chunk of another size than it says");
        }
        in.skipBytes(crs + 1);
        out.add(Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII));
        part = Part.CHUNK_SIZE;
    }

    private void trailers(ByteBuf in, List<Object> out) {
        int end = blockEnd(in, false);
        if (end >= 0) {
            in.skipBytes(end);
            startBlock();
            out.add(Unpooled.wrappedBuffer(LAST_CHUNK));
            part = Part.HEAD;
            awaited = false;
        }
    }
}
