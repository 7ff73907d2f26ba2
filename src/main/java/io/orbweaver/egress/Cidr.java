package io.orbweaver.egress;

import io.netty.util.NetUtil;

/**
 * A block of addresses (RFC 4632, RFC 4291 §2.3).
 *
 * @param network its first address, 4 or 16 bytes; not to be written to
 * @param prefixLength number of leading bits that count
 */
record Cidr(byte[] network, int prefixLength) {

    /**
     * Reads {@code 127.0.0.0/8}, {@code ::1/128}, or a bare address for the block of it alone.
     *
     * @throws IllegalArgumentException where it is neither
     */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            throw new IllegalArgumentException("'" + text + "' is no block of addresses such as 127.0.0.0/8");
        }
        int bits = bytes.length * 8;
        int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (length < 0 || length > bits) {
            throw new IllegalArgumentException("'" + text + "' has a prefix length over " + bits);
        }
        return new Cidr(bytes, length);
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
