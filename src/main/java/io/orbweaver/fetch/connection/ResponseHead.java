package io.orbweaver.fetch.connection;

import io.netty.handler.codec.DecoderException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The head of an HTTP/1 response, read as browsers and curl read it and written again as RFC 9112 has it, with what
 * frames its body. A pure function of its bytes.
 *
 * <p>Taken are: lines that end in a bare LF (§2.2), folded fields (§5.2), white space before the colon (§5.1). Left out
 * are lines that are no field: no colon, an empty name, a name that is no token. Control characters in a value, a bare
 * CR among them, become spaces (RFC 9110 §5.5). Equal lengths are one (§6.3); where the body is chunked a length does
 * not count, and the connection is not used again. A NUL, lengths that differ and a length that is no number leave open
 * what was meant: they are damage.
 *
 * @param bytes the head as the strict parser behind takes it, the empty line included
 * @param framing where the body ends
 * @param length of the body where {@code framing} is {@link Framing#LENGTH}
 */
record ResponseHead(byte[] bytes, Framing framing, long length) {

    /** Where a response's body ends (RFC 9112 §6.3). */
    enum Framing {
        /** There is no body: another head follows. */
        NONE,
        /** Behind a number of bytes. */
        LENGTH,
        /** Behind its last chunk. */
        CHUNKED,
        /** With the connection. */
        CLOSE
    }

    private static final int LENGTH_DIGITS_MAX = 18;
    private static final byte[] CLOSE_FIELD = ascii("Connection: close\r\n");

    /**
     * Reads a head.
     *
     * @param head its bytes, the empty line at the end included
     * @throws DecoderException where it leaves open what was meant
     */
    static ResponseHead read(byte[] head) {
        return new Reader(head).read();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Goes through the lines once. */
    private static final class Reader {

        private final byte[] in;
        private final ByteArrayOutputStream out;
        private int at;
        private boolean openField;
        private String codings = "";
        private long length = -1;

        Reader(byte[] in) {
            this.in = in;
            this.out = new ByteArrayOutputStream(in.length + 64);
        }

        ResponseHead read() {
            int start = at;
            int end = lineEnd();
            int status = status(start, end);
            write(start, end);
            endLine();
            while (at < in.length) {
                start = at;
                end = lineEnd();
                if (start < end) {
                    line(start, end);
                }
            }
            endField();
            return framed(status);
        }

        private ResponseHead framed(int status) {
            boolean chunked = isLast(codings, "chunked");
            Framing framing;
            if (status >= 100 && status < 200 && status != 101 || status == 204 || status == 304) {
                framing = Framing.NONE;
            } else if (chunked) {
                framing = Framing.CHUNKED;
            } else {
                framing = codings.isEmpty() && length >= 0 ? Framing.LENGTH : Framing.CLOSE;
            }
            if (length >= 0 && codings.isEmpty()) {
                out.writeBytes(ascii("Content-Length: " + length + "\r\n"));
            } else if (length >= 0) {
                out.writeBytes(CLOSE_FIELD);
            }
            endLine();
            return new ResponseHead(out.toByteArray(), framing, length);
        }

        /** The end of the line at {@code at}, without what ends it; goes behind that. */
        private int lineEnd() {
            int lf = at;
            while (lf < in.length && in[lf] != '\n') {
                if (in[lf] == 0) {
                    throw new DecoderException("a NUL in a response's head");
                }
                lf++;
            }
            int end = lf;
            while (end > at && in[end - 1] == '\r') {
                end--;
            }
            at = lf + 1;
            return end;
        }

        private void line(int start, int end) {
            if (isBlank(in[start])) {
                if (openField) { // obs-fold: the value goes on
                    out.write(' ');
                    write(start, end);
                }
                return;
            }
            endField();
            int colon = start;
            while (colon < end && in[colon] != ':') {
                colon++;
            }
            int nameEnd = colon;
            while (nameEnd > start && isBlank(in[nameEnd - 1])) {
                nameEnd--;
            }
            if (colon < end && isToken(start, nameEnd)) {
                field(start, nameEnd, colon + 1, end);
            }
        }

        private void field(int start, int nameEnd, int valueStart, int end) {
            if (isName("content-length", start, nameEnd)) {
                lengths(text(valueStart, end));
                return;
            }
            if (isName("transfer-encoding", start, nameEnd)) {
                String value = text(valueStart, end).strip();
                if (value.isEmpty() || value.equalsIgnoreCase("identity")) {
                    return; // what RFC 2616 had for none
                }
                codings = codings.isEmpty() ? value : codings + "," + value;
            }
            out.write(in, start, nameEnd - start);
            out.write(':');
            out.write(' ');
            write(valueStart, end);
            openField = true;
        }

        private void endField() {
            if (openField) {
                endLine();
                openField = false;
            }
        }

        /** Of the status line and of values: trimmed, and without control characters. */
        private void write(int start, int end) {
            int from = start;
            int to = end;
            while (from < to && isSpaceOrControl(in[from])) {
                from++;
            }
            while (to > from && isSpaceOrControl(in[to - 1])) {
                to--;
            }
            for (int i = from; i < to; i++) {
                out.write(isSpaceOrControl(in[i]) ? ' ' : in[i]);
            }
        }

        private void endLine() {
            out.write('\r');
            out.write('\n');
        }

        private void lengths(String value) {
            for (String given : value.split(",", -1)) {
                String digits = given.strip();
                if (digits.isEmpty()) {
                    continue;
                }
                boolean number = digits.chars().allMatch(c -> c >= '0' && c <= '9');
                if (!number || digits.length() > LENGTH_DIGITS_MAX) {
                    throw new DecoderException("a length that is no number");
                }
                long parsed = Long.parseLong(digits);
                if (length >= 0 && length != parsed) {
                    throw new DecoderException("lengths that differ");
                }
                length = parsed;
            }
        }

        /** The status line's second word; -1 where it is no number, which the parser behind refuses. */
        private int status(int start, int end) {
            int from = start;
            while (from < end && in[from] != ' ' && in[from] != '\t') {
                from++;
            }
            while (from < end && isBlank(in[from])) {
                from++;
            }
            int status = 0;
            int digits = 0;
            while (from < end && in[from] >= '0' && in[from] <= '9' && digits < 4) {
                status = 10 * status + in[from++] - '0';
                digits++;
            }
            return digits == 0 ? -1 : status;
        }

        private boolean isName(String name, int start, int end) {
            return end - start == name.length()
                    && text(start, end).toLowerCase(Locale.ROOT).equals(name);
        }

        private boolean isToken(int start, int end) {
            for (int i = start; i < end; i++) {
                byte c = in[i];
                boolean letterOrDigit = c >= '0' && c <= '9' || (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
                if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                    return false;
                }
            }
            return start < end;
        }

        private String text(int start, int end) {
            return new String(in, start, Math.max(0, end - start), StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isLast(String codings, String coding) {
        String last = codings.substring(codings.lastIndexOf(',') + 1).strip();
        return last.equalsIgnoreCase(coding);
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isSpaceOrControl(byte c) {
        return c >= 0 && c <= ' ' || c == 0x7f;
    }
}
