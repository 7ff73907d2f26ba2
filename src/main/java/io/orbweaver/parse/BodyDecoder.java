package io.orbweaver.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns a body's bytes into characters, chunk by chunk: decides the encoding, leaves out its byte order mark, puts
 * U+FFFD for what is malformed, and joins characters that a chunk's end cuts.
 *
 * <p>Holds at most the first 1,024 bytes until it has decided, and from then on two buffers of 4,096.
 */
final class BodyDecoder {

    /** Takes characters; the array is reused after the call. */
    interface Sink {
        void characters(char[] characters, int length);
    }

    private static final int BUFFER = 4_096;

    private final EncodingSniffer sniffer;
    private final Sink sink;
    private final byte[] head = new byte[EncodingSniffer.HEAD_MAX];
    private int headLength;
    private @Nullable WebEncoding encoding;

    private final char[] out = new char[BUFFER];
    private final CharBuffer outBuffer = CharBuffer.wrap(out);
    private @Nullable CharsetDecoder decoder;
    private ByteBuffer carry = ByteBuffer.allocate(0);

    BodyDecoder(@Nullable String transportCharset, Sink sink) {
        this.sniffer = new EncodingSniffer(transportCharset);
        this.sink = sink;
    }

    /** The name of the encoding once it is decided, and before that what it would be. */
    String encodingName() {
        return (encoding == null ? WebEncoding.UTF_8 : encoding).name();
    }

    void accept(byte[] bytes, int offset, int length) {
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
    void complete() {
        if (encoding == null) {
            begin(true);
        }
        if (decoder != null) {
            carry.flip();
            drain(decoder, carry, true);
            while (decoder.flush(outBuffer.clear()).isOverflow()) {
                sink.characters(out, outBuffer.position());
            }
            sink.characters(out, outBuffer.position());
        }
    }

    private void begin(boolean whole) {
        WebEncoding decided = sniffer.sniff(head, headLength, whole);
        if (decided == null) {
            return;
        }
        encoding = decided;
        if (decided.charset() != null) {
            decoder = decided.charset()
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
            carry = ByteBuffer.allocate(BUFFER);
        } else if (decided == WebEncoding.REPLACEMENT && headLength > 0) {
            Arrays.fill(out, 0, 1, '\uFFFD');
            sink.characters(out, 1);
        }
        int mark = EncodingSniffer.markLength(decided, head, headLength);
        decode(head, mark, headLength - mark);
    }

    private void decode(byte[] bytes, int offset, int length) {
        if (decoder != null) {
            decodeMultiByte(decoder, bytes, offset, length);
        } else if (encoding != null && encoding.upperHalf() != null) {
            decodeSingleByte(encoding.upperHalf(), bytes, offset, length);
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
        CoderResult result;
        do {
            outBuffer.clear();
            result = decoder.decode(in, outBuffer, last);
            if (outBuffer.position() > 0) {
                sink.characters(out, outBuffer.position());
            }
        } while (result.isOverflow());
    }
}
