package io.orbweaver.egress;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of what may be reached besides public addresses, and what may not.
 *
 * @param allow blocks of addresses and host names, e.g. {@code 127.0.0.0/8}; none by default
 * @param portsDenied ports, 0 to 65535, that are not connected to at any address, allowed or not; by default the bad
 *     ports of the Fetch standard, such as those of SMTP and IRC; empty for none
 */
@ConfigurationProperties("orbweaver.egress")
record EgressProperties(
        @DefaultValue List<String> allow, @Nullable List<Integer> portsDenied) {

    /** The ports denied, by default the standard's. */
    Collection<Integer> portsDeniedOrDefault() {
        return portsDenied == null ? BadPorts.SET : portsDenied;
    }
}
