package io.orbweaver.docs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The wiring of the documentation. */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration {

    /** Where pages are made, which happens once for each. */
    record DocsScheduler(Scheduler worker) {}

    @Bean
    DocsScheduler docsScheduler() {
        return new DocsScheduler(Schedulers.boundedElastic());
    }
}
