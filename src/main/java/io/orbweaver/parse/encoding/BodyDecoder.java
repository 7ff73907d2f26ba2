package io.orbweaver.parse.encoding;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * The decoder of a body's bytes into characters, chunk by chunk: decides the encoding, leaves out its byte order mark,
 * puts U+FFFD for what is malformed, and joins characters that a chunk's end cuts. A body that declares no encoding
 * gives {@link RawText}, and {@link #settle} says what it is in.
 *
 * <p>Holds at most the first 1,024 bytes until it has decided, and from then on two buffers of 4,096.
 */
public final class BodyDecoder {

    /** Takes characters; the array is reused after the call. */
    public interface Sink {
        void characters(char[] characters, int length);

        /** The body declares no encoding: all characters that come are {@link RawText}. Called before the first. */
        default void undeclared() {}
    }

    private static final int BUFFER = 4_096;
    private static final char REPLACEMENT = '\uFFFD';

    private final EncodingSniffer sniffer;
    private final Sink sink;
    private final byte[] head = new byte[EncodingSniffer.HEAD_MAX];
    private int headLength;
    private @Nullable WebEncoding encoding;

    private final char[] out = new char[BUFFER];
    private final CharBuffer outBuffer = CharBuffer.wrap(out);
    private @Nullable CharsetDecoder decoder;
    private @Nullable Utf16Decoder utf16;
    private boolean escapes;
    private final Utf8Check utf8 = new Utf8Check();
    private boolean ended;
    private ByteBuffer carry = ByteBuffer.allocate(0);

    public BodyDecoder(Syntax syntax, @Nullable String transportCharset, Sink sink) {
        this.sniffer = new EncodingSniffer(syntax, transportCharset);
        this.sink = sink;
    }

    /** Whether the body declared no encoding, so that it gives {@link RawText}. */
    public boolean isUndeclared() {
        return encoding == WebEncoding.UNDECLARED;
    }

    /**
     * The encoding, as far as the body has come.
     *
     * @param late what a {@code meta} behind the first bytes said, or null
     * @param language what the page says of its language, or null
     */
    public WebEncoding settle(@Nullable WebEncoding late, @Nullable String language) {
        if (encoding == null) {
            return WebEncoding.UTF_8;
        }
        return isUndeclared()
                ? EncodingSniffer.settled(late, ended ? utf8.isValid() : utf8.isValidSoFar(), language)
                : encoding;
    }

    public void accept(byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (encoding == null && from < end) {
            int taken = Math.min(end - from, head.length - headLength);
            System.arraycopy(bytes, from, head, headLength, taken);
            headLength += taken;
            from += taken;
            begin(false);
        }
        if (from < end) {
            decode(bytes, from, end - from);
        }
    }

    /** The body has ended. */
    public void complete() {
        if (encoding == null) {
            begin(true);
        }
        ended = true;
        if (decoder != null) {
            carry.flip();
            drain(decoder, carry, true);
            while (decoder.flush(outBuffer.clear()).isOverflow()) {
                sink.characters(out, outBuffer.position());
            }
            sink.characters(out, outBuffer.position());
        } else if (utf16 != null && utf16.isCut()) {
            replacement();
        }
    }

    private void begin(boolean whole) {
        WebEncoding decided = sniffer.sniff(head, headLength, whole);
        if (decided == null) {
            return;
        }
        encoding = decided;
        if (isUndeclared()) {
            sink.undeclared();
        }
        if (decided.isUtf16()) {
            utf16 = new Utf16Decoder(decided == WebEncoding.UTF_16BE);
        } else if (decided.charset() != null) {
            decoder = decided.charset()
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            carry = ByteBuffer.allocate(BUFFER);
            escapes = decided.name().equals("ISO-2022-JP");
        } else if (decided == WebEncoding.REPLACEMENT && headLength > 0) {
            replacement();
        }
        int mark = EncodingSniffer.markLength(decided, head, headLength);
        decode(head, mark, headLength - mark);
    }

    private void decode(byte[] bytes, int offset, int length) {
        if (decoder != null) {
            decodeMultiByte(decoder, bytes, offset, length);
        } else if (utf16 != null) {
            decodeUtf16(utf16, bytes, offset, length);
        } else if (encoding != null && encoding.upperHalf() != null) {
            if (isUndeclared()) {
                utf8.accept(bytes, offset, length);
            }
            decodeSingleByte(encoding.upperHalf(), bytes, offset, length);
        }
    }

    private void replacement() {
        out[0] = REPLACEMENT;
        sink.characters(out, 1);
    }

    private void decodeUtf16(Utf16Decoder utf16, byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            int to = Math.min(end, from + BUFFER - 1);
            sink.characters(out, utf16.decode(bytes, from, to, out));
            from = to;
        }
    }

    private void decodeSingleByte(char[] upperHalf, byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            int count = Math.min(end - from, BUFFER);
            for (int i = 0; i < count; i++) {
                byte b = bytes[from + i];
                out[i] = b >= 0 ? (char) b : upperHalf[b & 0x7F];
            }
            sink.characters(out, count);
            from += count;
        }
    }

    private void decodeMultiByte(CharsetDecoder decoder, byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            // behind what the last chunk left over, the first bytes of a character
            int count = Math.min(end - from, carry.remaining());
            carry.put(bytes, from, count);
            from += count;
            carry.flip();
            drain(decoder, carry, false);
            carry.compact();
        }
    }

    private void drain(CharsetDecoder decoder, ByteBuffer in, boolean last) {
        outBuffer.clear();
        while (true) {
            CoderResult result = decoder.decode(in, outBuffer, last);
            if (result.isError() && outBuffer.hasRemaining()) {
                in.position(in.position() + malformed(in, result.length()));
                outBuffer.put(REPLACEMENT);
                continue;
            }
            if (outBuffer.position() > 0) {
                sink.characters(out, outBuffer.position());
                outBuffer.clear();
            }
            if (result.isUnderflow()) {
                return;
            }
        }
    }

    /**
     * How many bytes one U+FFFD replaces. Where Java counts an ASCII byte to what is malformed, the standard gives it
     * back, so that it does not swallow a quote or a {@code <}; but ISO-2022-JP has pairs of such bytes.
     */
    private int malformed(ByteBuffer in, int length) {
        int count = 1;
        while (count < length && (escapes || in.get(in.position() + count) < 0)) {
            count++;
        }
        return count;
    }
}
