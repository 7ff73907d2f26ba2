package io.orbweaver.store.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.orbweaver.store.StoreClient;
import io.orbweaver.store.StoreUnderTest;
import io.orbweaver.store.TestClock;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.redis.server.LettuceLink;
import io.orbweaver.store.redis.server.RedisLink;
import java.time.Duration;
import java.util.Random;
import java.util.function.Supplier;

/** The shared store on a server of a test. */
public final class RedisStoreUnderTest implements StoreUnderTest {

    private static final StoreLimits LIMITS = new StoreLimits(1_000, 8 << 20, 16 << 20);

    private final TestClock clock;
    private final Random random;
    private final Supplier<RedisLink> links;
    private RedisStore store;

    private RedisStoreUnderTest(Supplier<RedisLink> links, TestClock clock, long seed) {
        this.links = links;
        this.clock = clock;
        this.random = new Random(seed);
        this.store = open();
    }

    /** On one server. */
    public static RedisStoreUnderTest on(RedisClient client) {
        return new RedisStoreUnderTest(() -> LettuceLink.to(client), new TestClock(), 7);
    }

    /** On a cluster. */
    public static RedisStoreUnderTest on(RedisClusterClient client) {
        return new RedisStoreUnderTest(() -> LettuceLink.to(client), new TestClock(), 7);
    }

    /** Another instance on the same server, by the same clock. */
    public RedisStoreUnderTest beside() {
        return new RedisStoreUnderTest(links, clock, random.nextLong());
    }

    /** What an instance does every few seconds. */
    public void beat() {
        StoreClient.await(store.heartbeat());
    }

    private RedisStore open() {
        return RedisStore.open(links.get(), clock, clock, random, LIMITS, RedisStore.answering());
    }

    @Override
    public void reopen() {
        store.close();
        store = open();
    }

    /** What the process held lapses when its time is up, and is found to have by whoever beats next. */
    @Override
    public void crash() {
        store.abandon();
        clock.advance(HostState.TERM.plus(Duration.ofMillis(1)));
        store = open();
    }

    @Override
    public RedisStore opened() {
        return store;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Override
    public void close() {
        store.close();
    }
}
