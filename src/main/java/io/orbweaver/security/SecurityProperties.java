package io.orbweaver.security;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call.
 *
 * @param open whether it may listen on an address other than loopback without keys; safe only where the network keeps
 *     strangers out
 * @param hosts names besides loopback's by which it may be called while it has no keys
 */
@ConfigurationProperties("orbweaver.security")
record SecurityProperties(
        @DefaultValue("false") boolean open, @DefaultValue Set<String> hosts) {}
