package io.orbweaver.store;

import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.orbweaver.store.base.Store;
import io.orbweaver.store.redis.RedisStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.scheduler.Schedulers;

/** The shared store, where it is asked for: on the client that Spring Boot makes of {@code spring.data.redis.*}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "orbweaver.store", havingValue = "redis")
@Import(DataRedisAutoConfiguration.class)
class RedisConfiguration {

    @Bean
    LettuceClientOptionsBuilderCustomizer boundedRedisClient() {
        return RedisStore::bounded;
    }

    @Bean
    ClientResourcesBuilderCustomizer reconnectingRedisClient() {
        return RedisStore::reconnecting;
    }

    /** Closed by {@link #redisStoreLifecycle}, while there is a client still. */
    @Bean(destroyMethod = "")
    RedisStore redisStore(LettuceConnectionFactory factory, StoreProperties properties) {
        InstantSource clock = StoreConfiguration.monotonic();
        Object client = factory.getRequiredNativeClient();
        return client instanceof RedisClusterClient cluster
                ? RedisStore.open(cluster, clock, new SecureRandom(), properties.limits(), Schedulers.parallel())
                : RedisStore.open(
                        (RedisClient) client, clock, new SecureRandom(), properties.limits(), Schedulers.parallel());
    }

    @Bean
    SmartLifecycle redisStoreLifecycle(RedisStore store) {
        return new StoreLifecycle(store);
    }

    /** Closes the store after everything that uses it, and before the client's own lifecycle, whose phase is 0. */
    private static final class StoreLifecycle implements SmartLifecycle {

        private final Store store;
        private volatile boolean running;

        StoreLifecycle(Store store) {
            this.store = store;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            store.close();
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return 1;
        }
    }
}
