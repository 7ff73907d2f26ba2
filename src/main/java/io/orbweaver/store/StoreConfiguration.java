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
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.rocksdb.RocksStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

/** Picks the store and offers its ports; the only place that knows which database it is. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    /** Monotonic time, anchored to the wall clock at the start: no lease or turn sees the clock jump. */
    @Bean
    InstantSource clock() {
        Instant anchor = Instant.now();
        long start = System.nanoTime();
        return () -> anchor.plusNanos(System.nanoTime() - start);
    }

    @Bean(destroyMethod = "close")
    RocksStore rocksStore(StoreProperties properties, InstantSource clock) {
        return RocksStore.open(
                properties.dataDir(),
                clock,
                new SecureRandom(),
                new StoreLimits(
                        properties.jobs().runningMax(),
                        properties.bodies().jobMax().toBytes(),
                        properties.bodies().max().toBytes()));
    }

    @Bean
    Jobs jobs(RocksStore store) {
        return store.jobs();
    }

    @Bean
    Ledger ledger(RocksStore store) {
        return store.ledger();
    }

    @Bean
    Frontier frontier(RocksStore store) {
        return store.frontier();
    }

    @Bean
    HostGate hostGate(RocksStore store) {
        return store.hostGate();
    }

    @Bean
    EventLog eventLog(RocksStore store) {
        return store.eventLog();
    }

    @Bean
    Bodies bodies(RocksStore store) {
        return store.bodies();
    }

    @Bean
    RetentionLifecycle retentionLifecycle(StoreProperties properties, Jobs jobs, JobDesk desk, InstantSource clock) {
        Duration kept = properties.retention();
        return new RetentionLifecycle(
                kept == null ? null : new Retention(jobs, desk, kept, clock), Schedulers.parallel());
    }

    @Bean
    StoreStatus storeStatus(RocksStore store) {
        return store.status();
    }
}
