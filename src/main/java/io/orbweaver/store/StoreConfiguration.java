package io.orbweaver.store;

import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.StoreStatus;
import io.orbweaver.event.EventLog;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.job.Jobs;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.store.rocksdb.RocksStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
        return RocksStore.open(properties.dataDir(), clock, new SecureRandom());
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
    StoreStatus storeStatus(RocksStore store) {
        return store.status();
    }
}
