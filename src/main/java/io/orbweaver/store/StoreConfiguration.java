package io.orbweaver.store;

import io.orbweaver.body.Bodies;
import io.orbweaver.commit.JobDesk;
import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.Retention;
import io.orbweaver.commit.StoreStatus;
import io.orbweaver.event.EventLog;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.job.Jobs;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.store.base.Store;
import io.orbweaver.store.rocksdb.RocksStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

/** The beans of the ports of the configured store. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    /** The embedded store, where no other is asked for. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "orbweaver.store", havingValue = "rocksdb", matchIfMissing = true)
    static class Embedded {

        @Bean(destroyMethod = "close")
        Store rocksStore(StoreProperties properties) {
            return RocksStore.open(properties.dataDir(), monotonic(), new SecureRandom(), properties.limits());
        }
    }

    /** Monotonic time, anchored to the wall clock at the start: no lease or turn sees the clock jump. */
    static InstantSource monotonic() {
        Instant anchor = Instant.now();
        long start = System.nanoTime();
        return () -> anchor.plusNanos(System.nanoTime() - start);
    }

    @Bean
    InstantSource clock(Store store) {
        return store.clock();
    }

    @Bean
    Jobs jobs(Store store) {
        return store.jobs();
    }

    @Bean
    Ledger ledger(Store store) {
        return store.ledger();
    }

    @Bean
    Frontier frontier(Store store) {
        return store.frontier();
    }

    @Bean
    HostGate hostGate(Store store) {
        return store.hostGate();
    }

    @Bean
    EventLog eventLog(Store store) {
        return store.eventLog();
    }

    @Bean
    Bodies bodies(Store store) {
        return store.bodies();
    }

    @Bean
    RetentionLifecycle retentionLifecycle(StoreProperties properties, Jobs jobs, JobDesk desk, InstantSource clock) {
        Duration kept = properties.retention();
        return new RetentionLifecycle(
                kept == null ? null : new Retention(jobs, desk, kept, clock), Schedulers.parallel());
    }

    @Bean
    StoreStatus storeStatus(Store store) {
        return store.status();
    }
}
