package io.orbweaver.url;

import org.jspecify.annotations.Nullable;

/** IPv4 addresses in all the forms that the URL standard takes for one (URL §3.5). */
final class Ipv4Parser {

    private static final long TOO_BIG = 1L << 32;

    private Ipv4Parser() {}

    /** True if the last label, a trailing dot aside, is a number: then the host is an IPv4 address or invalid. */
    static boolean endsInNumber(String host) {
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        int start = host.lastIndexOf('.', end - 1) + 1;
        if (start >= end) {
            return false;
        }
        return digits(host, start, end) || number(host, start, end) >= 0;
    }

    /** The address in dotted decimal, or null if there are too many, too large or no numbers (IPv4 parser). */
    static @Nullable String parse(String host) {
        int length = host.endsWith(".") ? host.length() - 1 : host.length();
        long address = 0;
        int start = 0;
        for (int part = 0; part < 4; part++) {
            int dot = host.indexOf('.', start);
            boolean last = dot < 0 || dot >= length;
            int end = last ? length : dot;
            long number = number(host, start, end);
            if (number < 0) {
                return null;
            }
            if (last) {
                return number >= 1L << 8 * (4 - part) ? null : text(address | number);
            }
            if (number > 255) {
                return null;
            }
            address |= number << 8 * (3 - part);
            start = end + 1;
        }
        return null;
    }

    /**
     * A number, decimal, octal after 0, hexadecimal after 0x; -1 if it is not a number, a large value if beyond 32
     * bits.
     */
    private static long number(String host, int from, int end) {
        if (from >= end) {
            return -1;
        }
        int start = from;
        int radix = 10;
        if (end - from >= 2 && host.charAt(from) == '0') {
            boolean hexadecimal = (host.charAt(from + 1) | 0x20) == 'x';
            radix = hexadecimal ? 16 : 8;
            start += hexadecimal ? 2 : 1;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = PercentEncoding.hex(host.charAt(i));
            if (digit < 0 || digit >= radix) {
                return -1;
            }
            value = Math.min(value * radix + digit, TOO_BIG);
        }
        return value;
    }

    private static boolean digits(String host, int start, int end) {
        for (int i = start; i < end; i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String text(long address) {
        return (address >> 24) + "." + (address >> 16 & 0xff) + "." + (address >> 8 & 0xff) + "." + (address & 0xff);
    }
}
