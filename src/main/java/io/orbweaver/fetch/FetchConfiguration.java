package io.orbweaver.fetch;

import io.orbweaver.egress.EgressGuard;
import java.time.InstantSource;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

/** Makes the one fetcher of the service, and its cap. */
@Configuration(proxyBeanMethods = false)
class FetchConfiguration {

    @Bean
    FetchSlots fetchSlots(FetchProperties properties) {
        return new FetchSlots(properties.concurrency());
    }

    @Bean(destroyMethod = "close")
    Fetcher fetcher(
            FetchProperties properties, EgressGuard guard, ObjectProvider<SslBundles> bundles, InstantSource clock) {
        TrustManagerFactory trust = TrustedAuthorities.of(properties.sslBundle(), bundles.getIfAvailable());
        return new Fetcher(properties, guard, trust, Schedulers.parallel(), clock);
    }
}
