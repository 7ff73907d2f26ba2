package io.orbweaver.egress;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean of the service's only guard, made from its properties. */
@Configuration(proxyBeanMethods = false)
class EgressConfiguration {

    @Bean
    FileRoots fileRoots(FileProperties properties) {
        return new FileRoots(properties.roots());
    }

    @Bean
    EgressGuard egressGuard(EgressProperties properties) {
        return new EgressGuard(new EgressPolicy(properties.allow(), properties.portsDeniedOrDefault()));
    }
}
