package io.orbweaver.url;

import crawlercommons.domains.EffectiveTldFinder;

/**
 * The unit of politeness and of scope {@code host}: host name and port, where http on 80 and https on 443 are one, as
 * they are one server nearly everywhere.
 *
 * @param value the name alone where the port is the scheme's default ({@code example.org}, {@code [::1]}), with the
 *     port otherwise ({@code example.org:8080}; http on 443 is {@code example.org:443}); never empty
 */
public record Host(String value) implements Comparable<Host> {

    /** The one host of all file URLs. No http host can have this value, as none ends in a colon. */
    public static final Host FILE = new Host("file:");

    /** Checks that there is a value. */
    public Host {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a host is not empty");
        }
    }

    /** The name without the port, IPv6 in brackets. */
    public String name() {
        int colon = value.indexOf(':', value.lastIndexOf(']') + 1);
        return colon < 0 ? value : value.substring(0, colon);
    }

    /**
     * The domain that someone registered, by the public suffix list with its private part (URL §3.2): the public suffix
     * and one label more. A host without such a domain is used as it is: an IP address, a single label such as
     * {@code localhost}, a public suffix. A top-level label that the list does not know counts as a public suffix, and
     * a trailing dot is kept, as the standard has both.
     *
     * <p>The process's first call reads the list from the class path, so it must not be made on an event loop.
     */
    public String registrableDomain() {
        String name = name();
        if (name.charAt(0) == '[' || Ipv4Parser.endsInNumber(name)) {
            return name;
        }
        if (!name.endsWith(".")) {
            return registrable(name);
        }
        String undotted = name.substring(0, name.length() - 1);
        return undotted.isEmpty() ? name : registrable(undotted) + ".";
    }

    private static String registrable(String name) {
        String assigned = EffectiveTldFinder.getAssignedDomain(name, true, false);
        if (assigned != null) {
            return assigned;
        }
        boolean listed = EffectiveTldFinder.getEffectiveTLD(name) != null;
        int lastDot = name.lastIndexOf('.');
        return listed || lastDot < 0 ? name : name.substring(name.lastIndexOf('.', lastDot - 1) + 1);
    }

    @Override
    public int compareTo(Host other) {
        return value.compareTo(other.value);
    }

    /** The value. */
    @Override
    public String toString() {
        return value;
    }
}
