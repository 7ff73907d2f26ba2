package io.orbweaver.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The policy of addresses that may be reached: public unicast, and what the operator allows besides; and of ports that
 * may not. Immutable.
 */
public final class EgressPolicy {

    private static final int PORT_MAX = 65_535;

    private final List<Cidr> blocks = new ArrayList<>();
    private final Set<String> hosts = new HashSet<>();
    private final Set<Integer> portsDenied;

    /**
     * A policy with allowances that denies the bad ports of the Fetch standard.
     *
     * @param allowed as for the other constructor
     */
    public EgressPolicy(List<String> allowed) {
        this(allowed, BadPorts.SET);
    }

    /**
     * A policy with allowances.
     *
     * @param allowed blocks such as {@code 127.0.0.0/8}, addresses, and host names, whose addresses are then not looked
     *     at
     * @param portsDenied ports that may not be reached at any address, allowed or not
     * @throws IllegalArgumentException if one is neither of these
     */
    public EgressPolicy(List<String> allowed, Collection<Integer> portsDenied) {
        this.portsDenied = Set.copyOf(portsDenied);
        for (int port : portsDenied) {
            if (port < 0 || port > PORT_MAX) {
                throw new IllegalArgumentException("orbweaver.egress.ports-denied: " + port + " is no port");
            }
        }
        for (String text : allowed) {
            String entry = text.strip().toLowerCase(Locale.ROOT);
            boolean address = entry.contains("/") || entry.contains(":") || entry.matches("[0-9.]+");
            if (address) {
                blocks.add(Cidr.parse(entry).unmapped());
            } else if (entry.matches("[a-z0-9._-]+")) {
                hosts.add(entry);
            } else {
                throw new IllegalArgumentException(
                        "orbweaver.egress.allow: '" + entry + "' is no host name and no block such as 127.0.0.0/8");
            }
        }
    }

    /** Whether a port may be reached, where the address may. */
    public boolean allowsPort(int port) {
        return !portsDenied.contains(port);
    }

    /**
     * Whether a connection to an address may be made.
     *
     * @param host the name that was asked for, without brackets
     * @param address the very address that would be connected to
     */
    public boolean allows(String host, InetAddress address) {
        if (AddressClass.isPublic(address) || hosts.contains(host.toLowerCase(Locale.ROOT))) {
            return true;
        }
        byte[] bytes = AddressClass.unwrapped(address).getAddress();
        return blocks.stream().anyMatch(block -> block.contains(bytes));
    }
}
