package io.orbweaver.security;

import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Checks where it listens before it does, and who calls. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    CallerFilter callerFilter(ServerProperties server, SecurityProperties security) {
        OpenAddressCheck.check(server.getAddress(), security.open());
        return new CallerFilter(new CallerCheck(security.hosts()));
    }
}
