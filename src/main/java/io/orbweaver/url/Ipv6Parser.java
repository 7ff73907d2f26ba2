package io.orbweaver.url;

import org.jspecify.annotations.Nullable;

/** IPv6 addresses: the parser and the serialiser of the URL standard (URL §3.5, §3.6). No zone identifiers. */
final class Ipv6Parser {

    private static final int PIECES = 8;

    private final String input;
    private final int[] pieces = new int[PIECES];
    private int at;
    private int count;
    private int gap = -1; // the piece after ::, which itself replaces one piece or more

    private Ipv6Parser(String input) {
        this.input = input;
    }

    /** The address between the brackets in its shortest form, without brackets; null if it is invalid. */
    static @Nullable String parse(String input) {
        Ipv6Parser parser = new Ipv6Parser(input);
        return parser.read() ? parser.text() : null;
    }

    private boolean read() {
        if (peek() == ':') {
            if (!input.startsWith("::")) {
                return false;
            }
            at = 2;
            gap = ++count;
        }
        while (at < input.length()) {
            if (count == PIECES) {
                return false;
            }
            if (peek() == ':') {
                if (gap >= 0) {
                    return false;
                }
                at++;
                gap = ++count;
            } else if (!piece()) {
                return false;
            }
        }
        return gap >= 0 ? openGap() : count == PIECES;
    }

    /** One hexadecimal piece with the colon after it, or the IPv4 address that ends the input. */
    private boolean piece() {
        int start = at;
        int value = 0;
        while (at < input.length() && at - start < 4 && PercentEncoding.hex(peek()) >= 0) {
            value = value << 4 | PercentEncoding.hex(peek());
            at++;
        }
        if (peek() == '.') {
            at = start;
            return at < input.length() && count <= PIECES - 2 && dottedDecimal();
        }
        if (peek() == ':') {
            at++;
            if (at == input.length()) {
                return false;
            }
        } else if (at < input.length()) {
            return false;
        }
        pieces[count++] = value;
        return true;
    }

    /** Four decimal bytes without leading zeros, up to the end: two pieces. */
    private boolean dottedDecimal() {
        long address = 0;
        for (int i = 0; i < 4; i++) {
            if (i > 0 && (peek() != '.' || ++at == input.length())) {
                return false;
            }
            int start = at;
            int value = 0;
            while (peek() >= '0' && peek() <= '9' && at - start < 3) {
                value = value * 10 + (peek() - '0');
                at++;
            }
            boolean leadingZero = at - start > 1 && input.charAt(start) == '0';
            if (at == start || leadingZero || value > 255) {
                return false;
            }
            address = address << 8 | value;
        }
        pieces[count++] = (int) (address >> 16);
        pieces[count++] = (int) (address & 0xffff);
        return at == input.length();
    }

    private int peek() {
        return at < input.length() ? input.charAt(at) : -1;
    }

    /** Moves the pieces that follow the gap to the end. */
    private boolean openGap() {
        int following = count - gap;
        for (int i = 1; i <= following; i++) {
            int piece = pieces[count - i];
            pieces[count - i] = 0;
            pieces[PIECES - i] = piece;
        }
        return true;
    }

    /** The pieces in lower-case hexadecimal, the first longest run of two or more zeros as :: (IPv6 serialiser). */
    private String text() {
        int zerosStart = -1;
        int zerosLength = 1;
        for (int i = 0; i < PIECES; i++) {
            int length = 0;
            while (i + length < PIECES && pieces[i + length] == 0) {
                length++;
            }
            if (length > zerosLength) {
                zerosStart = i;
                zerosLength = length;
            }
            i += length;
        }
        StringBuilder out = new StringBuilder(39);
        for (int i = 0; i < PIECES; i++) {
            if (i == zerosStart) {
                out.append(i == 0 ? "::" : ":");
                i += zerosLength - 1;
            } else {
                out.append(Integer.toHexString(pieces[i]));
                if (i < PIECES - 1) {
                    out.append(':');
                }
            }
        }
        return out.toString();
    }
}
