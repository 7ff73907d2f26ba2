package io.orbweaver.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.store.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances crawl one job on one store, and something breaks in the middle: an instance, the store, the network
 * between them. When it is mended the crawl goes on by itself, with one outcome for each URL and a dense log.
 */
@Tag("process")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SharedStoreFaultsTest {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = SharedCrawl.PATIENCE;

    @TempDir
    static Path folder;

    /** A crawl on a server of its own, to which the first instance has a connection that can be cut. */
    private static final class Crawl implements AutoCloseable {

        final RedisServer redis;
        final NetworkLink link;
        final SharedCrawl shared;
        final ServiceProcess first;
        final ServiceProcess second;

        Crawl(String name) throws IOException {
            redis = RedisServer.start(folder.resolve(name));
            link = new NetworkLink(redis.port());
            first = SharedCrawl.launch(folder, at(link.port()));
            second = SharedCrawl.launch(folder, at(redis.port())).awaitReady();
            shared = new SharedCrawl(first.awaitReady(), second);
        }

        private static String at(int port) {
            return "--spring.data.redis.url=redis://127.0.0.1:" + port;
        }

        void goesOn(String what) throws IOException {
            shared.goesOn(what);
        }

        @Override
        public void close() throws IOException {
            shared.close();
            first.close();
            second.close();
            link.close();
            redis.close();
        }
    }

    @Test
    void anInstanceIsKilled() throws IOException {
        try (Crawl crawl = new Crawl("killed")) {
            crawl.first.kill();
            crawl.goesOn("an instance killed");
        }
    }

    @Test
    void anInstanceSleepsLongerThanItsLeases() throws IOException {
        try (Crawl crawl = new Crawl("asleep")) {
            await().atMost(PATIENCE) // else it holds no lease that it could lose
                    .until(() -> crawl.first.api().measured("orbweaver_fetch_in_flight") > 0);
            crawl.first.signal("STOP");
            assertThat(crawl.second.endsWithin(LEASE.plusSeconds(4))).isFalse();
            crawl.first.signal("CONT");
            crawl.goesOn("an instance asleep for 14 s");
            assertThat(crawl.first.api().measured("orbweaver_leases_lost_total"))
                    .as("late commits that were refused")
                    .isPositive();
        }
    }

    @Test
    void theStoreIsKilledAndStartedAgain() throws IOException {
        try (Crawl crawl = new Crawl("store-killed")) {
            crawl.redis.kill();
            await().atMost(PATIENCE)
                    .until(() -> crawl.second.api().get("/actuator/health").status() == 503);
            assertThat(crawl.second.api().get("/actuator/health/liveness").status())
                    .isEqualTo(200);
            crawl.redis.startAgain();
            crawl.goesOn("the store killed");
        }
    }

    @Test
    void theStoreSleeps() throws IOException {
        try (Crawl crawl = new Crawl("store-asleep")) {
            crawl.redis.signal("STOP");
            assertThat(crawl.second.endsWithin(Duration.ofSeconds(12))).isFalse();
            crawl.redis.signal("CONT");
            crawl.goesOn("the store asleep for 12 s");
        }
    }

    @Test
    void theStoreIsFull() throws IOException {
        try (Crawl crawl = new Crawl("full");
                RedisClient client = crawl.redis.newClient();
                StatefulRedisConnection<String, String> admin = client.connect()) {
            admin.sync().configSet("maxmemory-policy", "noeviction");
            admin.sync().configSet("maxmemory", "1mb");
            await().atMost(PATIENCE)
                    .until(() -> crawl.second.api().get("/actuator/health").status() == 503);
            assertThat(crawl.second.api().get("/actuator/health").body()).containsIgnoringCase("memory");
            assertThat(crawl.second.api().get("/v1/jobs/" + crawl.shared.job).status())
                    .as("reads go on")
                    .isEqualTo(200);
            await().atMost(PATIENCE)
                    .until(() -> crawl.second
                            .api()
                            .job(crawl.shared.job)
                            .get("waits")
                            .toString()
                            .contains("store"));
            admin.sync().configSet("maxmemory", "0");
            crawl.goesOn("the store full");
        }
    }

    @Test
    void theNetworkOfOneInstanceIsCut() throws IOException {
        try (Crawl crawl = new Crawl("cut")) {
            crawl.link.cut();
            assertThat(crawl.second.endsWithin(LEASE.plusSeconds(4))).isFalse();
            crawl.link.mend();
            crawl.goesOn("an instance cut off for 14 s");
            await().atMost(PATIENCE)
                    .until(() -> crawl.first.api().get("/actuator/health").status() == 200);
        }
    }
}
