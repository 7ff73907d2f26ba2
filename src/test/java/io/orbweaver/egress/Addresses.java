package io.orbweaver.egress;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses from text, never by a name, and IPv6 as IPv6 even where it spells IPv4. */
final class Addresses {

    private Addresses() {}

    static InetAddress of(String literal) {
        int dotted = literal.lastIndexOf(':') + 1;
        boolean mixed = dotted > 0 && literal.indexOf('.') > 0;
        return of(NetUtil.createByteArrayFromIpAddressString(
                mixed ? literal.substring(0, dotted) + groups(literal.substring(dotted)) : literal));
    }

    private static String groups(String ipv4) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(ipv4);
        return "%02x%02x:%02x%02x".formatted(bytes[0], bytes[1], bytes[2], bytes[3]);
    }

    static InetAddress of(byte[] bytes) {
        try {
            return bytes.length == 16 ? Inet6Address.getByAddress(null, bytes, 0) : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
