package io.orbweaver.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * The classification of addresses as public unicast or not, by IANA's special-purpose registries (IPv4: RFC 6890 and
 * successors; IPv6: the same, and only the global unicast block 2000::/3 can be public). An IPv6 address that carries
 * an IPv4 address is judged by that too: mapped, compatible, translated, NAT64 by its well-known prefix, and ISATAP.
 * Tunnels that carry one (6to4, Teredo) and NAT64 by the local-use prefix are never public. A NAT64 prefix of a
 * network's own (RFC 6052 section 2.2) looks like any other address: where there is one, its network must not let it
 * lead inside.
 */
final class AddressClass {

    /**
     * Blocks that are not public, most named in the IANA IPv4 Special-Purpose Address Registry. Those that it calls
     * globally reachable (AS112, AMT, the anycast addresses in 192.0.0.0/24) are among them: no page is there.
     */
    private static final List<Cidr> IPV4_SPECIAL = cidrs(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared address space (CGNAT)
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, cloud metadata
            "168.63.129.16/32", // Azure's wire server: metadata and more, inside the cloud only
            "172.16.0.0/12", // private
            "192.0.0.0/24", // IETF protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // AMT
            "192.88.99.0/24", // 6to4 relay anycast
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarking
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, limited broadcast

    private static final Cidr IPV6_GLOBAL_UNICAST = Cidr.parse("2000::/3");

    /** Blocks inside global unicast that are not public. */
    private static final List<Cidr> IPV6_SPECIAL = cidrs(
            "2001::/23", // IETF protocol assignments, Teredo, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "2620:4f:8000::/48", // AS112
            "3fff::/20"); // documentation

    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final Cidr TRANSLATED = Cidr.parse("::ffff:0:0:0/96");
    private static final Cidr COMPATIBLE = Cidr.parse("::/96");

    private AddressClass() {}

    /** Whether an address is public unicast, so that it may be reached unless it is denied. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = unwrapped(address).getAddress();
        if (bytes.length == 4) {
            return IPV4_SPECIAL.stream().noneMatch(block -> block.contains(bytes));
        }
        if (NAT64.contains(bytes)) {
            return isPublic(ipv4(bytes, 12));
        }
        return IPV6_GLOBAL_UNICAST.contains(bytes)
                && IPV6_SPECIAL.stream().noneMatch(block -> block.contains(bytes))
                && isatap(bytes).map(AddressClass::isPublic).orElse(true);
    }

    /**
     * The IPv4 address that an IPv6 form merely spells (mapped, compatible, translated), else the address itself: what
     * an operator's allowance is compared with.
     */
    static InetAddress unwrapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean spelt =
                bytes.length == 16 && (Cidr.MAPPED.contains(bytes) || TRANSLATED.contains(bytes) || compatible(bytes));
        return spelt ? ipv4(bytes, 12) : address;
    }

    /** The unspecified and loopback addresses spell no IPv4 address. */
    private static boolean compatible(byte[] bytes) {
        return COMPATIBLE.contains(bytes)
                && (bytes[12] != 0 || bytes[13] != 0 || bytes[14] != 0 || (bytes[15] & 0xff) > 1);
    }

    /** The IPv4 address in an ISATAP interface identifier (RFC 5214 §6.1). */
    private static Optional<InetAddress> isatap(byte[] bytes) {
        boolean is =
                (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && (bytes[10] & 0xff) == 0x5e && (bytes[11] & 0xff) == 0xfe;
        return is ? Optional.of(ipv4(bytes, 12)) : Optional.empty();
    }

    private static InetAddress ipv4(byte[] bytes, int offset) {
        try {
            return Inet4Address.getByAddress(
                    new byte[] {bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3]});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static List<Cidr> cidrs(String... blocks) {
        return List.of(blocks).stream().map(Cidr::parse).toList();
    }
}
