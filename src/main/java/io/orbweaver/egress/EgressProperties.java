package io.orbweaver.egress;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be reached besides public addresses.
 *
 * @param allow blocks of addresses and host names, e.g. {@code 127.0.0.0/8}; none by default
 */
@ConfigurationProperties("orbweaver.egress")
record EgressProperties(@DefaultValue List<String> allow) {}
