package io.orbweaver.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownPropertiesTest {

    private final KnownProperties known = new KnownProperties(
            Set.of("orbweaver.fetch.dns-servers", "orbweaver.fetch.concurrency", "orbweaver.security.keys"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orbweaver.fetch.concurrency",
                "orbweaver.fetch.dns-servers",
                "orbweaver.fetch.dnsServers",
                "orbweaver.fetch.dns_servers",
                "orbweaver.fetch.dns-servers[12]",
                "ORBWEAVER_FETCH_DNSSERVERS",
                "ORBWEAVER_FETCH_DNS_SERVERS_0",
                "orbweaver.security.keys.ci.hash[0]",
                "ORBWEAVER_SECURITY_KEYS_CI_ROLE"
            })
    void everySpellingThatIsReadIsKnown(String name) {
        assertThat(known.has(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orbweaver.fetch.concurency",
                "orbweaver.fetch",
                "orbweaver.concurrency",
                "orbweaver.fetch.concurrency.max",
                "ORBWEAVER_CONCURRENCY"
            })
    void unknownPropertiesAreNot(String name) {
        assertThat(known.has(name)).isFalse();
    }

    @Test
    void theNearestIsOffered() {
        assertThat(known.nearest("orbweaver.fetch.concurency")).contains("orbweaver.fetch.concurrency");
        assertThat(known.nearest("orbweaver.frobnicate-all")).isEmpty();
    }

    @Test
    void withoutMetadataNothingIsRefused() {
        assertThat(new KnownProperties(Set.of()).has("orbweaver.whatever")).isTrue();
    }
}
