package io.orbweaver.url;

import org.jspecify.annotations.Nullable;

/** The host parser for special URLs, together with the host serialiser (URL §3.5, §3.6). */
final class HostParser {

    private HostParser() {}

    /** The host as written in an href, IPv6 in brackets; null if it is invalid. The input is not empty. */
    static @Nullable String parse(String input) {
        if (input.charAt(0) == '[') {
            if (input.length() == 1 || !input.endsWith("]")) {
                return null;
            }
            String address = Ipv6Parser.parse(input.substring(1, input.length() - 1));
            return address == null ? null : "[" + address + "]";
        }
        String domain = DomainToAscii.convert(PercentEncoding.decode(input));
        if (domain == null || !Ipv4Parser.endsInNumber(domain)) {
            return domain;
        }
        return Ipv4Parser.parse(domain);
    }
}
