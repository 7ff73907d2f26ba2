package io.orbweaver.egress;

import io.netty.util.NetUtil;
import java.util.Arrays;

/**
 * A block of addresses (RFC 4632, RFC 4291 §2.3).
 *
 * @param network its first address, 4 or 16 bytes; not to be written to
 * @param prefixLength number of leading bits that count
 */
record Cidr(byte[] network, int prefixLength) {

    /** The IPv4-mapped addresses (RFC 4291 §2.5.5.2). */
    static final Cidr MAPPED = parse("::ffff:0:0/96");

    private static final int MAPPED_BITS = 96;
    private static final int IPV6_BYTES = 16;

    /**
     * Reads {@code 127.0.0.0/8}, {@code ::1/128}, or a bare address for the block of it alone.
     *
     * @throws IllegalArgumentException where it is neither
     */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean bare = address.indexOf('[') < 0 && address.indexOf('%') < 0;
        byte[] bytes = bare ? NetUtil.createByteArrayFromIpAddressString(address) : null;
        if (bytes == null) {
            throw new IllegalArgumentException("'" + text + "' is no block of addresses such as 127.0.0.0/8");
        }
        int bits = bytes.length * 8;
        int length = slash < 0 ? bits : prefixLength(text.substring(slash + 1));
        if (length < 0 || length > bits) {
            throw new IllegalArgumentException("'" + text + "' has no prefix length from 0 to " + bits);
        }
        return new Cidr(bytes, length);
    }

    /** Up to three digits; -1 where they are something else. */
    private static int prefixLength(String digits) {
        return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
    }

    /** The IPv4 block that a block of IPv4-mapped addresses spells, else the block itself. */
    Cidr unmapped() {
        boolean mapped = network.length == IPV6_BYTES && prefixLength >= MAPPED_BITS && MAPPED.contains(network);
        return mapped
                ? new Cidr(Arrays.copyOfRange(network, MAPPED_BITS / 8, IPV6_BYTES), prefixLength - MAPPED_BITS)
                : this;
    }

    /** Whether an address of the same family is in the block. */
    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = prefixLength / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = prefixLength % 8;
        return rest == 0 || ((address[whole] ^ network[whole]) & 0xff) >>> (8 - rest) == 0;
    }
}
