package io.orbweaver.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which addresses may be reached: public unicast, and what the operator allows besides. Immutable. */
public final class EgressPolicy {

    private final List<Cidr> blocks = new ArrayList<>();
    private final Set<String> hosts = new HashSet<>();

    /**
     * A policy with allowances.
     *
     * @param allowed blocks such as {@code 127.0.0.0/8}, addresses, and host names, whose addresses are then not looked
     *     at
     * @throws IllegalArgumentException where one is none of them
     */
    public EgressPolicy(List<String> allowed) {
        for (String text : allowed) {
            String entry = text.strip().toLowerCase(Locale.ROOT);
            boolean address = entry.contains("/") || entry.contains(":") || entry.matches("[0-9.]+");
            if (address) {
                blocks.add(Cidr.parse(entry));
            } else if (entry.matches("[a-z0-9._-]+")) {
                hosts.add(entry);
            } else {
                throw new IllegalArgumentException(
                        "orbweaver.egress.allow: '" + entry + "' is no host name and no block such as 127.0.0.0/8");
            }
        }
    }

    /**
     * Whether a connection may be made.
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
