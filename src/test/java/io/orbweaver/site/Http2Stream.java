package io.orbweaver.site;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;

/** A server's end of one stream, with words for what may go wrong on it. May be used on any thread. */
public final class Http2Stream {

    private final ChannelHandlerContext context;
    private final Http2FrameStream stream;

    Http2Stream(ChannelHandlerContext context, Http2FrameStream stream) {
        this.context = context;
        this.stream = stream;
    }

    /** Sends a head, interim or final; names and values take turns. */
    public Http2Stream head(String status, String... fields) {
        Http2Headers headers = new DefaultHttp2Headers(false).status(status);
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return write(new DefaultHttp2HeadersFrame(headers, false).stream(stream));
    }

    /** Sends a part of the body. */
    public Http2Stream data(byte[] bytes) {
        return write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes), false).stream(stream));
    }

    /** Sends the last part of the body. */
    public void end(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
        write(new DefaultHttp2DataFrame(bytes, true).stream(stream));
    }

    /** Breaks the stream off. */
    public void reset(Http2Error error) {
        write(new DefaultHttp2ResetFrame(error).stream(stream));
    }

    /** Says that the connection takes no more streams; those that are open go on. */
    public Http2Stream goAway() {
        return write(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
    }

    /** Says that nothing was done for this stream, and closes the connection. */
    public void goAwayBeforeThis() {
        frame(0x7, 0, 0, new byte[8]);
        ChannelHandlerContext codec = context.pipeline().context(Http2FrameCodec.class);
        codec.executor().execute(codec::close); // the codec itself would say that this stream was done
    }

    /** Closes the connection. */
    public void closeConnection() {
        context.channel().eventLoop().execute(context::close);
    }

    /** Sends a frame of any kind on a stream of any number, past everything that knows what may be sent. */
    public Http2Stream frame(int type, int flags, int id, byte[] payload) {
        ByteBuf frame = Unpooled.buffer()
                .writeMedium(payload.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(id)
                .writeBytes(payload);
        context.pipeline().context(Http2FrameCodec.class).writeAndFlush(frame);
        return this;
    }

    /** Its number. */
    public int id() {
        return stream.id();
    }

    private Http2Stream write(Object frame) {
        context.writeAndFlush(frame);
        return this;
    }
}
