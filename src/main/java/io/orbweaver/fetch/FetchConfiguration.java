package io.orbweaver.fetch;

import io.orbweaver.egress.EgressGuard;
import java.time.InstantSource;
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
    Fetcher fetcher(FetchProperties properties, EgressGuard guard, InstantSource clock) {
        return new Fetcher(properties, guard, Schedulers.parallel(), clock);
    }
}
